import type { Database, Db, Trx } from "../../src/db/connect.js";
import { inTransaction } from "../../src/db/transaction.js";
import { type AuditEvent, type Changes, type Origin, recordAudit } from "../../src/observability/audit.js";
import { continueAudit } from "../../src/observability/audit-parts.js";
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

/**
 * Records that members left the group `g1`, in one entry for each list of ids.
 * @returns the id of the first entry
 */
export async function recordParts(
  trx: Trx,
  origin: Origin,
  at: number,
  [first = [], ...further]: readonly (readonly string[])[],
): Promise<string> {
  const left = (removed: readonly string[]): Changes => ({ members: { added: [], removed } });
  const group = { resourceType: "Group", resourceId: "g1" };
  const facts = { parts: 1 + further.length };
  const event: AuditEvent = { action: "group.changed", ...group, changes: left(first), facts };
  const id = await recordAudit(trx, origin, at, event);
  async function* parts(): AsyncGenerator<Changes> {
    for (const ids of further) yield left(ids);
  }
  await continueAudit(trx, origin, at, { id, ...group }, parts());
  return id;
}
