import { Badge, Spinner } from "@fluentui/react-components";
import type { ReactNode } from "react";
import { asProblem } from "../../api/problem";
import { REASON_NAMES } from "../../components/access-words";
import { DataTable } from "../../components/data-table";
import { ProblemBar } from "../../components/problem-bar";
import { useAccess } from "./access-api";
import { type Access, CHECK_NAMES, STATE_WORDS } from "./words";

interface ComparedAccessProps {
  readonly access: Access;
  /** Id or user name of the other person. */
  readonly other: string;
}

/** The access of two people to an instance side by side; what differs is marked. */
export function ComparedAccess({ access, other }: ComparedAccessProps): ReactNode {
  const { data, error } = useAccess(other, access.instance.name);
  if (error !== null) return <ProblemBar problem={asProblem(error)} />;
  const [theirs] = data ?? [];
  if (theirs === undefined) return <Spinner size="tiny" label="Asking about the other person" />;
  const mine = factsOf(access);
  const rows = factsOf(theirs).map(([name, value], index) => ({ name, mine: mine[index]?.[1] ?? "", value }));
  return (
    <DataTable
      label={`${access.userName} beside ${theirs.userName}`}
      rows={rows}
      rowId={({ name }) => name}
      empty={null}
      columns={[
        { id: "name", header: "What counts", cell: ({ name }) => name },
        { id: "mine", header: access.userName, cell: (row) => row.mine },
        { id: "theirs", header: theirs.userName, cell: ({ value }) => value },
        {
          id: "differs",
          header: "Differs",
          cell: (row) =>
            row.mine !== row.value && (
              <Badge appearance="tint" color="warning">
                Differs
              </Badge>
            ),
        },
      ]}
    />
  );
}

/** What decides about the access, in the same order for everybody. */
function factsOf({ checks = [], ...access }: Access): (readonly [name: string, value: string])[] {
  const stateOf = (check: keyof typeof CHECK_NAMES): string => {
    const { state, reasons = [] } = checks.find((one) => one.check === check) ?? {};
    if (state === undefined) return "";
    return [STATE_WORDS[state], ...reasons.map((code) => REASON_NAMES[code])].join(": ");
  };
  const names = Object.keys(CHECK_NAMES) as (keyof typeof CHECK_NAMES)[];
  return [
    ...names.map((check) => [CHECK_NAMES[check], stateOf(check)] as const),
    ["Access mode", access.accessMode],
    ["Business unit", access.businessUnit ?? "None"],
    ["Security roles", access.roles.map(({ name }) => name).join(", ") || "None"],
    ["License held", access.license === undefined ? "None" : access.license.partNumber],
    ["Sign-in", access.canSignIn ? "Yes" : access.apiAccess ? "API only" : "No"],
  ];
}
