import type { Trx } from "../db/connect.js";
import { dialectOf, queryFirst } from "../db/query.js";

/** The key of the PostgreSQL advisory lock for changing entries of audit trails. */
const ADVISORY_LOCK = 0x5c1f;

/**
 * Waits until only this transaction changes entries of audit trails; adding one needs no lock. On SQLite the writer is
 * alone anyway.
 */
export async function lockAuditEntries(trx: Trx): Promise<void> {
  if (dialectOf(trx) === "postgres")
    await queryFirst(trx, "select pg_advisory_xact_lock(?)", [ADVISORY_LOCK]);
}

/** Takes the lock without waiting; returns false when another transaction has it. */
export async function tryLockAuditEntries(trx: Trx): Promise<boolean> {
  if (dialectOf(trx) === "sqlite") return true;
  const row = await queryFirst<{ held: boolean }>(trx, "select pg_try_advisory_xact_lock(?) as held", [
    ADVISORY_LOCK,
  ]);
  return row?.held === true;
}
