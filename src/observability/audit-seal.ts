import type { Database, Trx } from "../db/connect.js";
import { sqlDialects } from "../db/dialect.js";
import { HOUR, SECOND } from "../db/duration.js";
import { dialectOf, queryFirst, queryRows } from "../db/query.js";
import { inTransaction } from "../db/transaction.js";
import { every, type Job } from "../every.js";
import { type AuditHead, findAuditHead, formatAuditHead, moveAuditHead } from "./audit-head.js";
import { tryLockAuditEntries } from "./audit-lock.js";
import { nextLink } from "./audit-rows.js";
import type { Logger } from "./log.js";

/** The number of entries that one transaction seals; few, so that writers do not wait. */
const BATCH = 200;

/** How often entries are sealed, in milliseconds. */
const INTERVAL = SECOND;

/** How often the head of a growing chain is logged, in milliseconds. */
const HEAD_LOG_INTERVAL = HOUR;

/** The new heads, by tenant. */
type MovedHeads = ReadonlyMap<string, AuditHead>;

interface UnsealedRow {
  tenant_id: string;
  id: string;
  hash: string;
}

/**
 * Seals the waiting entries: assigns each its sequence and its link to the entry before. The order is that of sealing,
 * not of ids, since a transaction may commit after later ones are sealed.
 * @returns the heads of the chains that grew; none if another process is sealing
 */
export async function sealAudit(db: Database): Promise<MovedHeads> {
  const moved = new Map<string, AuditHead>();
  // Check first: on SQLite a transaction would block every writer.
  while (await hasUnsealed(db)) {
    const heads = await inTransaction(db, sealBatch);
    for (const [tenantId, head] of heads) moved.set(tenantId, head);
    if (heads.size === 0) break;
  }
  return moved;
}

async function hasUnsealed(db: Database): Promise<boolean> {
  return (
    (await queryFirst(db.read, "select 1 from audit_entries where sequence is null limit 1")) !== undefined
  );
}

/** Seals one batch, completely or not at all; only one process at a time. */
export async function sealBatch(trx: Trx): Promise<MovedHeads> {
  if (!(await tryLockAuditEntries(trx))) return new Map();
  const rows = await queryRows<UnsealedRow>(
    trx,
    `select tenant_id, id, hash from audit_entries where sequence is null order by tenant_id, id limit ${BATCH}`,
  );
  const moved = new Map<string, AuditHead>();
  const places: (string | number)[][] = [];
  for (const { tenant_id: tenantId, id, hash } of rows) {
    const { sequence, chain } = moved.get(tenantId) ?? (await findAuditHead(trx, tenantId));
    const head = { sequence: sequence + 1, chain: nextLink(chain, hash) };
    moved.set(tenantId, head);
    places.push([tenantId, id, head.sequence, head.chain]);
  }
  // The tenant comes from the list too: otherwise SQLite would scan all entries of a tenant for each one.
  await queryRows(
    trx,
    `update audit_entries set sequence = cast(e.value ->> 2 as bigint), chain = e.value ->> 3
     from ${sqlDialects[dialectOf(trx)].jsonParameterElements("e")}
     where audit_entries.tenant_id = e.value ->> 0 and audit_entries.id = e.value ->> 1`,
    [JSON.stringify(places)],
  );
  for (const [tenantId, head] of moved) await moveAuditHead(trx, tenantId, head);
  return moved;
}

/**
 * Starts sealing new entries every second; a failure is logged, and retried a second later. Heads are logged once an
 * hour: with a log that is kept elsewhere they prove that the trail was not rewritten.
 */
export function startAuditSealJob(db: Database, log: Logger): Job {
  const loggedAt = new Map<string, number>();
  const seal = async (): Promise<void> => {
    for (const [tenantId, head] of await sealAudit(db)) {
      if ((loggedAt.get(tenantId) ?? -HEAD_LOG_INTERVAL) > performance.now() - HEAD_LOG_INTERVAL) continue;
      loggedAt.set(tenantId, performance.now());
      log.info({ tenantId, head: formatAuditHead(head) }, "audit trail sealed");
    }
  };
  return every(INTERVAL, seal, {
    onError: (err) => log.warn({ err }, "could not seal the audit trail"),
    // A server that shuts down normally leaves nothing unsealed.
    runOnStop: true,
  });
}
