import type { Db, Trx } from "../db/connect.js";
import { dialectOf, queryRows } from "../db/query.js";

/** A transaction found out that it needs seats without having taken the lock first; it is run again with the lock. */
export class SeatLockNeeded extends Error {
  constructor() {
    super("this transaction needs the lock of the seats");
    this.name = "SeatLockNeeded";
  }
}

/** The transactions that hold the lock. */
const holders = new WeakSet<Db>();

type MaybeSavepoint = Db & Partial<Pick<Trx, "parentTransaction">>;

/** Whether a transaction, or the transaction around its savepoint, holds the lock of the seats; always true on SQLite. */
export function holdsSeatLock(db: MaybeSavepoint): boolean {
  if (dialectOf(db) === "sqlite") return true;
  for (let trx: MaybeSavepoint | undefined = db; trx !== undefined; trx = trx.parentTransaction) {
    if (holders.has(trx)) return true;
  }
  return false;
}

/**
 * Keeps transactions that move seats of a tenant apart, until this one ends. They lock the rows of whoever gets a
 * seat that was freed, so that two of them would wait for each other. It is the first statement of its transaction,
 * before `lockMemberships` and before any row is locked. SQLite's writer is alone already.
 */
export async function lockSeats(trx: Trx, tenantId: string): Promise<void> {
  if (dialectOf(trx) === "sqlite") return;
  await queryRows(trx, "select pg_advisory_xact_lock(hashtextextended(?, 0))", [`seats of ${tenantId}`]);
  holders.add(trx);
}
