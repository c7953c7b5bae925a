import type { Db } from "../db/connect.js";
import { sqlDialects } from "../db/dialect.js";
import { dialectOf, queryRows } from "../db/query.js";
import type { Quirk } from "./quirks.js";

/** How often a connection showed a quirk between two writes. Times are UTC milliseconds. */
export interface QuirkCount {
  readonly tenantId: string;
  readonly connectionId: string;
  readonly habit: Quirk;
  readonly count: number;
  readonly lastSeenAt: number;
}

/** A quirk of a connection. Times are UTC milliseconds. */
export interface SeenQuirk {
  readonly habit: Quirk;
  readonly count: number;
  readonly firstSeenAt: number;
  readonly lastSeenAt: number;
}

/** Adds to the stored counts with one statement. */
export async function addQuirkCounts(db: Db, counts: readonly QuirkCount[]): Promise<void> {
  const { jsonParameterElements } = sqlDialects[dialectOf(db)];
  // In the order of the key, so that concurrent writers lock rows in the same order.
  const sorted = counts.toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  await queryRows(
    db,
    `insert into connection_habits (tenant_id, connection_id, habit, count, first_seen_at, last_seen_at)
      select e.value ->> 'tenantId', e.value ->> 'connectionId', e.value ->> 'habit',
        cast(e.value ->> 'count' as bigint), cast(e.value ->> 'lastSeenAt' as bigint),
        cast(e.value ->> 'lastSeenAt' as bigint)
      from ${jsonParameterElements("e")} where true
      on conflict (tenant_id, connection_id, habit) do update set
        count = connection_habits.count + excluded.count, last_seen_at = excluded.last_seen_at`,
    [JSON.stringify(sorted)],
  );
}

function keyOf({ tenantId, connectionId, habit }: QuirkCount): string {
  return `${tenantId} ${connectionId} ${habit}`;
}

/** Lists the quirks of a connection, the most frequent first. */
export async function listQuirks(db: Db, tenantId: string, connectionId: string): Promise<SeenQuirk[]> {
  const rows = await queryRows<QuirkRow>(
    db,
    `select ${COLUMNS} from connection_habits
      where tenant_id = ? and connection_id = ? order by count desc, habit`,
    [tenantId, connectionId],
  );
  return rows.map(toSeenQuirk);
}

/** Lists the quirks of each connection of a tenant, the most frequent first. One statement. */
export async function listAllQuirks(
  db: Db,
  tenantId: string,
): Promise<(connectionId: string) => readonly SeenQuirk[]> {
  const rows = await queryRows<QuirkRow & { connection_id: string }>(
    db,
    `select connection_id, ${COLUMNS} from connection_habits where tenant_id = ? order by count desc, habit`,
    [tenantId],
  );
  return (id) => rows.filter((row) => row.connection_id === id).map(toSeenQuirk);
}

interface QuirkRow {
  readonly habit: Quirk;
  readonly count: number;
  readonly first_seen_at: number;
  readonly last_seen_at: number;
}

const COLUMNS = "habit, count, first_seen_at, last_seen_at";

function toSeenQuirk({ habit, count, first_seen_at, last_seen_at }: QuirkRow): SeenQuirk {
  return { habit, count, firstSeenAt: first_seen_at, lastSeenAt: last_seen_at };
}
