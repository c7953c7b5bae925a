import type { Db } from "../../db/connect.js";
import { candidateIdsSql, queryRows } from "../../db/query.js";

/** Finds the names of groups by id, whoever may see them; deleted groups are left out. One statement. */
export async function findGroupNames(
  db: Db,
  tenantId: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await queryRows<{ id: string; display_name: string }>(
    db,
    `select groups.id, groups.display_name from groups
     where groups.tenant_id = ? and groups.id ${candidateIdsSql(db, "e")}`,
    [tenantId, JSON.stringify([...new Set(ids)].map((id) => ({ id })))],
  );
  return new Map(rows.map(({ id, display_name: name }) => [id, name]));
}

/** Finds the names of those groups of which a user is not a direct member. One statement. */
export async function findGroupsLeft(
  db: Db,
  tenantId: string,
  ids: readonly string[],
  userId: string,
): Promise<string[]> {
  if (ids.length === 0) return [];
  const rows = await queryRows<{ display_name: string }>(
    db,
    `select groups.display_name from groups
     where groups.tenant_id = ? and groups.id ${candidateIdsSql(db, "e")}
       and not exists (select 1 from group_members m
         where m.tenant_id = groups.tenant_id and m.group_id = groups.id and m.member_id = ?)
     order by groups.display_name, groups.id`,
    [tenantId, JSON.stringify(ids.map((id) => ({ id }))), userId],
  );
  return rows.map(({ display_name: name }) => name);
}

/** A group of which no user is a direct member. */
export interface GroupWithoutPeople {
  readonly id: string;
  readonly name: string;
  /** When it last changed, in UTC milliseconds. */
  readonly modifiedAt: number;
}

/** Finds those groups of which no user is a direct member. One statement. */
export async function listGroupsWithoutPeople(
  db: Db,
  tenantId: string,
  ids: readonly string[],
): Promise<GroupWithoutPeople[]> {
  if (ids.length === 0) return [];
  const rows = await queryRows<{ id: string; display_name: string; last_modified_at: number }>(
    db,
    `select groups.id, groups.display_name, groups.last_modified_at from groups
     where groups.tenant_id = ? and groups.id ${candidateIdsSql(db, "e")} and not exists (
       select 1 from group_members m where m.tenant_id = groups.tenant_id and m.group_id = groups.id
         and m.member_type = 'User')`,
    [tenantId, JSON.stringify([...new Set(ids)].map((id) => ({ id })))],
  );
  return rows.map(({ id, display_name: name, last_modified_at: modifiedAt }) => ({ id, name, modifiedAt }));
}
