import type { Trx } from "../db/connect.js";
import { dialectOf, queryFirst } from "../db/query.js";

/** Key of the PostgreSQL advisory lock under which entries of audit trails are changed. */
const ADVISORY_LOCK = 0x5c1f;

/** Waits until this transaction alone changes entries of audit trails; adding one needs no lock. SQLite's writer is alone already. */
export async function holdAuditEntries(trx: Trx): Promise<void> {
  if (dialectOf(trx) === "postgres")
    await queryFirst(trx, "select pg_advisory_xact_lock(?)", [ADVISORY_LOCK]);
}

/** The same without waiting: false when another transaction is at it. */
export async function tryHoldAuditEntries(trx: Trx): Promise<boolean> {
  if (dialectOf(trx) === "sqlite") return true;
  const row = await queryFirst<{ held: boolean }>(trx, "select pg_try_advisory_xact_lock(?) as held", [
    ADVISORY_LOCK,
  ]);
  return row?.held === true;
}
