import { v7 as uuid } from "uuid";
import type { Db, Trx } from "../db/connect.js";
import { sqlDialects } from "../db/dialect.js";
import { dialectOf, queryFirst, queryRows } from "../db/query.js";
import { AppError } from "../errors.js";
import type { Connection, ConnectionOptions } from "./connection.js";
import { requireName } from "./names.js";

/** What an operator may set on a connection; a part that is left out stays as it is, or has its default. */
export interface ConnectionSettings {
  readonly mode?: Connection["mode"];
  readonly visibility?: Connection["visibility"];
  readonly options?: Partial<ConnectionOptions>;
}

/** A connection as its columns hold it; the token check reads the same ones. */
export interface ConnectionRow {
  tenant_id: string;
  id: string;
  name: string;
  mode: Connection["mode"];
  visibility: Connection["visibility"];
  options: string;
}

/** What a new connection is when nothing is said: forgiving, and one directory for all. */
const DEFAULTS = {
  mode: "tolerant",
  visibility: "all",
  options: { uniqueGroupNames: true, crmSchemas: true },
} as const satisfies ConnectionSettings;

const columns =
  "connections.tenant_id, connections.id, connections.name, connections.mode, connections.visibility, connections.options";

/** The names of all options of a connection. */
export const CONNECTION_OPTIONS = Object.keys(DEFAULTS.options) as (keyof ConnectionOptions)[];

/** A connection out of its row; an option that came after the row was written has its default. */
export function toConnection(row: ConnectionRow): Connection {
  return {
    tenantId: row.tenant_id,
    id: row.id,
    name: row.name,
    mode: row.mode,
    visibility: row.visibility,
    options: { ...DEFAULTS.options, ...(JSON.parse(row.options) as Partial<ConnectionOptions>) },
  };
}

/**
 * Adds a connection to a tenant.
 * @throws AppError `uniqueness` when the tenant has one of that name, `invalidValue` for a name that is no name
 */
export async function createConnection(
  db: Db,
  tenantId: string,
  name: string,
  settings: ConnectionSettings,
  now: number,
): Promise<Connection> {
  const connection: Connection = {
    tenantId,
    id: uuid(),
    name: requireName("connection", name),
    mode: settings.mode ?? DEFAULTS.mode,
    visibility: settings.visibility ?? DEFAULTS.visibility,
    options: { ...DEFAULTS.options, ...settings.options },
  };
  const added = await queryRows(
    db,
    `insert into connections (tenant_id, id, name, mode, visibility, options, created_at)
      values (?, ?, ?, ?, ?, ?, ?) on conflict (tenant_id, name) do nothing returning id`,
    [
      tenantId,
      connection.id,
      connection.name,
      connection.mode,
      connection.visibility,
      JSON.stringify(connection.options),
      now,
    ],
  );
  if (added.length === 0) throw new AppError("uniqueness", `There is already a connection named '${name}'`);
  return connection;
}

/** The connections of a tenant by name. */
export async function listConnections(db: Db, tenantId: string): Promise<Connection[]> {
  const rows = await queryRows<ConnectionRow>(
    db,
    `select ${columns} from connections where connections.tenant_id = ? order by connections.name`,
    [tenantId],
  );
  return rows.map(toConnection);
}

/** @throws AppError `notFound` when the tenant has no connection of that name */
export async function getConnection(db: Db, tenantId: string, name: string): Promise<Connection> {
  return findByName(db, tenantId, name, "");
}

/**
 * Changes how a connection is treated; what is not named stays. Tokens that are cached see it within a second.
 * @throws AppError `notFound` when the tenant has no connection of that name
 */
export async function setConnection(
  trx: Trx,
  tenantId: string,
  name: string,
  settings: ConnectionSettings,
): Promise<Connection> {
  const lock = sqlDialects[dialectOf(trx)].forUpdate("connections");
  const before = await findByName(trx, tenantId, name, lock);
  const after: Connection = {
    ...before,
    mode: settings.mode ?? before.mode,
    visibility: settings.visibility ?? before.visibility,
    options: { ...before.options, ...settings.options },
  };
  await queryRows(
    trx,
    "update connections set mode = ?, visibility = ?, options = ? where tenant_id = ? and id = ?",
    [after.mode, after.visibility, JSON.stringify(after.options), tenantId, after.id],
  );
  return after;
}

async function findByName(db: Db, tenantId: string, name: string, lock: string): Promise<Connection> {
  const row = await queryFirst<ConnectionRow>(
    db,
    `select ${columns} from connections where connections.tenant_id = ? and connections.name = ?${lock}`,
    [tenantId, name],
  );
  if (row === undefined) {
    throw new AppError("notFound", `The tenant has no connection named '${name.slice(0, 60)}'`);
  }
  return toConnection(row);
}
