import { createHash } from "node:crypto";

/** The columns of an audit entry. */
export interface AuditRow {
  tenant_id: string;
  id: string;
  /** UTC milliseconds. */
  at: number;
  action: string;
  resource_type: string;
  resource_id: string;
  actor_kind: string;
  actor_id: string;
  trigger_kind: string;
  request_id: string | null;
  /** A JSON array of the names in `personal`. */
  changed: string | null;
  /** A JSON object. */
  facts: string | null;
  /** The hash of salt and values; it stays when they are erased. */
  values_hash: string | null;
}

/** The columns that the hash of an entry covers, in this order. */
export const HASHED_COLUMNS = [
  "tenant_id",
  "id",
  "at",
  "action",
  "resource_type",
  "resource_id",
  "actor_kind",
  "actor_id",
  "trigger_kind",
  "request_id",
  "changed",
  "facts",
  "values_hash",
] as const satisfies readonly (keyof AuditRow)[];

/** Returns SHA-256 in hex. */
function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

/** Returns the hash of an entry, over everything that never changes. */
export function hashOfRow(row: AuditRow): string {
  return sha256(JSON.stringify(HASHED_COLUMNS.map((column) => row[column])));
}

/** Returns the hash that represents an entry's values; without the salt they cannot be guessed from it. */
export function hashOfValues(salt: string, values: string): string {
  return sha256(salt + values);
}

/**
 * Returns the link of an entry: a hash of the previous link, which is empty for the first entry, and the entry's own
 * hash.
 */
export function nextLink(previous: string, hash: string): string {
  return sha256(previous + hash);
}
