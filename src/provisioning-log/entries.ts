import type { Db } from "../db/connect.js";
import { sqlDialects } from "../db/dialect.js";
import { newIdAt } from "../db/new-id.js";
import { dialectOf, queryRows } from "../db/query.js";

/** The operations that a client can ask for. */
export const OPERATIONS = [
  "create",
  "read",
  "replace",
  "patch",
  "delete",
  "search",
  "bulk",
  "discovery",
  "other",
] as const;

/** One of these operations. */
export type Operation = (typeof OPERATIONS)[number];

/**
 * One request of a connection and its answer, or several that were counted together. It contains no attribute values
 * unless the logging of bodies is on.
 */
export interface LogEntry {
  readonly tenantId: string;
  readonly connectionId: string;
  readonly tokenId: string;
  readonly requestId: string;
  /** How many requests it stands for; 1 if undefined. The token, the request id and the client are those of the last. */
  readonly requests?: number | undefined;
  /** When the answer was sent, in UTC milliseconds; of counted requests, when they were written. */
  readonly endedAt: number;
  /** The time between request and answer, in milliseconds; of counted requests, the mean. */
  readonly duration: number;
  /** When the first of the counted requests arrived, in UTC milliseconds. */
  readonly firstAt?: number | undefined;
  readonly operation: Operation;
  readonly resourceType: string | undefined;
  readonly resourceId: string | undefined;
  readonly status: number;
  /** The code of the error, or `aborted` if the client closed the connection; undefined for a success. */
  readonly code: string | undefined;
  readonly scimType: string | undefined;
  /** The attributes that the error names. */
  readonly attributes: readonly string[];
  /** The attributes whose values changed; `members +1 -0` for members. */
  readonly changed: readonly string[];
  /** The attributes that were ignored because no schema defines them. */
  readonly ignored: readonly string[];
  readonly userAgent: string | undefined;
  /** Why the request was refused; quoted values are masked. */
  readonly reason?: string | undefined;
  /** The query; values of personal attributes are masked unless the logging of bodies is on. */
  readonly query?: string | undefined;
  /** For a refused sign-in: method, path, address, scheme, and the beginning of the token. */
  readonly path?: string | undefined;
  readonly address?: string | undefined;
  readonly credential?: string | undefined;
  /** The error's text and both bodies; only while the logging of bodies is on. */
  readonly detail?: string | undefined;
  readonly requestBody?: string | undefined;
  readonly responseBody?: string | undefined;
}

type ColumnType = "text" | "bigint" | "double precision";

/** The columns, the type to which each is cast from the JSON of a batch, and their values. */
const COLUMNS: readonly (readonly [
  name: string,
  type: ColumnType,
  value: (entry: LogEntry) => string | number | undefined,
])[] = [
  ["tenant_id", "text", ({ tenantId }) => tenantId],
  ["id", "text", ({ endedAt }) => newIdAt(endedAt)],
  ["connection_id", "text", ({ connectionId }) => connectionId],
  ["token_id", "text", ({ tokenId }) => tokenId],
  ["request_id", "text", ({ requestId }) => requestId],
  ["at", "bigint", ({ firstAt, endedAt, duration }) => Math.floor(firstAt ?? endedAt - duration)],
  ["duration", "double precision", ({ duration }) => duration],
  ["requests", "bigint", ({ requests = 1 }) => requests],
  ["operation", "text", ({ operation }) => operation],
  ["resource_type", "text", ({ resourceType }) => resourceType],
  ["resource_id", "text", ({ resourceId }) => resourceId],
  ["status", "bigint", ({ status }) => status],
  ["code", "text", ({ code }) => code],
  ["scim_type", "text", ({ scimType }) => scimType],
  ["attributes", "text", ({ attributes }) => joinNames(attributes)],
  ["changed", "text", ({ changed }) => joinNames(changed)],
  ["ignored", "text", ({ ignored }) => joinNames(ignored)],
  ["user_agent", "text", ({ userAgent }) => userAgent?.slice(0, MAX_TEXT_LENGTH)],
  ["reason", "text", ({ reason }) => storable(reason)],
  ["path", "text", ({ path }) => storable(path?.slice(0, MAX_TEXT_LENGTH))],
  ["query", "text", ({ query }) => storable(query)],
  ["address", "text", ({ address }) => address],
  ["credential", "text", ({ credential }) => storable(credential)],
  ["detail", "text", ({ detail }) => storable(detail)],
  ["request_body", "text", ({ requestBody }) => storable(requestBody)],
  ["response_body", "text", ({ responseBody }) => storable(responseBody)],
];

/** The maximum number of names in a list, and of characters in a name or header. */
const MAX_NAMES = 50;
const MAX_TEXT_LENGTH = 200;

/** Inserts entries with one statement, whose text does not depend on their number. */
export async function insertLogEntries(db: Db, entries: readonly LogEntry[]): Promise<void> {
  const names = COLUMNS.map(([name]) => name);
  // By position: SQLite would search each object for a name from its beginning.
  const values = COLUMNS.map(([, type], index) => `cast(e.value ->> ${index} as ${type})`);
  const { jsonParameterElements } = sqlDialects[dialectOf(db)];
  const rows = entries.map((entry) => COLUMNS.map(([, , value]) => value(entry)));
  await queryRows(
    db,
    `insert into provisioning_log (${names.join(", ")})
      select ${values.join(", ")} from ${jsonParameterElements("e")}`,
    [JSON.stringify(rows)],
  );
}

/** Joins names as a JSON array, because a client's names may contain any character. */
function joinNames(names: readonly string[]): string {
  if (names.length === 0) return "[]";
  const kept = names.slice(0, MAX_NAMES).map((name) => name.slice(0, MAX_TEXT_LENGTH));
  return storable(JSON.stringify(kept)) ?? "[]";
}

/** Removes what PostgreSQL cannot store: U+0000, and unpaired surrogates in JSON. */
function storable(text: string | undefined): string | undefined {
  return text?.replaceAll(/\p{Surrogate}|\0/gu, "\uFFFD");
}
