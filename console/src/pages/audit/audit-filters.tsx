import { Button, Field, Input, Select } from "@fluentui/react-components";
import { type ReactNode, useState } from "react";
import { type UrlState, useUrlState } from "../../app/url-state";
import styles from "../../components/lines.module.css";

const FILTERS = {
  action: { label: "Action", hint: "user.changed" },
  actor: { label: "By whom (id)", hint: "" },
  resourceId: { label: "About (id)", hint: "" },
  requestId: { label: "Request", hint: "" },
  since: { label: "Since", hint: "7d, 2027-01-31" },
  until: { label: "Until", hint: "1h, 2027-02-28" },
} as const;

const TRIGGERS = ["scim", "admin", "console", "cli", "public", "expiry", "sync", "import"];

/** Returns the filters that the address names, as the API takes them. */
export function chosenFilters(state: UrlState): Record<string, string> {
  const names = [...Object.keys(FILTERS), "trigger"];
  return Object.fromEntries(
    names.flatMap((name) => (state[name] === undefined ? [] : [[name, state[name]]])),
  );
}

/** The filters of the audit trail; they take effect together. */
export function AuditFilters(): ReactNode {
  const [state, change] = useUrlState();
  const [draft, setDraft] = useState<UrlState>(chosenFilters(state));
  const set = (name: string, value: string): void => setDraft({ ...draft, [name]: value });
  const clear = (): void => {
    setDraft({});
    const none = Object.fromEntries(Object.keys(chosenFilters(state)).map((name) => [name, undefined]));
    change({ ...none, cursor: undefined });
  };
  return (
    <form
      className={styles.filters}
      onSubmit={(event) => {
        event.preventDefault();
        change({ ...draft, cursor: undefined });
      }}
    >
      {Object.entries(FILTERS).map(([name, { label, hint }]) => (
        <Field key={name} label={label}>
          <Input
            value={draft[name] ?? ""}
            placeholder={hint}
            onChange={(_event, { value }) => set(name, value)}
          />
        </Field>
      ))}
      <Field label="Came through">
        <Select value={draft["trigger"] ?? ""} onChange={(_event, { value }) => set("trigger", value)}>
          <option value="">All</option>
          {TRIGGERS.map((one) => (
            <option key={one}>{one}</option>
          ))}
        </Select>
      </Field>
      <Button type="submit" appearance="primary">
        Filter
      </Button>
      <Button onClick={clear}>Clear filters</Button>
    </form>
  );
}
