import type { Database, Db } from "../../src/db/connect.js";
import { inTransaction } from "../../src/db/transaction.js";
import { type AuditEvent, type Origin, recordAudit } from "../../src/observability/audit.js";
import { listAuditEntries, type ShownAuditEntry } from "../../src/observability/audit-search.js";

/** A tenant's audit trail, oldest first. */
export async function trailOf(db: Db, tenantId: string): Promise<ShownAuditEntry[]> {
  return (await listAuditEntries(db, tenantId, {}, { limit: 10_000 })).toReversed();
}

/** The trail in short: what was done to what. */
export async function actionsOf(db: Db, tenantId: string): Promise<string[]> {
  return (await trailOf(db, tenantId)).map(({ action, resourceId }) => `${action} ${resourceId}`);
}

/** Where the entries of `recordMany` come from. */
export function testOrigin(tenantId: string): Origin {
  return { tenantId, actor: { kind: "cli", id: "test" }, trigger: "cli", requestId: "r" };
}

/** A change of a user that has a value, for `recordAudit`. */
export function testEvent(resourceId: string): AuditEvent {
  return {
    action: "user.changed",
    resourceType: "User",
    resourceId,
    changes: { title: { after: `title of ${resourceId}` } },
    facts: { note: resourceId },
  };
}

/** Writes entries for `u1`, `u2`, …, a millisecond apart, in one transaction. */
export async function recordMany(
  db: Database,
  tenantId: string,
  count: number,
  begin = 1_000,
): Promise<void> {
  await inTransaction(db, async (trx) => {
    for (let number = 1; number <= count; number++) {
      await recordAudit(trx, testOrigin(tenantId), begin + number, testEvent(`u${number}`));
    }
  });
}
