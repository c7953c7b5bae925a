import type { Trx } from "../db/connect.js";
import { sqlDialects } from "../db/dialect.js";
import { dialectOf, queryRows } from "../db/query.js";
import type { Origin } from "../observability/audit.js";

/** A transaction that moves seats. It holds the lock of `lockSeats`. */
export interface SeatWork {
  readonly trx: Trx;
  readonly origin: Origin;
  /** UTC milliseconds. */
  readonly now: number;
  /** Collects the ids of users whose licenses changed, so that their representations are rewritten. */
  readonly touched: Set<string>;
}

/** Starts to move seats in a transaction. */
export function seatWork(trx: Trx, origin: Origin, now: number): SeatWork {
  return { trx, origin, now, touched: new Set() };
}

/** The number of users per statement that names them one by one. */
export const USERS_PER_STATEMENT = 500;

/**
 * Runs a statement for any number of users, whose ids are one JSON parameter.
 * @param sql - with `ids` for the sub-select of the ids
 * @param bindings - those before the ids, and those after
 */
export async function queryForUsers<Row>(
  trx: Trx,
  sql: (ids: string) => string,
  before: readonly (string | number | null)[],
  userIds: readonly string[],
  behind: readonly (string | number | null)[] = [],
): Promise<Row[]> {
  const elements = sqlDialects[dialectOf(trx)].jsonParameterElements("e");
  const ids = `select e.value ->> 'id' from ${elements}`;
  return queryRows<Row>(trx, sql(ids), [...before, JSON.stringify(userIds.map((id) => ({ id }))), ...behind]);
}
