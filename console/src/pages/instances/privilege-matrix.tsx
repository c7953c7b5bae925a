import { Badge, Button, Field, Select, Spinner } from "@fluentui/react-components";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { api, body } from "../../api/client";
import { asProblem } from "../../api/problem";
import type { components } from "../../api/schema";
import { useUrlState } from "../../app/url-state";
import { Facts } from "../../components/facts";
import styles from "../../components/lines.module.css";
import { ProblemBar } from "../../components/problem-bar";
import { CopyRole, DeleteRole } from "./change-role";
import { type InstanceProps, useRoles } from "./instance-api";
import tree from "./tree.module.css";

type Privilege = components["schemas"]["Privilege"];
type Role = components["schemas"]["SecurityRoleDetail"];

const VERBS: readonly Privilege["verb"][] = [
  "Create",
  "Read",
  "Write",
  "Delete",
  "Append",
  "AppendTo",
  "Assign",
  "Share",
];

/** The symbols that the CRM shows, and what each means. */
const LEVELS: Readonly<Record<Privilege["level"], readonly [symbol: string, words: string]>> = {
  none: ["○", "None"],
  user: ["◔", "User"],
  businessUnit: ["◑", "Business unit"],
  parentChild: ["◕", "Parent: child business units"],
  organization: ["●", "Organization"],
};

function useRole(instance: string, role: string | undefined) {
  return useQuery({
    queryKey: ["instances", instance, "role", role],
    queryFn: () =>
      body(
        api.GET("/admin/v1/instances/{instance}/security-roles/{role}", {
          params: { path: { instance, role: role ?? "" } },
        }),
      ),
    enabled: role !== undefined,
  });
}

/** What a security role permits, beside another one if the address names it as `other`. */
export function RolePage({ instance, role }: InstanceProps & { readonly role: string }): ReactNode {
  const [{ other }, change] = useUrlState();
  const { data, error } = useRole(instance.name, role);
  const compared = useRole(instance.name, other);
  const problem = error ?? compared.error;
  return (
    <div className={styles.stack}>
      <div className={styles.actions}>
        <Button onClick={() => change({ role: undefined, other: undefined })}>All security roles</Button>
        {data !== undefined && <CopyRole instance={instance} role={data} />}
        {data !== undefined && <DeleteRole instance={instance} role={data} />}
      </div>
      {problem !== null && <ProblemBar problem={asProblem(problem)} />}
      {data === undefined && problem === null && <Spinner label="Loading the security role" />}
      {data !== undefined && (
        <section className={styles.stack}>
          <h2>{data.name}</h2>
          <Facts
            facts={[
              ["Description", data.description],
              ["Made by", data.isManaged ? "Every instance has it" : "Your organization"],
            ]}
          />
          <CompareWith instance={instance} role={data} />
          <p>
            {Object.values(LEVELS)
              .map(([symbol, words]) => `${symbol} ${words}`)
              .join("   ")}
          </p>
          <Matrix role={data} other={other === undefined ? undefined : compared.data} />
        </section>
      )}
    </div>
  );
}

function CompareWith({ instance, role }: InstanceProps & { readonly role: Role }): ReactNode {
  const [{ other }, change] = useUrlState();
  const { data } = useRoles(instance, role.businessUnitId);
  return (
    <Field label="Compare with" orientation="horizontal">
      <Select value={other ?? ""} onChange={(_event, { value }) => change({ other: value })}>
        <option value="">No other role</option>
        {data?.value
          .filter(({ id }) => id !== role.id)
          .map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
      </Select>
    </Field>
  );
}

interface MatrixProps {
  readonly role: Role;
  readonly other: Role | undefined;
}

function Matrix({ role, other }: MatrixProps): ReactNode {
  const levels = levelsOf(role);
  const others = other && levelsOf(other);
  const tables = [
    ...new Set([...role.privileges, ...(other?.privileges ?? [])].map(({ table }) => table)),
  ].sort();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reached by keyboard
    <div className={tree.scroll} tabIndex={0} role="region" aria-label="Privileges">
      <table className={tree.matrix}>
        <thead>
          <tr>
            <th scope="col">Table</th>
            {VERBS.map((verb) => (
              <th key={verb} scope="col">
                {verb === "AppendTo" ? "Append To" : verb}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {tables.map((table) => (
            <tr key={table}>
              <th scope="row">{table}</th>
              {VERBS.map((verb) => (
                <Level
                  key={verb}
                  level={levels.get(`${verb} ${table}`) ?? "none"}
                  other={others && (others.get(`${verb} ${table}`) ?? "none")}
                />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function levelsOf({ privileges }: Role): ReadonlyMap<string, Privilege["level"]> {
  return new Map(privileges.map(({ verb, table, level }) => [`${verb} ${table}`, level]));
}

interface LevelProps {
  readonly level: Privilege["level"];
  /** That of the role beside it, if there is one. */
  readonly other: Privilege["level"] | undefined;
}

function Level({ level, other }: LevelProps): ReactNode {
  const [symbol, words] = LEVELS[level];
  if (other === undefined || other === level) {
    return (
      <td title={words} aria-label={words}>
        {symbol}
      </td>
    );
  }
  const [otherSymbol, otherWords] = LEVELS[other];
  const both = `${words}; in the other role: ${otherWords}`;
  return (
    <td title={both} aria-label={both}>
      {symbol}{" "}
      <Badge appearance="tint" color="warning" aria-hidden>
        {otherSymbol}
      </Badge>
    </td>
  );
}
