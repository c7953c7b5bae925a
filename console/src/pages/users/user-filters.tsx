import { Button, Field, SearchBox, Select } from "@fluentui/react-components";
import { type ReactNode, useEffect, useState } from "react";
import type { UrlState } from "../../app/url-state";
import { useInstances, useSkus } from "./user-query";
import styles from "./users.module.css";

/** The lists of the API, by the words of the page. */
const VIEWS: readonly (readonly [view: string, label: string])[] = [
  ["", "All users"],
  ["active", "Sign-in allowed"],
  ["blocked", "Sign-in blocked"],
  ["licensed", "Licensed users"],
  ["unlicensed", "Unlicensed users"],
  ["waitingForSeat", "Waiting for a seat"],
  ["cannotSignIn", "Cannot sign in"],
  ["invited", "Invited"],
  ["administrators", "Administrators"],
  ["local", "Created by hand"],
  ["applications", "Application users"],
];

const ACCESS: readonly (readonly [access: string, label: string])[] = [
  ["", "Any"],
  ["can", "Can sign in"],
  ["waiting", "Waiting"],
  ["cannot", "Cannot sign in"],
];

/** How long a person may pause while typing, in milliseconds. */
const TYPING = 200;

interface UserFiltersProps {
  readonly state: UrlState;
  readonly change: (changes: UrlState, options?: { replace?: boolean }) => void;
}

/** The view, the search and the filters of the list of users; all of them are in the address. */
export function UserFilters({ state, change }: UserFiltersProps): ReactNode {
  const skus = useSkus().data?.value ?? [];
  const instances = useInstances().data?.value ?? [];
  const set = (changes: UrlState): void => change({ ...changes, cursor: undefined });
  const isFiltered = [
    "q",
    "view",
    "license",
    "instance",
    "access",
    "reason",
    "mode",
    "connection",
    "group",
  ].some((name) => state[name] !== undefined);
  return (
    <div className={styles.filters} role="search" aria-label="Users">
      <Choice label="View" value={state.view} options={VIEWS} onChange={(view) => set({ view })} />
      <Words value={state.q ?? ""} onChange={(q) => change({ q, cursor: undefined }, { replace: true })} />
      <Choice
        label="License"
        value={state.license}
        options={[
          ["", "Any"],
          ...skus.map(({ partNumber, displayName }) => [partNumber, displayName] as const),
        ]}
        onChange={(license) => set({ license })}
      />
      {instances.length > 1 && (
        <Choice
          label="Instance"
          value={state.instance}
          options={[["", "Any"], ...instances.map(({ name, displayName }) => [name, displayName] as const)]}
          onChange={(instance) => set({ instance })}
        />
      )}
      <Choice label="Access" value={state.access} options={ACCESS} onChange={(access) => set({ access })} />
      {isFiltered && (
        <Button
          appearance="transparent"
          onClick={() =>
            set({
              view: undefined,
              q: undefined,
              license: undefined,
              instance: undefined,
              access: undefined,
              reason: undefined,
              mode: undefined,
              connection: undefined,
              group: undefined,
            })
          }
        >
          Clear filters
        </Button>
      )}
    </div>
  );
}

interface ChoiceProps {
  readonly label: string;
  readonly value: string | undefined;
  readonly options: readonly (readonly [value: string, label: string])[];
  readonly onChange: (value: string | undefined) => void;
}

function Choice({ label, value = "", options, onChange }: ChoiceProps): ReactNode {
  return (
    <Field label={label} size="small">
      <Select value={value} onChange={(_event, data) => onChange(data.value === "" ? undefined : data.value)}>
        {options.map(([option, text]) => (
          <option key={option} value={option}>
            {text}
          </option>
        ))}
      </Select>
    </Field>
  );
}

interface WordsProps {
  readonly value: string;
  readonly onChange: (words: string | undefined) => void;
}

/** The search as one types: a request follows a short pause. */
function Words({ value, onChange }: WordsProps): ReactNode {
  const [typed, setTyped] = useState({ from: value, text: value });
  const text = typed.from === value ? typed.text : value;
  useEffect(() => {
    if (text === value) return undefined;
    const timer = setTimeout(() => onChange(text.trim() === "" ? undefined : text), TYPING);
    return () => clearTimeout(timer);
  }, [text, value, onChange]);
  return (
    <SearchBox
      className={styles.search}
      aria-label="Search users"
      placeholder="Name, username, email or employee number"
      data-page-search
      value={text}
      onChange={(_event, data) => setTyped({ from: value, text: data.value })}
    />
  );
}
