import { AUTOMATIC_ROLES } from "../../access/automatic-role.js";
import { listSystemAdministrators } from "../../access/instance-administrators.js";
import type { Instance } from "../../access/instances.js";
import type { SqlFragment } from "../../db/condition.js";
import type { Db } from "../../db/connect.js";
import { LIMIT } from "../../db/dialect.js";
import { queryRows } from "../../db/query.js";
import type { TransactionNotes } from "../../db/transaction-notes.js";
import { holdersOf } from "../../directory/users/administrators.js";

/** People whose access to some instances is decided together. */
export interface PeopleBatch {
  readonly instances: readonly Instance[];
  readonly userIds: readonly string[];
}

/** The number of people per batch. */
const BATCH = 500;

/**
 * Lists a page of the ids of an instance's people: those with a record or a seat, and administrators who need neither.
 * @param instanceId - undefined for all instances
 * @param after - the id after which the page begins
 */
export async function listPeople(
  db: Db,
  tenantId: string,
  instanceId: string | undefined,
  after: string,
  limit = BATCH,
): Promise<readonly string[]> {
  const found = new Set<string>();
  for (const { sql, bindings } of waysInto(tenantId, instanceId, after)) {
    const rows = await queryRows<{ id: string }>(db, `${sql} order by id ${LIMIT}`, [...bindings, limit]);
    for (const { id } of rows) found.add(id);
  }
  for (const id of await listAdministratorIds(db, tenantId)) if (id > after) found.add(id);
  return [...found].sort().slice(0, limit);
}

/** Each way is sought from the id on: a page costs what it lists. */
function waysInto(tenantId: string, instanceId: string | undefined, after: string): readonly SqlFragment[] {
  return [
    {
      sql: `select distinct r.user_id as id from records r where r.tenant_id = ? and r.user_id > ?
        ${instanceId === undefined ? "" : "and r.instance_id = ?"}`,
      bindings: [tenantId, after, ...(instanceId === undefined ? [] : [instanceId])],
    },
    {
      sql: "select distinct s.user_id as id from seats s where s.tenant_id = ? and s.user_id > ?",
      bindings: [tenantId, after],
    },
  ];
}

/** They are few. In the order of ids the databases would read the attributes of everybody. */
async function listAdministratorIds(db: Db, tenantId: string): Promise<readonly string[]> {
  const { sql, bindings } = holdersOf(tenantId, AUTOMATIC_ROLES);
  return (await queryRows<{ id: string }>(db, sql, bindings)).map(({ id }) => id);
}

/**
 * Yields the people whose access may have changed in a transaction, each in the instances concerned, in batches.
 * @param all - all instances of the tenant
 */
export async function* touchedPeople(
  db: Db,
  tenantId: string,
  all: readonly Instance[],
  notes: TransactionNotes,
): AsyncGenerator<PeopleBatch> {
  const whole = notes.isEverybody ? all : all.filter(({ id }) => notes.instances.has(id));
  if (whole.length > 0) yield* everybody(db, tenantId, whole, notes.isEverybody);
  const rest = all.filter((instance) => !whole.includes(instance) && notes.people.has(instance.id));
  yield* named(rest, notes.people);
}

async function* everybody(
  db: Db,
  tenantId: string,
  instances: readonly Instance[],
  isAll: boolean,
): AsyncGenerator<PeopleBatch> {
  const groups = isAll ? [instances] : instances.map((instance) => [instance]);
  for (const group of groups) {
    for (let after: string | undefined = ""; after !== undefined; ) {
      const ids: readonly string[] = await listPeople(db, tenantId, isAll ? undefined : group[0]?.id, after);
      if (ids.length > 0) yield { instances: group, userIds: ids };
      after = ids.length < BATCH ? undefined : ids.at(-1);
    }
  }
}

/** Few people are decided in all of the instances at once, which needs fewer statements. */
function* named(
  instances: readonly Instance[],
  people: ReadonlyMap<string, ReadonlySet<string>>,
): Generator<PeopleBatch> {
  const ids = new Set(instances.flatMap(({ id }) => [...(people.get(id) ?? [])].slice(0, BATCH + 1)));
  if (ids.size <= BATCH) {
    if (ids.size > 0) yield { instances, userIds: [...ids] };
    return;
  }
  for (const instance of instances) {
    const own = [...(people.get(instance.id) ?? [])].sort();
    for (let i = 0; i < own.length; i += BATCH) {
      yield { instances: [instance], userIds: own.slice(i, i + BATCH) };
    }
  }
}

/** The number of administrators of an instance that depend on each other. */
const ADMINISTRATORS = 100;

/**
 * Returns the System Administrators of guarded instances besides known people: the last one passes the guard, so the
 * access of each depends on all the others.
 */
export async function otherAdministrators(
  db: Db,
  tenantId: string,
  instances: readonly Instance[],
  known: readonly PeopleBatch[],
): Promise<readonly PeopleBatch[]> {
  const others: PeopleBatch[] = [];
  for (const instance of instances) {
    if (instance.guardGroupId === undefined) continue;
    const batches = known.filter((batch) => batch.instances.some(({ id }) => id === instance.id));
    const ids = new Set(batches.flatMap(({ userIds }) => userIds));
    const page = { after: "", limit: ADMINISTRATORS };
    const administrators = await listSystemAdministrators(db, tenantId, instance.id, page);
    const userIds = administrators.filter((id) => !ids.has(id));
    if (userIds.length > 0) others.push({ instances: [instance], userIds });
  }
  return others;
}
