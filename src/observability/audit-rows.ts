import { createHash } from "node:crypto";

/** An entry of the audit trail as its columns hold it. */
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
  /** JSON array of the names in `personal`. */
  changed: string | null;
  /** JSON object. */
  facts: string | null;
  /** Hash of salt and values; stays when they are erased. */
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

/** SHA-256 in hex. */
function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

/** The hash of an entry: over all that never changes. */
export function hashOfRow(row: AuditRow): string {
  return sha256(JSON.stringify(HASHED_COLUMNS.map((column) => row[column])));
}

/** The hash that stands in an entry for its values; without the salt nobody can find out what they were. */
export function hashOfValues(salt: string, values: string): string {
  return sha256(salt + values);
}

/** The link of an entry: of the link before it, which is empty for the first one, and of its own hash. */
export function nextLink(previous: string, hash: string): string {
  return sha256(previous + hash);
}
