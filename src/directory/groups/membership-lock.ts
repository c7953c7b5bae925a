import type { Trx } from "../../db/connect.js";
import { dialectOf, queryRows } from "../../db/query.js";

/**
 * Takes the lock of a tenant's memberships: `shared` to add members, `exclusive` to delete users or groups. Without it,
 * a deletion does not see a membership that is being added, which then dangles, and deletions of groups that contain
 * each other deadlock. It must be the first statement of its transaction. SQLite has a single writer and needs no lock.
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
