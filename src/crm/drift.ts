import { type Instance, listInstances } from "../access/instances.js";
import { queryFirst } from "../db/query.js";
import { inTransaction } from "../db/transaction.js";
import { listTenants } from "../directory/tenants.js";
import { listUserResources } from "../directory/user-pages.js";
import { differenceOf, type InstanceUser } from "./connector.js";
import { loadFacts, type UserInInstance } from "./load-facts.js";
import type { SyncDeps } from "./sync-batch.js";
import { aimOf, outcomeOf } from "./sync-person.js";
import { enqueueSync } from "./sync-tasks.js";

/** People looked at together. */
const PAGE = 200;

/** The id under which the processes of a database agree who looks. */
const CHECK = "interval check";

/**
 * Looks through everybody in all instances for records that are not what is decided, as when somebody edited one in
 * the instance or the mapping changed, and asks for these to be synchronized. Of the processes on a database one looks
 * at a time, once in an interval. crm.md R019
 * @param interval - milliseconds
 * @returns how many people differ; undefined when it is not time, or somebody else's turn
 */
export async function checkForDrift(deps: SyncDeps, interval: number): Promise<number | undefined> {
  let drifted: number | undefined;
  for (const { id: tenantId } of await listTenants(deps.db.write)) {
    if (!(await takeTurn(deps, tenantId, interval))) continue;
    for (const instance of await listInstances(deps.db.write, tenantId)) {
      drifted = (drifted ?? 0) + (await checkInstance(deps, tenantId, instance));
    }
  }
  return drifted;
}

async function takeTurn(deps: SyncDeps, tenantId: string, interval: number): Promise<boolean> {
  const now = deps.now();
  const turn = await queryFirst(
    deps.db.write,
    `insert into sync_jobs (tenant_id, id, state, position, people, leased_until, created_at)
     values (?, ?, 'done', '', 0, ?, ?)
     on conflict (tenant_id, id) do update set leased_until = excluded.leased_until
       where sync_jobs.leased_until <= excluded.created_at
     returning id`,
    [tenantId, CHECK, now + interval, now],
  );
  return turn !== undefined;
}

/** Looks through everybody in one instance. Returns how many differ; they are asked for. */
async function checkInstance(deps: SyncDeps, tenantId: string, instance: Instance): Promise<number> {
  let drifted = 0;
  for (let after: string | undefined = ""; after !== undefined; ) {
    const people = await listUserResources(deps.db.read, tenantId, after, PAGE);
    const ids = people.map(({ id }) => id);
    const differing = await findDiffering(deps, tenantId, instance, ids);
    if (differing.length > 0) {
      const request = { tenantId, userIds: differing, instanceId: instance.id, cause: "interval" };
      await inTransaction(deps.db, (trx) => enqueueSync(trx, request, deps.now()));
    }
    drifted += differing.length;
    after = ids.length < PAGE ? undefined : ids.at(-1);
  }
  return drifted;
}

async function findDiffering(
  deps: SyncDeps,
  tenantId: string,
  instance: Instance,
  ids: readonly string[],
): Promise<string[]> {
  const loaded = await loadFacts(deps.db.read, tenantId, ids, [instance], deps.now());
  const rows = await deps.connectorOf(tenantId, instance).find(ids);
  return loaded.filter((one) => differs(deps, one, rows.get(one.userId))).map(({ userId }) => userId);
}

function differs(deps: SyncDeps, one: UserInInstance, row: InstanceUser | undefined): boolean {
  const aim = aimOf(one, deps.mapping);
  if (aim === undefined) return false;
  if (row === undefined) return true;
  const difference = differenceOf(row, aim.desired);
  return (
    difference !== undefined || outcomeOf(one, aim, { row, difference }, "interval", deps.now()) !== undefined
  );
}
