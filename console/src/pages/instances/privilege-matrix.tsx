import { Spinner } from "@fluentui/react-components";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { api, body } from "../../api/client";
import { asProblem } from "../../api/problem";
import type { components } from "../../api/schema";
import { ProblemBar } from "../../components/problem-bar";
import tree from "./tree.module.css";

type Privilege = components["schemas"]["Privilege"];

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

/** What a security role permits: tables by verbs, and how far each reaches. */
export function PrivilegeMatrix({
  instance,
  role,
}: {
  readonly instance: string;
  readonly role: string;
}): ReactNode {
  const { data, error } = useQuery({
    queryKey: ["instances", instance, "roles", role],
    queryFn: () =>
      body(
        api.GET("/admin/v1/instances/{instance}/security-roles/{role}", {
          params: { path: { instance, role } },
        }),
      ),
  });
  if (error !== null) return <ProblemBar problem={asProblem(error)} />;
  if (data === undefined) return <Spinner label="Loading the security role" />;
  const levels = new Map(data.privileges.map((one) => [`${one.verb} ${one.table}`, one.level]));
  const tables = [...new Set(data.privileges.map(({ table }) => table))].sort();
  return (
    <section>
      <h2>{data.name}</h2>
      <p>
        {Object.values(LEVELS)
          .map(([symbol, words]) => `${symbol} ${words}`)
          .join("   ")}
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reached by keyboard */}
      <div className={tree.scroll} tabIndex={0} role="region" aria-label="Privileges">
        <table className={tree.matrix}>
          <thead>
            <tr>
              <th scope="col">Table</th>
              {VERBS.map((verb) => (
                <th key={verb} scope="col">
                  {verb}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {tables.map((table) => (
              <tr key={table}>
                <th scope="row">{table}</th>
                {VERBS.map((verb) => {
                  const [symbol, words] = LEVELS[levels.get(`${verb} ${table}`) ?? "none"];
                  return (
                    <td key={verb} title={words} aria-label={words}>
                      {symbol}
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
