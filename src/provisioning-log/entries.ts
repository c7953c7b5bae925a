import type { Db } from "../db/connect.js";
import { sqlDialects } from "../db/dialect.js";
import { newIdAt } from "../db/new-id.js";
import { dialectOf, queryRows } from "../db/query.js";

/** What a client asked for. */
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

/** One of the things a client may ask for. */
export type Operation = (typeof OPERATIONS)[number];

/** One request of a connection and its answer; no attribute's value, unless bodies are switched on. */
export interface LogEntry {
  readonly tenantId: string;
  readonly connectionId: string;
  readonly tokenId: string;
  readonly requestId: string;
  /** When the answer was sent, in UTC milliseconds. */
  readonly endedAt: number;
  /** From the arrival of the request to the answer, in milliseconds. */
  readonly duration: number;
  readonly operation: Operation;
  readonly resourceType: string | undefined;
  readonly resourceId: string | undefined;
  readonly status: number;
  /** The error's code, `aborted` when the client did not wait; undefined for a success. */
  readonly code: string | undefined;
  readonly scimType: string | undefined;
  /** Attributes that the error is about. */
  readonly attributes: readonly string[];
  /** Attributes that got another value; `members +1 -0` for members. */
  readonly changed: readonly string[];
  /** Attributes that were dropped because no schema has them. */
  readonly ignored: readonly string[];
  readonly userAgent: string | undefined;
  /** Why it was refused; what the message quotes is hidden. */
  readonly reason?: string | undefined;
  /** Values of personal attributes are hidden, unless bodies are switched on. */
  readonly query?: string | undefined;
  /** Of a refused sign-in: method and path, from where it came, and the scheme and the beginning of the token. */
  readonly path?: string | undefined;
  readonly address?: string | undefined;
  readonly credential?: string | undefined;
  /** The error's text and the two bodies, only while bodies are switched on. */
  readonly detail?: string | undefined;
  readonly requestBody?: string | undefined;
  readonly responseBody?: string | undefined;
}

type ColumnType = "text" | "bigint" | "double precision";

/** Columns with the type each is cast to, out of the JSON in which a batch travels, and their values. */
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
  ["at", "bigint", ({ endedAt, duration }) => Math.floor(endedAt - duration)],
  ["duration", "double precision", ({ duration }) => duration],
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

/** Names of one list in one entry, and characters of one name or header. */
const MAX_NAMES = 50;
const MAX_TEXT_LENGTH = 200;

/** Writes entries as one statement, whose text is the same for any number of them. */
export async function insertLogEntries(db: Db, entries: readonly LogEntry[]): Promise<void> {
  const names = COLUMNS.map(([name]) => name);
  // By position: to look for names, SQLite would go through each object again and again.
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

/** As the text of a JSON array: a client's own names may hold any character. */
function joinNames(names: readonly string[]): string {
  if (names.length === 0) return "[]";
  const kept = names.slice(0, MAX_NAMES).map((name) => name.slice(0, MAX_TEXT_LENGTH));
  return storable(JSON.stringify(kept)) ?? "[]";
}

/** PostgreSQL cannot hold U+0000, nor JSON there half of a surrogate pair. */
function storable(text: string | undefined): string | undefined {
  return text?.replaceAll(/\p{Surrogate}|\0/gu, "\uFFFD");
}
