import { v7 as uuid } from "uuid";
import type { Db, Trx } from "../db/connect.js";
import { sqlDialects } from "../db/dialect.js";
import { dialectOf, queryFirst, queryRows } from "../db/query.js";
import { AppError } from "../errors.js";
import { requireName } from "./names.js";

/** A company whose directory is separate from all others. */
export interface Tenant {
  readonly id: string;
  readonly name: string;
  /** UTC milliseconds. */
  readonly createdAt: number;
}

interface TenantRow {
  tenant_id: string;
  name: string;
  created_at: number;
}

const columns = "tenants.tenant_id, tenants.name, tenants.created_at";

function toTenant(row: TenantRow): Tenant {
  return { id: row.tenant_id, name: row.name, createdAt: row.created_at };
}

/**
 * Adds a tenant unless its name is taken; of several concurrent processes exactly one succeeds.
 * @returns undefined if the name is taken
 * @throws AppError `invalidValue` for an invalid name
 */
export async function insertTenant(db: Db, name: string, now: number): Promise<Tenant | undefined> {
  const tenant: Tenant = { id: uuid(), name: requireName("tenant", name), createdAt: now };
  const added = await queryRows(
    db,
    `insert into tenants (tenant_id, name, created_at) values (?, ?, ?)
      on conflict (name) do nothing returning tenant_id`,
    [tenant.id, tenant.name, tenant.createdAt],
  );
  return added.length === 1 ? tenant : undefined;
}

/** Locks a tenant until the transaction ends; what belongs to it can still be written. */
export async function lockTenant(trx: Trx, tenantId: string): Promise<void> {
  const lock = sqlDialects[dialectOf(trx)].forNoKeyUpdate("tenants");
  await queryRows(trx, `select tenant_id from tenants where tenant_id = ? ${lock}`, [tenantId]);
}

/** Lists all tenants by name. */
export async function listTenants(db: Db): Promise<Tenant[]> {
  const rows = await queryRows<TenantRow>(db, `select ${columns} from tenants order by tenants.name`);
  return rows.map(toTenant);
}

/** Finds the oldest tenant; undefined if there is none. */
export async function findOldestTenant(db: Db): Promise<Tenant | undefined> {
  const row = await queryFirst<TenantRow>(
    db,
    `select ${columns} from tenants order by tenants.created_at, tenants.tenant_id limit 1`,
  );
  return row && toTenant(row);
}

/** Finds a tenant by name; undefined if there is none. */
export async function findTenant(db: Db, name: string): Promise<Tenant | undefined> {
  // PostgreSQL refuses U+0000, which no name contains.
  if (name.includes("\0")) return undefined;
  const row = await queryFirst<TenantRow>(db, `select ${columns} from tenants where tenants.name = ?`, [
    name,
  ]);
  return row && toTenant(row);
}

/** @throws AppError `notFound` when no tenant has that name */
export async function getTenant(db: Db, name: string): Promise<Tenant> {
  const tenant = await findTenant(db, name);
  if (tenant === undefined) throw new AppError("notFound", `There is no tenant named '${name.slice(0, 60)}'`);
  return tenant;
}

/** Finds the name of a tenant by id; undefined if there is none. */
export async function findTenantName(db: Db, tenantId: string): Promise<string | undefined> {
  const row = await queryFirst<{ name: string }>(db, "select name from tenants where tenant_id = ?", [
    tenantId,
  ]);
  return row?.name;
}
