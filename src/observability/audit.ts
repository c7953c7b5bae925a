import { randomBytes } from "node:crypto";
import type { Trx } from "../db/connect.js";
import { sqlDialects } from "../db/dialect.js";
import { newIdAt } from "../db/new-id.js";
import { dialectOf, placeholders, sendQuery } from "../db/query.js";
import { notesOf } from "../db/transaction-notes.js";
import type { AuditAction } from "./audit-actions.js";
import { type AuditRow, HASHED_COLUMNS, hashOfRow, hashOfValues } from "./audit-rows.js";

/** The party that made a change. */
export interface Actor {
  /** A provisioning connection, an administrator's token, a person's account, the command line, or the server itself. */
  readonly kind: "connection" | "token" | "account" | "cli" | "system" | "public";
  /** The id of the connection, token or user; for `system` the part of the server. */
  readonly id: string;
}

/** The interface through which a change came, or its cause. */
export type Trigger = "scim" | "admin" | "console" | "cli" | "public" | "expiry" | "sync" | "import";

/** The origin of a change; the same for everything that one request does. */
export interface Origin {
  readonly tenantId: string;
  readonly actor: Actor;
  readonly trigger: Trigger;
  /** Undefined when no request caused it. */
  readonly requestId: string | undefined;
}

/** The ids that a change added and removed. */
export interface IdChange {
  readonly added: readonly string[];
  readonly removed: readonly string[];
}

/** The change of one attribute: its values, or the ids that were added and removed. */
export type Change = { readonly before?: unknown; readonly after?: unknown } | IdChange;

/** Changes by attribute name; an added attribute has no `before`, a removed one no `after`. */
export type Changes = Readonly<Record<string, Change>>;

/** An accepted change. */
export interface AuditEvent {
  readonly action: AuditAction;
  readonly resourceType: string;
  readonly resourceId: string;
  /** Values of the resource, which may be personal: stored separately so that they can be erased. Never a secret. */
  readonly changes?: Changes;
  /** Facts that are never personal: counts, ids, names of SKUs and instances, warnings. */
  readonly facts?: Readonly<Record<string, unknown>>;
}

const COLUMNS = [...HASHED_COLUMNS, "hash", "salt", "personal"];

const INSERT = `insert into audit_entries (${COLUMNS.join(", ")}) values (${placeholders(COLUMNS.length)})`;

/** An entry to write. */
interface NewEntry {
  readonly id: string;
  /** In the order of the columns. */
  readonly values: readonly (string | number | null)[];
}

function toEntry(origin: Origin, at: number, event: AuditEvent): NewEntry {
  const { changes = {}, facts } = event;
  const names = Object.keys(changes);
  const salt = names.length === 0 ? null : randomBytes(16).toString("base64url");
  const personal = salt === null ? null : JSON.stringify(changes);
  const row: AuditRow = {
    tenant_id: origin.tenantId,
    id: newIdAt(at),
    at,
    action: event.action,
    resource_type: event.resourceType,
    resource_id: event.resourceId,
    actor_kind: origin.actor.kind,
    actor_id: origin.actor.id,
    trigger_kind: origin.trigger,
    request_id: origin.requestId ?? null,
    changed: salt === null ? null : JSON.stringify(names),
    facts: facts === undefined ? null : JSON.stringify(facts),
    values_hash: salt === null || personal === null ? null : hashOfValues(salt, personal),
  };
  const hashed = HASHED_COLUMNS.map((column) => row[column]);
  return { id: row.id, values: [...hashed, hashOfRow(row), salt, personal] };
}

/**
 * Writes the entry of an accepted change, in the transaction of the change. Values may be erased later: the entry's
 * hash covers only their salted hash. The sealer adds its position in the chain. docs/decisions/0015-audit.md
 * @param at - UTC milliseconds
 * @returns the id of the entry
 */
export async function recordAudit(trx: Trx, origin: Origin, at: number, event: AuditEvent): Promise<string> {
  const { id, values } = toEntry(origin, at, event);
  await sendQuery(trx, INSERT, values);
  noteCause(trx, id);
  return id;
}

function noteCause(trx: Trx, id: string): void {
  const notes = notesOf(trx);
  if (notes !== undefined) notes.cause ??= id;
}

/** The number of entries that one statement writes. */
const BATCH = 500;

/**
 * Writes the entries of many changes of one origin, like `recordAudit`.
 * @returns the ids of the entries, in the order of the events
 */
export async function recordAudits(
  trx: Trx,
  origin: Origin,
  at: number,
  events: readonly AuditEvent[],
): Promise<string[]> {
  const elements = sqlDialects[dialectOf(trx)].jsonParameterElements("e");
  const select = COLUMNS.map((name) =>
    name === "at" ? "cast(e.value ->> 'at' as bigint)" : `e.value ->> '${name}'`,
  );
  const ids: string[] = [];
  for (let i = 0; i < events.length; i += BATCH) {
    const rows = events.slice(i, i + BATCH).map((event) => {
      const { id, values } = toEntry(origin, at, event);
      ids.push(id);
      return Object.fromEntries(COLUMNS.map((name, index) => [name, values[index]]));
    });
    await sendQuery(
      trx,
      `insert into audit_entries (${COLUMNS.join(", ")}) select ${select.join(", ")} from ${elements}`,
      [JSON.stringify(rows)],
    );
  }
  return ids;
}
