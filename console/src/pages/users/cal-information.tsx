import {
  Button,
  Field,
  Input,
  MessageBar,
  MessageBarBody,
  Select,
  Spinner,
} from "@fluentui/react-components";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { api, body } from "../../api/client";
import { type ApiProblem, asProblem } from "../../api/problem";
import { useNotices } from "../../app/notices";
import { useMay } from "../../app/session";
import { AppLink } from "../../components/app-link";
import { Impact } from "../../components/impact";
import { ProblemBar } from "../../components/problem-bar";
import { useAccess } from "../access/access-api";
import type { FormInstance } from "./crm-form";
import type { User } from "./user-api";
import styles from "./user-page.module.css";

const MODES = ["Read-Write", "Administrative", "Read", "Non-interactive"] as const;

type Mode = (typeof MODES)[number];

const MEANINGS: Readonly<Record<string, string>> = {
  "Read-Write": "Full use. A license is needed.",
  Administrative: "Settings and administration only. The license can be removed once the mode is set.",
  Read: "Reading only. A license is needed.",
  "Non-interactive": "The API only, no sign-in. The license can be removed once the mode is set.",
};

interface CalInformationProps {
  readonly user: User;
  readonly instance: FormInstance;
}

/** Administration ▸ Client Access License (CAL) Information: the access mode and the license of a user. */
export function CalInformation({ user, instance }: CalInformationProps): ReactNode {
  const mayManage = useMay("manageInstances");
  const queries = useQueryClient();
  const notices = useNotices();
  const [chosen, setChosen] = useState<Mode>();
  const [isBusy, setIsBusy] = useState(false);
  const [problem, setProblem] = useState<ApiProblem>();
  const { data } = useAccess(user.id, instance.name);
  const { data: counts } = useQuery({
    queryKey: ["reports", "instance-users"],
    queryFn: async () => (await body(api.GET("/admin/v1/reports/instance-users", {}))).value,
  });
  const [access] = data ?? [];
  const place = counts?.find((one) => one.instance.id === instance.id);
  if (access === undefined) return null;
  const current = access.accessMode;
  const mode = chosen ?? current;
  const put = (wanted: Mode, query: object) =>
    api.PUT("/admin/v1/instances/{instance}/users/{id}/access-mode", {
      params: { path: { instance: instance.name, id: user.id }, query },
      body: { mode: wanted },
    });
  const save = async (wanted: Mode): Promise<void> => {
    setIsBusy(true);
    setProblem(undefined);
    try {
      await put(wanted, {});
      await queries.invalidateQueries();
      notices.done(`The access mode is ${wanted}`);
      setChosen(undefined);
    } catch (error) {
      setProblem(asProblem(error));
    } finally {
      setIsBusy(false);
    }
  };
  const wizard = `/users/${encodeURIComponent(user.id)}/mode?instance=${encodeURIComponent(instance.name)}`;
  return (
    <section>
      <h2 className={styles.section}>Client Access License (CAL) Information</h2>
      {problem !== undefined && <ProblemBar problem={problem} />}
      <div className={styles.fields}>
        <Field label="Access Mode" hint={modeHint(mode, place)}>
          <Select
            disabled={!mayManage || isBusy}
            value={mode}
            onChange={(_event, { value }) => setChosen(MODES.find((one) => one === value))}
          >
            {MODES.map((one) => (
              <option key={one}>{one}</option>
            ))}
          </Select>
        </Field>
        <Field label="License Type">
          <Input
            readOnly
            value={
              access.license === undefined || access.license.state === "none"
                ? "None"
                : access.license.partNumber
            }
          />
        </Field>
      </div>
      {chosen !== undefined && chosen !== current && (
        <Impact id={["mode", instance.name, user.id, chosen]} preview={(query) => body(put(chosen, query))} />
      )}
      {chosen !== undefined && chosen !== current && (
        <div className={styles.buttons}>
          <Button
            appearance="primary"
            disabled={isBusy}
            icon={isBusy ? <Spinner size="tiny" /> : null}
            onClick={() => void save(chosen)}
          >
            Set {chosen}
          </Button>
          <Button onClick={() => setChosen(undefined)}>Cancel</Button>
        </div>
      )}
      {mayManage && (
        <MessageBar layout="multiline">
          <MessageBarBody>
            To make this person an administrative or non-interactive user without a license, let the wizard do
            the steps: <AppLink to={`${wizard}&kind=administrative`}>Administrative user</AppLink> ·{" "}
            <AppLink to={`${wizard}&kind=nonInteractive`}>Non-interactive user</AppLink>
          </MessageBarBody>
        </MessageBar>
      )}
    </section>
  );
}

interface InstanceCounts {
  readonly users: Readonly<Record<string, number>>;
  readonly nonInteractiveLimit: number;
}

function modeHint(mode: string, place: InstanceCounts | undefined): string {
  const used = place?.users["nonInteractive"];
  if (mode !== "Non-interactive" || place === undefined || used === undefined) return MEANINGS[mode] ?? "";
  return `${MEANINGS[mode]} ${used} of ${place.nonInteractiveLimit} used in this instance.`;
}
