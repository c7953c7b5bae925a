import { v7 as uuid } from "uuid";
import type { Db } from "../db/connect.js";
import { sqlDialects } from "../db/dialect.js";
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
  readonly resourceType: "User" | "Group" | undefined;
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
  /** The error's text and the two bodies, only while bodies are switched on. */
  readonly detail?: string | undefined;
  readonly requestBody?: string | undefined;
  readonly responseBody?: string | undefined;
}

/** Columns with the type each is cast to, out of the JSON in which a batch travels. */
const COLUMNS: readonly (readonly [name: string, type: "text" | "bigint" | "double precision"])[] = [
  ["tenant_id", "text"],
  ["id", "text"],
  ["connection_id", "text"],
  ["token_id", "text"],
  ["request_id", "text"],
  ["at", "bigint"],
  ["duration", "double precision"],
  ["operation", "text"],
  ["resource_type", "text"],
  ["resource_id", "text"],
  ["status", "bigint"],
  ["code", "text"],
  ["scim_type", "text"],
  ["attributes", "text"],
  ["changed", "text"],
  ["ignored", "text"],
  ["user_agent", "text"],
  ["detail", "text"],
  ["request_body", "text"],
  ["response_body", "text"],
];

/** Names of one list in one entry, and characters of one name or header. */
const MAX_NAMES = 50;
const MAX_TEXT_LENGTH = 200;

/** Writes entries as one statement, whose text is the same for any number of them. */
export async function insertLogEntries(db: Db, entries: readonly LogEntry[]): Promise<void> {
  const values = COLUMNS.map(([name, type]) => `cast(e.value ->> ${member(name)} as ${type})`);
  const names = COLUMNS.map(([name]) => name);
  const { jsonParameterElements } = sqlDialects[dialectOf(db)];
  await queryRows(
    db,
    `insert into provisioning_log (${names.join(", ")})
      select ${values.join(", ")} from ${jsonParameterElements("e")}`,
    [JSON.stringify(entries.map(toRow))],
  );
}

/** Names of our own columns only. */
function member(name: string): string {
  return `'${name}'`;
}

/** Entries of one process that end in the same millisecond keep their order by it. */
let sequence = 0;

function toRow(entry: LogEntry): Record<string, unknown> {
  sequence = (sequence + 1) % 2 ** 31;
  const { tenantId, connectionId, tokenId, requestId, endedAt, duration } = entry;
  return {
    tenant_id: tenantId,
    id: uuid({ msecs: endedAt, seq: sequence }),
    connection_id: connectionId,
    token_id: tokenId,
    request_id: requestId,
    at: Math.floor(endedAt - duration),
    duration,
    operation: entry.operation,
    resource_type: entry.resourceType,
    resource_id: entry.resourceId,
    status: entry.status,
    code: entry.code,
    scim_type: entry.scimType,
    attributes: joinNames(entry.attributes),
    changed: joinNames(entry.changed),
    ignored: joinNames(entry.ignored),
    user_agent: entry.userAgent?.slice(0, MAX_TEXT_LENGTH),
    detail: storable(entry.detail),
    request_body: storable(entry.requestBody),
    response_body: storable(entry.responseBody),
  };
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
