import type { Trx } from "../../db/connect.js";
import { dialectOf, queryRows } from "../../db/query.js";

/**
 * Keeps those who add members to groups of a tenant (`shared`, any number at once) apart from those who delete
 * users or groups (`exclusive`, one at a time). Without it a delete does not see a membership that is being added,
 * which then dangles, and deletes of groups that hold each other lock them in opposite order. It is the first
 * statement of its transaction, before any row is locked. SQLite's writer is alone already.
 */
export async function lockMemberships(
  trx: Trx,
  tenantId: string,
  kind: "shared" | "exclusive",
): Promise<void> {
  if (dialectOf(trx) === "sqlite") return;
  const lock = kind === "shared" ? "pg_advisory_xact_lock_shared" : "pg_advisory_xact_lock";
  await queryRows(trx, `select ${lock}(hashtextextended(?, 0))`, [`memberships of ${tenantId}`]);
}
