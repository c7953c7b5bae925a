import type { SqlFragment } from "../db/condition.js";
import type { Db } from "../db/connect.js";
import { LIMIT } from "../db/dialect.js";
import { firstIdAt } from "../db/new-id.js";
import { queryRows } from "../db/query.js";
import type { LogEntry, Operation } from "./entries.js";

/** The entries to list; an omitted part matches all. */
export interface LogFilter {
  /** The connection's name. */
  readonly connection?: string | undefined;
  /** Both ends included: 400 to 499. */
  readonly status?: readonly [from: number, to: number] | undefined;
  readonly operation?: Operation | undefined;
  readonly resourceId?: string | undefined;
  readonly requestId?: string | undefined;
  /** The start (inclusive) and end (exclusive) of the time range, in UTC milliseconds. */
  readonly since?: number | undefined;
  readonly until?: number | undefined;
}

/** An entry as it is shown: names replace ids where they exist, times are text. */
export interface ShownEntry
  extends Omit<LogEntry, "tenantId" | "endedAt" | "firstAt" | "duration" | "resourceType" | "operation"> {
  readonly id: string;
  readonly requests: number;
  /** When the request arrived, or the first of them, ISO 8601. */
  readonly time: string;
  readonly durationMs: number;
  /** The connection's name. */
  readonly connection: string | undefined;
  readonly operation: string;
  readonly resourceType: string | undefined;
}

interface Row {
  id: string;
  connection: string | null;
  connection_id: string;
  token_id: string;
  request_id: string;
  at: number;
  duration: number;
  requests: number;
  operation: string;
  resource_type: string | null;
  resource_id: string | null;
  status: number;
  code: string | null;
  scim_type: string | null;
  attributes: string;
  changed: string;
  ignored: string;
  user_agent: string | null;
  reason: string | null;
  path: string | null;
  query: string | null;
  address: string | null;
  credential: string | null;
  detail: string | null;
  request_body: string | null;
  response_body: string | null;
}

/**
 * Lists the entries of a tenant, newest first.
 * @param before - the id after which the page begins; undefined for the first page
 */
export async function listLogEntries(
  db: Db,
  tenantId: string,
  filter: LogFilter,
  { before, limit }: { readonly before?: string | undefined; readonly limit: number },
): Promise<ShownEntry[]> {
  const conditions = conditionsOf(filter, before);
  const rows = await queryRows<Row>(
    db,
    `select provisioning_log.*, connections.name as connection from provisioning_log
      left join connections on connections.tenant_id = provisioning_log.tenant_id
        and connections.id = provisioning_log.connection_id
      where ${["provisioning_log.tenant_id = ?", ...conditions.map(({ sql }) => sql)].join(" and ")}
      order by provisioning_log.id desc ${LIMIT}`,
    [tenantId, ...conditions.flatMap(({ bindings }) => bindings), limit],
  );
  return rows.map(toShownEntry);
}

/** The most entries that one look at the end of the log finds. */
const MAX_LATEST = 500;

/** Lists the ids of a tenant's entries since a time in UTC milliseconds, newest first, 500 at most. */
export async function listLatestLogIds(db: Db, tenantId: string, since: number): Promise<string[]> {
  const rows = await queryRows<{ id: string }>(
    db,
    `select id from provisioning_log where tenant_id = ? and id >= ? order by id desc limit ${MAX_LATEST}`,
    [tenantId, firstIdAt(since)],
  );
  return rows.map(({ id }) => id);
}

function conditionsOf(filter: LogFilter, before: string | undefined): SqlFragment[] {
  const { connection, status, operation, resourceId, requestId, since, until } = filter;
  const conditions: (SqlFragment | undefined)[] = [
    when(before, "provisioning_log.id < ?"),
    when(since, "provisioning_log.id >= ?", firstIdAt),
    when(until, "provisioning_log.id < ?", firstIdAt),
    when(connection, "connections.name = ?"),
    when(operation, "provisioning_log.operation = ?"),
    when(resourceId, "provisioning_log.resource_id = ?"),
    when(requestId, "provisioning_log.request_id = ?"),
    status && { sql: "provisioning_log.status between ? and ?", bindings: status },
    // A literal, because the partial index of failures is used only then.
    status && status[0] >= 400 ? { sql: "provisioning_log.status >= 400", bindings: [] } : undefined,
  ];
  return conditions.filter((condition) => condition !== undefined);
}

function when<T extends string | number>(
  value: T | undefined,
  sql: string,
  bind: (value: T) => string | number = (bound) => bound,
): SqlFragment | undefined {
  return value === undefined ? undefined : { sql, bindings: [bind(value)] };
}

function toShownEntry(row: Row): ShownEntry {
  return {
    id: row.id,
    time: new Date(row.at).toISOString(),
    durationMs: row.duration,
    requests: row.requests,
    connection: row.connection ?? undefined,
    connectionId: row.connection_id,
    tokenId: row.token_id,
    requestId: row.request_id,
    operation: row.operation,
    resourceType: row.resource_type ?? undefined,
    resourceId: row.resource_id ?? undefined,
    status: row.status,
    code: row.code ?? undefined,
    scimType: row.scim_type ?? undefined,
    attributes: JSON.parse(row.attributes) as string[],
    changed: JSON.parse(row.changed) as string[],
    ignored: JSON.parse(row.ignored) as string[],
    userAgent: row.user_agent ?? undefined,
    reason: row.reason ?? undefined,
    path: row.path ?? undefined,
    query: row.query ?? undefined,
    address: row.address ?? undefined,
    credential: row.credential ?? undefined,
    detail: row.detail ?? undefined,
    requestBody: row.request_body ?? undefined,
    responseBody: row.response_body ?? undefined,
  };
}
