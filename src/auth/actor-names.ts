import type { Db } from "../db/connect.js";
import { queryFirst } from "../db/query.js";
import { findKnownUsers } from "../directory/users/stored-users.js";

/** The names of whoever made a change; names that are no longer known are left out. */
export interface ActorName {
  /** The name of the connection or token, the person's `displayName`, `command line`, or the part of the server. */
  readonly name?: string;
  /** The person's userName. */
  readonly userName?: string;
}

/**
 * Finds the names of an actor of the audit trail, also those of a deleted person whose tombstone still exists. Runs at
 * most one statement.
 * @param actor - as the audit trail has it
 */
export async function findActorName(
  db: Db,
  tenantId: string,
  { kind, id }: { readonly kind: string; readonly id: string },
): Promise<ActorName> {
  if (kind === "cli") return { name: "command line" };
  if (kind === "system") return { name: `server (${id})` };
  if (kind === "connection") return nameIn(db, tenantId, "connections", id);
  if (kind === "token") return nameIn(db, tenantId, "tokens", id);
  if (kind !== "account") return {};
  const [user] = await findKnownUsers(db, tenantId, [id]);
  if (user === undefined) return {};
  const { displayName, userName } = user.resource;
  const names = [displayName, userName].filter((name) => typeof name === "string");
  return {
    ...(names[0] !== undefined && { name: names[0] }),
    ...(typeof userName === "string" && { userName }),
  };
}

async function nameIn(
  db: Db,
  tenantId: string,
  table: "connections" | "tokens",
  id: string,
): Promise<ActorName> {
  const row = await queryFirst<{ name: string }>(
    db,
    `select name from ${table} where tenant_id = ? and id = ?`,
    [tenantId, id],
  );
  return row === undefined ? {} : { name: row.name };
}
