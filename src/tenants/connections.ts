import { v7 as uuid } from "uuid";
import type { Db, Trx } from "../db/connect.js";
import { sqlDialects } from "../db/dialect.js";
import { DAY } from "../db/duration.js";
import { dialectOf, queryFirst, queryRows } from "../db/query.js";
import { AppError } from "../errors.js";
import { BEHAVIOR_NAMES, type Behavior, behaviorOf } from "../schema/behavior.js";
import type { ClientName } from "./client-names.js";
import { CLIENT_PRESETS } from "./client-presets.js";
import type { Connection, ConnectionOptions, MassLoss } from "./connection.js";
import { requireName } from "./names.js";
import { type RateLimitChoices, toRateLimits } from "./rate-limits.js";

/** The properties of a connection that an operator can set; omitted ones stay unchanged, or have their defaults. */
export interface ConnectionSettings {
  /** The product whose preset sets the mode, visibility and options that are not given. */
  readonly client?: ClientName | undefined;
  readonly mode?: Connection["mode"];
  readonly visibility?: Connection["visibility"];
  /** Options that differ from preset and mode; undefined resets an option. */
  readonly options?: OptionChoices;
  /** Undefined resets a limit to its default. */
  readonly limits?: RateLimitChoices;
  readonly massLoss?: MassLoss | undefined;
  /** UTC milliseconds. */
  readonly watchedUntil?: number | undefined;
  readonly logBodiesUntil?: number;
}

/** The options that the operator chose; the others follow the mode. */
type OptionChoices = { readonly [Name in keyof ConnectionOptions]?: boolean | undefined };

/** The content of the column `options`. */
interface StoredChoices extends OptionChoices {
  readonly client?: ClientName;
  readonly limits?: RateLimitChoices;
  readonly massLoss?: MassLoss;
  readonly watchedUntil?: number;
  readonly logBodiesUntil?: number;
}

/** The columns of a connection, which the token check reads as well. */
export interface ConnectionRow {
  tenant_id: string;
  id: string;
  name: string;
  mode: Connection["mode"];
  visibility: Connection["visibility"];
  /** JSON of the chosen options. */
  options: string;
}

/** The defaults of a new connection: tolerant, and it sees all resources. */
const DEFAULTS = {
  mode: "tolerant",
  visibility: "all",
  options: {
    crmSchemas: true,
    catalogs: false,
    drafts: false,
    pagination: true,
    basicAuth: false,
    softLicenseErrors: false,
    releaseSeatOnDeactivation: false,
  },
} as const satisfies ConnectionSettings & { options: Omit<ConnectionOptions, keyof Behavior> };

const columns =
  "connections.tenant_id, connections.id, connections.name, connections.mode, connections.visibility, connections.options";

/** The names of all options of a connection. */
export const CONNECTION_OPTIONS = [
  ...BEHAVIOR_NAMES,
  ...Object.keys(DEFAULTS.options),
] as (keyof ConnectionOptions)[];

/** Returns the default options of a mode and, if given, of a product's preset. */
export function defaultOptions(mode: Connection["mode"], client?: ClientName): ConnectionOptions {
  const preset = client === undefined ? {} : CLIENT_PRESETS[client].options;
  return { ...DEFAULTS.options, ...behaviorOf(mode), ...preset };
}

/** Converts a row to a connection; options added after the row was written have their defaults. */
export function toConnection(row: ConnectionRow): Connection {
  const {
    client,
    limits,
    massLoss,
    watchedUntil = 0,
    logBodiesUntil = 0,
    ...options
  } = JSON.parse(row.options) as StoredChoices;
  return {
    tenantId: row.tenant_id,
    id: row.id,
    name: row.name,
    ...(client !== undefined && { client }),
    mode: row.mode,
    visibility: row.visibility,
    options: { ...defaultOptions(row.mode, client), ...(options as Partial<ConnectionOptions>) },
    limits: toRateLimits(limits),
    massLoss: massLoss ?? "hold",
    watchedUntil,
    logBodiesUntil,
  };
}

/**
 * Adds a connection to a tenant. It is watched for its first day, unless the settings say for how long.
 * @throws AppError `uniqueness` if the tenant has one of that name, `invalidValue` for an invalid name
 */
export async function insertConnection(
  db: Db,
  tenantId: string,
  name: string,
  settings: ConnectionSettings,
  now: number,
): Promise<Connection> {
  const preset = settings.client === undefined ? DEFAULTS : CLIENT_PRESETS[settings.client];
  const row: ConnectionRow = {
    tenant_id: tenantId,
    id: uuid(),
    name: requireName("connection", name),
    mode: settings.mode ?? preset.mode,
    visibility: settings.visibility ?? preset.visibility,
    options: JSON.stringify(choicesOf({ watchedUntil: now + DAY }, settings)),
  };
  const added = await queryRows(
    db,
    `insert into connections (tenant_id, id, name, mode, visibility, options, created_at)
      values (?, ?, ?, ?, ?, ?, ?) on conflict (tenant_id, name) do nothing returning id`,
    [tenantId, row.id, row.name, row.mode, row.visibility, row.options, now],
  );
  if (added.length === 0) throw new AppError("uniqueness", `There is already a connection named '${name}'`);
  return toConnection(row);
}

/** Lists the connections of a tenant by name. */
export async function listConnections(db: Db, tenantId: string): Promise<Connection[]> {
  const rows = await queryRows<ConnectionRow>(
    db,
    `select ${columns} from connections where connections.tenant_id = ? order by connections.name`,
    [tenantId],
  );
  return rows.map(toConnection);
}

/** Returns whether any connection accepts HTTP Basic, so that the challenge must offer it. RFC 9110 §11.6.1. */
export async function isBasicInUse(db: Db): Promise<boolean> {
  const sql = "select 1 from connections where connections.options like ? limit 1";
  return (await queryFirst(db, sql, ['%"basicAuth":true%'])) !== undefined;
}

/** @throws AppError `notFound` when the tenant has no connection of that name */
export async function getConnection(db: Db, tenantId: string, name: string): Promise<Connection> {
  return toConnection(await findByName(db, tenantId, name, ""));
}

/** Finds the name of a connection. */
export async function findConnectionName(db: Db, tenantId: string, id: string): Promise<string | undefined> {
  const sql = "select name from connections where connections.tenant_id = ? and connections.id = ?";
  return (await queryFirst<{ name: string }>(db, sql, [tenantId, id]))?.name;
}

/** Finds what happens when changes of a connection would take access from many people. One statement. */
export async function findMassLoss(db: Db, tenantId: string, id: string): Promise<MassLoss> {
  const row = await queryFirst<ConnectionRow>(
    db,
    `select ${columns} from connections where connections.tenant_id = ? and connections.id = ?`,
    [tenantId, id],
  );
  return row === undefined ? "hold" : toConnection(row).massLoss;
}

/**
 * Finds a connection and locks it until the transaction ends.
 * @throws AppError `notFound` if the tenant has no connection of that name
 */
export async function lockConnection(trx: Trx, tenantId: string, name: string): Promise<Connection> {
  return toConnection(
    await findByName(trx, tenantId, name, sqlDialects[dialectOf(trx)].forUpdate("connections")),
  );
}

/**
 * Changes a connection. Omitted properties stay unchanged, except those set by a newly chosen preset. Cached tokens
 * follow within a second.
 * @throws AppError `notFound` when the tenant has no connection of that name
 */
export async function updateConnection(
  trx: Trx,
  tenantId: string,
  name: string,
  settings: ConnectionSettings,
): Promise<Connection> {
  const lock = sqlDialects[dialectOf(trx)].forUpdate("connections");
  const before = await findByName(trx, tenantId, name, lock);
  const chosen = JSON.parse(before.options) as StoredChoices;
  const preset = settings.client === undefined ? before : CLIENT_PRESETS[settings.client];
  const after: ConnectionRow = {
    ...before,
    mode: settings.mode ?? preset.mode,
    visibility: settings.visibility ?? preset.visibility,
    options: JSON.stringify(choicesOf(chosen, settings)),
  };
  await queryRows(
    trx,
    "update connections set mode = ?, visibility = ?, options = ? where tenant_id = ? and id = ?",
    [after.mode, after.visibility, after.options, tenantId, after.id],
  );
  return toConnection(after);
}

/** Returns the choices to store; options that were reset are left out, because JSON has no undefined. */
function choicesOf(before: StoredChoices, settings: ConnectionSettings): StoredChoices {
  const { client, options, limits, massLoss } = settings;
  const { watchedUntil = before.watchedUntil, logBodiesUntil = before.logBodiesUntil } = settings;
  return {
    ...before,
    ...options,
    ...(client !== undefined && { client }),
    ...(massLoss !== undefined && { massLoss }),
    ...(limits && { limits: { ...before.limits, ...limits } }),
    ...(watchedUntil !== undefined && { watchedUntil }),
    ...(logBodiesUntil !== undefined && { logBodiesUntil }),
  };
}

async function findByName(db: Db, tenantId: string, name: string, lock: string): Promise<ConnectionRow> {
  const row = await queryFirst<ConnectionRow>(
    db,
    `select ${columns} from connections where connections.tenant_id = ? and connections.name = ?${lock}`,
    [tenantId, name],
  );
  if (row === undefined) {
    throw new AppError("notFound", `The tenant has no connection named '${name.slice(0, 60)}'`);
  }
  return row;
}
