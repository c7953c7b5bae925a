import type { Db, Trx } from "../db/connect.js";
import { dialectOf, sendQuery } from "../db/query.js";

/** Thrown by a transaction that needs seats and has not taken the lock. It is run again with the lock. */
export class SeatLockNeeded extends Error {
  constructor() {
    super("this transaction needs the lock of the seats");
    this.name = "SeatLockNeeded";
  }
}

/** The transactions that hold the lock. */
const holders = new WeakSet<Db>();

type MaybeSavepoint = Db & Partial<Pick<Trx, "parentTransaction">>;

/**
 * Returns true if a transaction, or the transaction around its savepoint, holds the lock of the seats. Always true on
 * SQLite.
 */
export function holdsSeatLock(db: MaybeSavepoint): boolean {
  if (dialectOf(db) === "sqlite") return true;
  for (let trx: MaybeSavepoint | undefined = db; trx !== undefined; trx = trx.parentTransaction) {
    if (holders.has(trx)) return true;
  }
  return false;
}

/**
 * Locks the seats of a tenant until the transaction ends. Transactions that move seats lock the rows of the people who
 * get a freed seat, so that two of them could wait for each other. This is the first statement of its transaction,
 * before the locks of memberships and before any row lock. SQLite has one writer and needs no lock.
 */
export async function lockSeats(trx: Trx, tenantId: string): Promise<void> {
  if (dialectOf(trx) === "sqlite") return;
  await sendQuery(trx, "select pg_advisory_xact_lock(hashtextextended(?, 0))", [`seats of ${tenantId}`]);
  holders.add(trx);
}
