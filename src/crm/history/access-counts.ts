import type { AccessMode } from "../../access/access-facts.js";
import { REASONS, type Reason } from "../../access/reasons.js";
import type { SqlFragment } from "../../db/condition.js";
import type { Db } from "../../db/connect.js";
import { queryRows } from "../../db/query.js";

/** How many of an instance's people can enter it, and why the others cannot. */
export interface AccessCounts {
  readonly can: number;
  /** The people who enter without anybody's help, once synchronization is done or they accept their invitation. */
  readonly waiting: number;
  readonly cannot: number;
  /** The people who wait or cannot enter, by reason; a person with several reasons counts for each. */
  readonly byReason: readonly { readonly code: Reason; readonly users: number }[];
}

/** The reasons that pass without an administrator. */
const PASSING: ReadonlySet<Reason> = new Set(["SYNC_PENDING", "INVITATION_PENDING"]);

interface CountRow {
  readonly instance_id: string;
  readonly enters: number;
  readonly reasons: string;
  readonly users: number;
}

/**
 * Counts the people of each instance by what they may do: those with a record or a seat, and administrators. One
 * statement.
 * @param instanceId - undefined for all instances
 */
export async function countAccess(
  db: Db,
  tenantId: string,
  instanceId?: string,
): Promise<(instanceId: string) => AccessCounts> {
  const rows = await queryRows<CountRow>(
    db,
    `select h.instance_id, case when h.features = 'none' then 0 else 1 end as enters, h.reasons,
       cast(count(*) as integer) as users
     from access_history h where h.tenant_id = ? and h.until_at is null
       ${instanceId === undefined ? "" : "and h.instance_id = ?"}
     group by h.instance_id, case when h.features = 'none' then 0 else 1 end, h.reasons`,
    [tenantId, ...(instanceId === undefined ? [] : [instanceId])],
  );
  return (id) => sumOf(rows.filter((row) => row.instance_id === id));
}

function sumOf(rows: readonly CountRow[]): AccessCounts {
  let [can, waiting, cannot] = [0, 0, 0];
  const users = new Map<Reason, number>();
  for (const row of rows) {
    if (row.enters !== 0) {
      can += row.users;
      continue;
    }
    const refusals = refusalsOf(row.reasons);
    if (refusals.every((reason) => PASSING.has(reason))) waiting += row.users;
    else cannot += row.users;
    for (const reason of refusals) users.set(reason, (users.get(reason) ?? 0) + row.users);
  }
  const byReason = [...users].map(([code, count]) => ({ code, users: count }));
  return { can, waiting, cannot, byReason: byReason.sort((a, b) => b.users - a.users) };
}

/** Returns the stored reasons that keep a person out, without those that only explain. */
function refusalsOf(reasons: string): Reason[] {
  return (reasons.split(" ") as Reason[]).filter((reason) => (REASONS[reason] ?? "explains") !== "explains");
}

/** Whose access is looked for. An omitted part matches all. */
export interface AccessFilter {
  /** Undefined for any instance. */
  readonly instanceId?: string | undefined;
  readonly access?: "can" | "waiting" | "cannot" | undefined;
  readonly reason?: Reason | undefined;
  readonly mode?: AccessMode | undefined;
}

/** The reasons that keep a person out until an administrator does something. */
const LASTING = (Object.keys(REASONS) as Reason[]).filter(
  (reason) => REASONS[reason] !== "explains" && !PASSING.has(reason),
);

/** Returns a select of the ids of people whose access to an instance is as wanted, in agreement with `countAccess`. */
export function peopleWithAccess(
  tenantId: string,
  { instanceId, access, reason, mode }: AccessFilter,
): SqlFragment {
  const conditions: SqlFragment[] = [];
  const when = (sql: string, ...bindings: string[]): void => void conditions.push({ sql, bindings });
  if (instanceId !== undefined) when("h.instance_id = ?", instanceId);
  if (reason !== undefined) when(hasReason(reason));
  if (mode !== undefined) when("h.access_mode = ?", mode);
  if (access === "can") when("h.features <> 'none'");
  else if (access !== undefined) {
    const lasting = `(${LASTING.map(hasReason).join(" or ")})`;
    when(`h.features = 'none' and ${access === "cannot" ? lasting : `not ${lasting}`}`);
  }
  return {
    sql: `select h.user_id from access_history h where ${["h.tenant_id = ?", "h.until_at is null", ...conditions.map(({ sql }) => sql)].join(" and ")}`,
    bindings: [tenantId, ...conditions.flatMap(({ bindings }) => bindings)],
  };
}

/** Reasons are stored as words with a space between them. */
function hasReason(reason: Reason): string {
  return `' ' || h.reasons || ' ' like '% ${reason} %'`;
}
