import type { Db, Trx } from "../db/connect.js";
import { sqlDialects } from "../db/dialect.js";
import { newId } from "../db/new-id.js";
import { dialectOf, queryFirst, queryRows } from "../db/query.js";
import { AppError } from "../errors.js";
import { openedBySku } from "../licensing/licensed.js";
import { fold } from "../schema/fold.js";
import { quote } from "../schema/quote.js";

/** The purpose of an instance. */
export const INSTANCE_TYPES = ["production", "sandbox", "trial", "developer", "default"] as const;

/** How Usher reaches an instance. `embedded` is Usher's own user table. */
export const CONNECTORS = ["embedded"] as const;

/** One CRM organization. Times are UTC milliseconds. */
export interface Instance {
  readonly id: string;
  /** Short, unique in the tenant without case, as in `Role@instance`; never changes. */
  readonly name: string;
  readonly displayName: string;
  readonly type: (typeof INSTANCE_TYPES)[number];
  readonly connector: (typeof CONNECTORS)[number];
  readonly connectorConfig: Readonly<Record<string, unknown>>;
  /** The group whose direct members may enter; undefined if everyone may. R105 */
  readonly guardGroupId: string | undefined;
  /** True if that group is deleted, so that nobody may enter until the guard is changed or cleared. */
  readonly guardMissing: boolean;
  /** True if a SKU opens the instance. */
  readonly isOpened: boolean;
  readonly version: number;
  readonly createdAt: number;
  readonly lastModifiedAt: number;
}

/** A new instance. */
export interface NewInstance {
  readonly name: string;
  readonly displayName?: string | undefined;
  readonly type?: Instance["type"] | undefined;
  readonly connector?: Instance["connector"] | undefined;
  readonly connectorConfig?: Instance["connectorConfig"] | undefined;
}

interface InstanceRow {
  id: string;
  name: string;
  display_name: string;
  type: Instance["type"];
  connector: Instance["connector"];
  connector_config: string;
  guard_group_id: string | null;
  guard_missing: number | boolean;
  is_opened: number | boolean;
  version: number;
  created_at: number;
  last_modified_at: number;
}

const SELECT = `select i.id, i.name, i.display_name, i.type, i.connector, i.connector_config, i.guard_group_id,
    (i.guard_group_id is not null and not exists (
      select 1 from groups g where g.tenant_id = i.tenant_id and g.id = i.guard_group_id)) as guard_missing,
    (${openedBySku("i")}) as is_opened,
    i.version, i.created_at, i.last_modified_at
  from instances i`;

function toInstance(row: InstanceRow): Instance {
  return {
    id: row.id,
    name: row.name,
    displayName: row.display_name,
    type: row.type,
    connector: row.connector,
    connectorConfig: JSON.parse(row.connector_config) as Instance["connectorConfig"],
    guardGroupId: row.guard_group_id ?? undefined,
    guardMissing: Boolean(row.guard_missing),
    isOpened: Boolean(row.is_opened),
    version: row.version,
    createdAt: row.created_at,
    lastModifiedAt: row.last_modified_at,
  };
}

/**
 * The form of a name that follows the `@` of a role: no separators of lists, and no characters with another meaning.
 */
const NAME = /^[a-z0-9](?:[a-z0-9._-]{0,38}[a-z0-9])?$/i;

/**
 * Inserts an instance. The caller adds its business units and roles.
 * @throws AppError `uniqueness` INSTANCE_NAME_TAKEN, `invalidValue` for a malformed name
 */
export async function insertInstance(
  trx: Trx,
  tenantId: string,
  { name, displayName = name, type = "sandbox", connector = "embedded", connectorConfig = {} }: NewInstance,
  now: number,
): Promise<Instance> {
  if (!NAME.test(name)) {
    throw new AppError(
      "invalidValue",
      `${quote(name)} cannot be the name of an instance: use 1 to 40 letters, digits, '.', '_' or '-'`,
    );
  }
  const id = newId();
  const added = await queryRows(
    trx,
    `insert into instances (tenant_id, id, name, name_key, display_name, type, connector, connector_config,
       guard_group_id, version, created_at, last_modified_at)
     values (?, ?, ?, ?, ?, ?, ?, ?, null, 1, ?, ?) on conflict (tenant_id, name_key) do nothing returning id`,
    [tenantId, id, name, fold(name), displayName, type, connector, JSON.stringify(connectorConfig), now, now],
  );
  if (added.length === 0) {
    throw new AppError("INSTANCE_NAME_TAKEN", `there is already an instance named ${quote(name)}`);
  }
  return getInstance(trx, tenantId, id);
}

/** Lists the instances of a tenant by name. */
export async function listInstances(db: Db, tenantId: string): Promise<Instance[]> {
  const rows = await queryRows<InstanceRow>(db, `${SELECT} where i.tenant_id = ? order by i.name_key`, [
    tenantId,
  ]);
  return rows.map(toInstance);
}

/**
 * Returns an instance by its id or name.
 * @param lock - locks it until the transaction ends; lock users before instances
 * @throws AppError `notFound`
 */
export async function getInstance(db: Db, tenantId: string, ref: string, lock = false): Promise<Instance> {
  const instance = await findInstance(db, tenantId, ref, lock);
  if (instance !== undefined) return instance;
  throw unknownInstance(ref, { inBody: false });
}

/**
 * Returns the error for an id or name that no instance has.
 * @param options - `inBody` if the body names it, not the URL
 */
export function unknownInstance(ref: string, options: { readonly inBody: boolean }): AppError {
  return new AppError("UNKNOWN_INSTANCE", `there is no instance ${quote(ref)}: use its id or name`, options);
}

/** Returns an instance by its id or name; undefined if there is none. */
export async function findInstance(
  db: Db,
  tenantId: string,
  ref: string,
  lock = false,
): Promise<Instance | undefined> {
  const row = await queryFirst<InstanceRow>(
    db,
    `${SELECT} where i.tenant_id = ? and (i.id = ? or i.name_key = ?) order by i.id limit 1
     ${lock ? sqlDialects[dialectOf(db)].forNoKeyUpdate("i") : ""}`,
    [tenantId, ref, fold(ref)],
  );
  return row && toInstance(row);
}

/** The numbers of things in an instance. */
export interface InstanceCounts {
  readonly businessUnits: number;
  /** Includes the copies of business units. */
  readonly securityRoles: number;
}

/** Returns the numbers of things in each instance of a tenant, by id. */
export async function countInInstances(
  db: Db,
  tenantId: string,
): Promise<ReadonlyMap<string, InstanceCounts>> {
  const rows = await queryRows<{ id: string; units: number; roles: number }>(
    db,
    `select i.id,
       (select count(*) from business_units b where b.tenant_id = i.tenant_id and b.instance_id = i.id) as units,
       (select count(*) from security_roles r where r.tenant_id = i.tenant_id and r.instance_id = i.id) as roles
     from instances i where i.tenant_id = ?`,
    [tenantId],
  );
  return new Map(rows.map(({ id, units, roles }) => [id, { businessUnits: units, securityRoles: roles }]));
}

/** Stores the changed values of an instance and increments its version. */
export async function updateInstance(
  trx: Trx,
  tenantId: string,
  { id, displayName, type, connectorConfig, guardGroupId }: Instance,
  now: number,
): Promise<void> {
  await queryRows(
    trx,
    `update instances set display_name = ?, type = ?, connector_config = ?, guard_group_id = ?,
       version = version + 1, last_modified_at = ?
     where tenant_id = ? and id = ?`,
    [displayName, type, JSON.stringify(connectorConfig), guardGroupId ?? null, now, tenantId, id],
  );
}

/** An instance whose guard is deleted. */
export interface LostGuard {
  readonly tenant: string;
  readonly instance: string;
}

/** Lists the instances of all tenants whose guard is deleted, by name. */
export async function listLostGuards(db: Db): Promise<readonly LostGuard[]> {
  return queryRows<LostGuard>(
    db,
    `select t.name as tenant, i.name as instance from instances i
     join tenants t on t.tenant_id = i.tenant_id
     where i.guard_group_id is not null and not exists (
       select 1 from groups g where g.tenant_id = i.tenant_id and g.id = i.guard_group_id)
     order by t.name, i.name`,
  );
}

/** Lists the instances that a group guards, by name. R105 */
export async function listGuarded(
  db: Db,
  tenantId: string,
  groupId: string,
): Promise<Pick<Instance, "id" | "name" | "displayName">[]> {
  const rows = await queryRows<{ id: string; name: string; display_name: string }>(
    db,
    `select i.id, i.name, i.display_name from instances i
     where i.tenant_id = ? and i.guard_group_id = ? order by i.name_key`,
    [tenantId, groupId],
  );
  return rows.map(({ id, name, display_name }) => ({ id, name, displayName: display_name }));
}
