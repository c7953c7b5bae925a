import { createHash } from "node:crypto";
import { type Instance, listInstances } from "../../access/instances.js";
import { latestPast } from "../../db/clock-skew.js";
import type { Db } from "../../db/connect.js";
import { LIMIT } from "../../db/dialect.js";
import { withRenewedLease } from "../../db/lease.js";
import { queryFirst, queryRows } from "../../db/query.js";
import { inTransaction } from "../../db/transaction.js";
import { listUserIds } from "../../directory/users/stored-users.js";
import { rest } from "../../every.js";
import { listTenants } from "../../tenants/tenants.js";
import { differenceOf, type InstanceUser } from "../connectors/connector.js";
import { loadFacts, type UserInInstance } from "../decision/load-facts.js";
import type { Mapping } from "../form/user-form.js";
import { desiredRecordOf, outcomeOf } from "./person.js";
import type { SyncDeps } from "./sync-deps.js";
import { enqueueSync } from "./tasks.js";

/** The number of people per page. */
const PAGE = 100;

/** The id by which the processes of a database agree on the next check. */
const CHECK = "interval check";

/** The result of a check. */
export interface CheckResult {
  /** The number of people who differ; undefined if it was not time, or another process did the check. */
  readonly drifted: number | undefined;
  /** The errors of instances that could not be checked. */
  readonly errors: readonly unknown[];
}

/**
 * Searches all instances for records that differ from the decision, for example because they were edited in the
 * instance, and requests their synchronization. One process of a database does this at a time, once per interval, in
 * small steps with rests between them. A new mapping starts a check at once. R019
 * @param interval - milliseconds
 */
export async function checkForDrift(deps: SyncDeps, interval: number): Promise<CheckResult> {
  let drifted: number | undefined;
  const errors: unknown[] = [];
  for (const { id: tenantId } of await listTenants(deps.db.write)) {
    if (!(await takeTurn(deps, tenantId, interval))) continue;
    // A check of many people takes longer than an interval: no other process may begin one meanwhile.
    await withRenewedLease(
      () => keepTurn(deps, tenantId, interval),
      async () => {
        for (const instance of await listInstances(deps.db.write, tenantId)) {
          try {
            drifted = (drifted ?? 0) + (await checkInstance(deps, tenantId, instance));
          } catch (error) {
            // The other instances are checked anyway.
            errors.push(error);
          }
        }
      },
    );
  }
  return { drifted, errors };
}

async function takeTurn(deps: SyncDeps, tenantId: string, interval: number): Promise<boolean> {
  const now = deps.now();
  const turn = await queryFirst(
    deps.db.write,
    `insert into sync_jobs (tenant_id, id, state, position, people, leased_until, created_at)
     values (?, ?, 'done', ?, 0, ?, ?)
     on conflict (tenant_id, id) do update set leased_until = excluded.leased_until, position = excluded.position
       where sync_jobs.leased_until <= ? or sync_jobs.leased_until > ? or sync_jobs.position <> excluded.position
     returning id`,
    [tenantId, CHECK, fingerprintOf(deps.mapping), now + interval, now, now, latestPast(now) + interval],
  );
  return turn !== undefined;
}

async function keepTurn(deps: SyncDeps, tenantId: string, interval: number): Promise<void> {
  const until = deps.now() + interval;
  await queryRows(deps.db.write, "update sync_jobs set leased_until = ? where tenant_id = ? and id = ?", [
    until,
    tenantId,
    CHECK,
  ]);
}

/** Returns a text that identifies a mapping. */
function fingerprintOf({ rows }: Mapping): string {
  const parts = rows.map(({ name, columns, maxLength, sources }) => [
    name,
    columns,
    maxLength,
    sources.map(({ text }) => text),
  ]);
  return createHash("sha256").update(JSON.stringify(parts)).digest("base64url");
}

/** Checks all people of one instance and requests synchronization of those who differ. Returns their number. */
async function checkInstance(deps: SyncDeps, tenantId: string, instance: Instance): Promise<number> {
  let drifted = 0;
  const lists = [
    (after: string) => listUserIds(deps.db.read, tenantId, after, PAGE),
    (after: string) => listDeletedIds(deps.db.read, tenantId, instance.id, after),
  ];
  for (const list of lists) {
    for (let after: string | undefined = ""; after !== undefined && deps.signal?.aborted !== true; ) {
      const began = performance.now();
      const ids = await list(after);
      const userIds = await findDiffering(deps, tenantId, instance, ids);
      if (userIds.length > 0) {
        const request = {
          tenantId,
          userIds,
          instanceId: instance.id,
          cause: "interval",
          waiting: "leave",
        } as const;
        await inTransaction(deps.db, (trx) => enqueueSync(trx, request, deps.now()));
      }
      drifted += userIds.length;
      after = ids.length < PAGE ? undefined : ids.at(-1);
      if (after !== undefined) await rest(performance.now() - began, deps.signal);
    }
  }
  return drifted;
}

/** Lists people who were deleted. Their rows stay, and must not be enabled in the instance. R146 */
async function listDeletedIds(
  db: Db,
  tenantId: string,
  instanceId: string,
  after: string,
): Promise<string[]> {
  const rows = await queryRows<{ user_id: string }>(
    db,
    `select r.user_id from records r
     where r.tenant_id = ? and r.instance_id = ? and r.user_id > ? and not exists (
       select 1 from users u where u.tenant_id = r.tenant_id and u.id = r.user_id)
     order by r.user_id ${LIMIT}`,
    [tenantId, instanceId, after, PAGE],
  );
  return rows.map(({ user_id: id }) => id);
}

async function findDiffering(
  deps: SyncDeps,
  tenantId: string,
  instance: Instance,
  ids: readonly string[],
): Promise<string[]> {
  if (ids.length === 0) return [];
  const loaded = await loadFacts(deps.db.read, tenantId, ids, [instance], deps.now());
  const rows = await deps.connectorOf(tenantId, instance).find(ids);
  return loaded.filter((one) => differs(deps, one, rows.get(one.userId))).map(({ userId }) => userId);
}

function differs(deps: SyncDeps, one: UserInInstance, row: InstanceUser | undefined): boolean {
  const aim = desiredRecordOf(one, deps.mapping);
  if (aim === undefined) return false;
  if (row === undefined) return true;
  const difference = differenceOf(row, aim.desired);
  return (
    difference !== undefined || outcomeOf(one, aim, { row, difference }, "interval", deps.now()) !== undefined
  );
}
