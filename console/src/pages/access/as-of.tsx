import { Field, Input } from "@fluentui/react-components";
import type { ReactNode } from "react";
import styles from "./access-page.module.css";

interface AsOfProps {
  /** "As of" if omitted. */
  readonly label?: string;
  /** The moment, in UTC; undefined for now. */
  readonly at: string | undefined;
  readonly onChange: (at: string | undefined) => void;
}

/** Chooses a moment of the past, in the time of the person; empty for now. */
export function AsOf({ label = "As of", at, onChange }: AsOfProps): ReactNode {
  return (
    <Field label={label} className={styles.asOf}>
      <Input
        type="datetime-local"
        value={at === undefined ? "" : toLocal(at)}
        onChange={(_event, { value }) => onChange(toInstant(value))}
      />
    </Field>
  );
}

/** Returns an instant as the box for local times shows it. */
function toLocal(at: string): string {
  const date = new Date(at);
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

function toInstant(local: string): string | undefined {
  const date = new Date(local);
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString();
}
