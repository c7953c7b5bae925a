import type { Db } from "../db/connect.js";
import { queryFirst } from "../db/query.js";
import { findKnownUsers } from "../directory/users/stored-users.js";

/** What somebody who changed something is called; what is not known any longer is left out. */
export interface ActorName {
  /** Of the connection or token, `displayName` of the person, `command line`, or the part of the server. */
  readonly name?: string;
  /** Of a person. */
  readonly userName?: string;
}

/**
 * What an actor of the audit trail is called, a deleted person too as long as it is remembered; one statement at the most.
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
