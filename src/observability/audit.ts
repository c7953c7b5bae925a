import { createHash, randomBytes } from "node:crypto";
import type { Trx } from "../db/connect.js";
import { newId } from "../db/new-id.js";
import { queryRows } from "../db/query.js";

/** Who changed something. */
export interface Actor {
  /** A provisioning connection, an administrator's token, a person's account, the command line, or the server itself. */
  readonly kind: "connection" | "token" | "account" | "cli" | "system" | "public";
  /** Id of the connection, token or user; what part of the server for `system`. */
  readonly id: string;
}

/** By which door a change came, or what made it happen. */
export type Trigger = "scim" | "admin" | "console" | "cli" | "public" | "expiry" | "sync" | "import";

/** Where a change came from; the same for all that one request does. */
export interface Origin {
  readonly tenantId: string;
  readonly actor: Actor;
  readonly trigger: Trigger;
  /** Undefined when no request caused it. */
  readonly requestId: string | undefined;
}

/** Values before and after a change by attribute name; an attribute that came has no before, one that went no after. */
export type Changes = Readonly<Record<string, { readonly before?: unknown; readonly after?: unknown }>>;

/** One accepted change. */
export interface AuditEvent {
  /** `user.created`, `license.assigned`: resource.pastTense. */
  readonly action: string;
  readonly resourceType: string;
  readonly resourceId: string;
  /** Values of the resource, which may be personal: kept apart so that they can be erased. Never a secret. */
  readonly changes?: Changes;
  /** What is never personal: counts, ids, names of SKUs and instances, warnings. */
  readonly facts?: Readonly<Record<string, unknown>>;
}

/** SHA-256 in hex, as every part of the chain is hashed. */
export function auditHash(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

/**
 * Writes the row of an accepted change, in the transaction of the change. Values may be erased later: the row's hash
 * covers only their salted hash.
 * @param at - UTC milliseconds
 */
export async function recordAudit(trx: Trx, origin: Origin, at: number, event: AuditEvent): Promise<void> {
  const { action, resourceType, resourceId, changes = {}, facts } = event;
  const names = Object.keys(changes);
  const salt = names.length === 0 ? null : randomBytes(16).toString("base64url");
  const personal = salt === null ? null : JSON.stringify(changes);
  const content = JSON.stringify({
    actor: origin.actor,
    trigger: origin.trigger,
    ...(origin.requestId !== undefined && { requestId: origin.requestId }),
    ...(names.length > 0 && { changed: names, values: auditHash(`${salt}${personal}`) }),
    ...(facts && { facts }),
  });
  const id = newId();
  const hash = auditHash(
    JSON.stringify([origin.tenantId, id, at, action, resourceType, resourceId, content]),
  );
  await queryRows(
    trx,
    `insert into audit_entries
       (tenant_id, id, at, action, resource_type, resource_id, content, hash, salt, personal)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    [origin.tenantId, id, at, action, resourceType, resourceId, content, hash, salt, personal],
  );
}
