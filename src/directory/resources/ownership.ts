import type { Db, Trx } from "../../db/connect.js";
import { indexKey } from "../../db/index-key.js";
import { queryFirst, queryRows } from "../../db/query.js";
import { fold } from "../../schema/fold.js";

/** Finds a user or group by id, userName or displayName, and the id of its connection. */
export async function findOwned(
  db: Db,
  tenantId: string,
  type: "User" | "Group",
  name: string,
): Promise<{ id: string; connection_id: string | null } | undefined> {
  const [table, column] = type === "User" ? ["users", "user_name_key"] : ["groups", "display_name_key"];
  return queryFirst(
    db,
    `select id, connection_id from ${table} where tenant_id = ? and (id = ? or ${column} = ?) order by id limit 1`,
    [tenantId, name, indexKey(fold(name))],
  );
}

/**
 * Hands a user or group over to a connection, as if that connection had created it, and sets its type in groups of the
 * connection that already name it as a member.
 * @param name - its id, or its userName or displayName
 * @returns its id, its previous connection and the ids of those groups; undefined if the tenant has no such resource
 */
export async function adoptResource(
  trx: Trx,
  tenantId: string,
  type: "User" | "Group",
  name: string,
  connectionId: string,
): Promise<{ id: string; previous: string | undefined; groupIds: readonly string[] } | undefined> {
  const table = type === "User" ? "users" : "groups";
  const found = await findOwned(trx, tenantId, type, name);
  if (!found) return undefined;
  await queryRows(trx, `update ${table} set connection_id = ? where tenant_id = ? and id = ?`, [
    connectionId,
    tenantId,
    found.id,
  ]);
  const joined = await queryRows<{ group_id: string }>(
    trx,
    `update group_members set member_type = ? where tenant_id = ? and member_id = ? and member_type is null
       and group_id in (
         select m.group_id from group_members m
         join groups g on g.tenant_id = m.tenant_id and g.id = m.group_id
         where m.tenant_id = ? and m.member_id = ? and g.connection_id = ?)
     returning group_id`,
    [type, tenantId, found.id, tenantId, found.id, connectionId],
  );
  const groupIds = joined.map(({ group_id: id }) => id);
  return { id: found.id, previous: found.connection_id ?? undefined, groupIds };
}
