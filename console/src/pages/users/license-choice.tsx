import { Switch } from "@fluentui/react-components";
import type { ReactNode } from "react";
import { asProblem } from "../../api/problem";
import { useMay } from "../../app/session";
import { ProblemBar } from "../../components/problem-bar";
import { useSkus } from "./user-query";
import styles from "./users.module.css";

interface LicenseChoiceProps {
  readonly chosen: ReadonlySet<string>;
  readonly onChange: (chosen: ReadonlySet<string>) => void;
}

/** A switch for each license; where no seat is left, it is off and cannot be turned on. */
export function LicenseChoice({ chosen, onChange }: LicenseChoiceProps): ReactNode {
  const { data, error } = useSkus();
  const may = useMay("assignLicenses");
  const toggle = (id: string, isOn: boolean): void => {
    onChange(new Set(isOn ? [...chosen, id] : [...chosen].filter((one) => one !== id)));
  };
  return (
    <section className={styles.section}>
      <h2>Licenses</h2>
      {error !== null && <ProblemBar problem={asProblem(error)} />}
      {data?.value.length === 0 && <span className={styles.quiet}>There are no licenses yet.</span>}
      {(data?.value ?? []).map(({ id, displayName, available, purchased }) => (
        <div key={id} className={styles.license}>
          <Switch
            label={displayName}
            checked={chosen.has(id) && available > 0}
            disabled={!may || available === 0}
            onChange={(_event, { checked }) => toggle(id, checked)}
          />
          <span className={styles.quiet}>
            {available} of {purchased} available
          </span>
        </div>
      ))}
      {!may && <span className={styles.quiet}>Your role does not permit assigning licenses.</span>}
    </section>
  );
}
