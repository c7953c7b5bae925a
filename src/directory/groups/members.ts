import type { SqlFragment } from "../../db/condition.js";
import type { Db, Dialect, Trx } from "../../db/connect.js";
import { LIMIT, sqlDialects } from "../../db/dialect.js";
import { dialectOf, placeholders, queryFirst, queryRows, sendQuery } from "../../db/query.js";
import { fold } from "../../schema/fold.js";
import { type Viewer, visibleToSql } from "../resources/resource-row.js";
import type { MemberInput } from "./membership-change.js";

/** A member as it is shown. RFC 7643 §4.2. */
export interface MemberRow {
  readonly value: string;
  /** Null for a member that is not a known user or group. */
  readonly type: "User" | "Group" | null;
  readonly display: string | null;
}

/** The number of members per statement where they are bound one by one. */
const MEMBERS_PER_STATEMENT = 1000;

/**
 * The client's own name for the member, which it wants to read back, otherwise the name of the user or group. The name
 * of an unresolved member is not shown, because the connection may not see it.
 */
export const SHOWN_NAME = `coalesce(m.display,
    case when m.member_type is not null then coalesce(u.display_name, g.display_name) end)`;

/** Joins the users and groups that are members. */
export const JOIN_NAMES = `left join users u on u.tenant_id = m.tenant_id and u.id = m.member_id
    left join groups g on g.tenant_id = m.tenant_id and g.id = m.member_id`;

/**
 * A scalar sub-select: the members of the group of the surrounding statement as a JSON array of
 * `{value, type, display}`, null when there are none or more than `maxMembers`.
 */
export function groupMembersSql(dialect: Dialect, maxMembers: number): string {
  if (maxMembers === 0) return "null";
  const { jsonArrayAggregate, jsonObject } = sqlDialects[dialect];
  const member = jsonObject([
    ["value", "m.member_id"],
    ["type", "m.member_type"],
    ["display", SHOWN_NAME],
  ]);
  return `case when groups.member_count between 1 and ${maxMembers} then (
      select ${jsonArrayAggregate(member, "m.member_id")} from group_members m ${JOIN_NAMES}
      where m.tenant_id = groups.tenant_id and m.group_id = groups.id
    ) end`;
}

/** Ids as a JSON array, and the last of them; null when there are none. */
type MemberIdPage = Readonly<Record<"ids" | "last", string | null>>;

/** Reads the ids of a group's members, page by page. */
export async function* memberIdPages(
  db: Db,
  tenantId: string,
  groupId: string,
  size: number,
): AsyncGenerator<readonly string[], undefined> {
  // A page is one row without an order, because reading many small rows, or sorting them again, takes longer.
  const sql = `select ${sqlDialects[dialectOf(db)].jsonArrayAggregate("m.member_id")} as ids, max(m.member_id) as last
    from (select member_id from group_members where tenant_id = ? and group_id = ? and member_id > ?
      order by member_id ${LIMIT}) m`;
  for (let after = ""; ; ) {
    const page = await queryFirst<MemberIdPage>(db, sql, [tenantId, groupId, after, size]);
    const ids = JSON.parse(page?.ids ?? "[]") as string[];
    if (ids.length > 0) yield ids;
    if (ids.length < size) return undefined;
    after = page?.last ?? after;
  }
}

/** Lists a page of the ids of users who are direct members of a group, after an id. */
export async function listUserMembers(
  db: Db,
  tenantId: string,
  groupId: string,
  after: string,
  limit: number,
): Promise<string[]> {
  const rows = await queryRows<{ member_id: string }>(
    db,
    `select m.member_id from group_members m
     where m.tenant_id = ? and m.group_id = ? and m.member_type = 'User' and m.member_id > ?
     order by m.member_id ${LIMIT}`,
    [tenantId, groupId, after, limit],
  );
  return idsOf(rows);
}

/** An added member, and the type of resource it is. */
export interface AddedMember {
  readonly member_id: string;
  readonly member_type: "User" | "Group" | null;
  /** Whether it was already a member without a type, because the connection that added it could not see it. */
  readonly wasUnseen?: true;
}

interface MemberId {
  readonly member_id: string;
}

function idsOf(rows: readonly MemberId[]): string[] {
  return rows.map(({ member_id: id }) => id);
}

function toRow({ value, display }: MemberInput): { value: string; display?: string; key?: string } {
  return display === undefined ? { value } : { value, display, key: fold(display) };
}

/**
 * Adds members, touching only the rows it names at any size of the group. The transaction has called
 * `lockNewMembers` at its beginning.
 * @returns the ones that were not members before, and those that count as members only now
 */
export async function addMembers(
  trx: Trx,
  viewer: Viewer,
  groupId: string,
  members: readonly MemberInput[],
): Promise<AddedMember[]> {
  const { tenantId } = viewer;
  const [user, group] = [visibleToSql(viewer, "u"), visibleToSql(viewer, "g")];
  const elements = sqlDialects[dialectOf(trx)].jsonParameterElements("e");
  const id = "(e.value ->> 'value')";
  const typeOf = (of: string): string =>
    `case when exists (select 1 from users u where ${user.sql} and u.id = ${of}) then 'User'
              when exists (select 1 from groups g where ${group.sql} and g.id = ${of}) then 'Group' end`;
  const added: AddedMember[] = [];
  for (let i = 0; i < members.length; i += MEMBERS_PER_STATEMENT) {
    const some = members.slice(i, i + MEMBERS_PER_STATEMENT);
    // One JSON parameter, so that the statement is the same for any number of members.
    const json = JSON.stringify(some.map(toRow));
    const rows = await queryRows<AddedMember>(
      trx,
      `insert into group_members (tenant_id, group_id, member_id, member_type, display, display_key)
       select ?, ?, ${id}, ${typeOf(id)}, e.value ->> 'display', e.value ->> 'key'
       from ${elements} where true
       on conflict (tenant_id, group_id, member_id) do nothing returning member_id, member_type`,
      [tenantId, groupId, ...user.bindings, ...group.bindings, json],
    );
    added.push(...rows);
    if (rows.length === some.length) continue;
    // The connection sees a member that another connection had added without seeing it.
    const seen = await queryRows<AddedMember>(
      trx,
      `update group_members set member_type = ${typeOf("group_members.member_id")}
       where tenant_id = ? and group_id = ? and member_type is null
         and member_id in (select ${id} from ${elements}) and ${typeOf("group_members.member_id")} is not null
       returning member_id, member_type`,
      [...user.bindings, ...group.bindings, tenantId, groupId, json, ...user.bindings, ...group.bindings],
    );
    added.push(...seen.map((one) => ({ ...one, wasUnseen: true as const })));
  }
  return added;
}

/**
 * Sets the type of a new resource in groups that named it before it was created, except those of connections that do
 * not see it.
 */
export async function resolveMember(
  trx: Trx,
  tenantId: string,
  memberId: string,
  type: "User" | "Group",
): Promise<void> {
  // The groups are listed because SQLite uses only the primary key to find rows to update.
  await queryRows(
    trx,
    `update group_members set member_type = ?
     where tenant_id = ? and member_id = ? and member_type is null
       and group_id in (select m.group_id from group_members m
         join groups g on g.tenant_id = m.tenant_id and g.id = m.group_id
         where m.tenant_id = ? and m.member_id = ? and not exists (
           select 1 from connections c where c.tenant_id = g.tenant_id and c.id = g.connection_id
             and c.visibility = 'own' and not exists (
               select 1 from ${type === "User" ? "users" : "groups"} r
               where r.tenant_id = g.tenant_id and r.id = ? and r.connection_id = g.connection_id)))`,
    [type, tenantId, memberId, tenantId, memberId, memberId],
  );
}

/** Removes members; ids of others are ignored. Returns the ids that were removed. */
export async function removeMembers(
  trx: Trx,
  tenantId: string,
  groupId: string,
  ids: readonly string[],
): Promise<string[]> {
  const removed: string[] = [];
  for (let i = 0; i < ids.length; i += MEMBERS_PER_STATEMENT) {
    const chunk = ids.slice(i, i + MEMBERS_PER_STATEMENT);
    const rows = await queryRows<MemberId>(
      trx,
      `delete from group_members where tenant_id = ? and group_id = ? and member_id in (${placeholders(chunk.length)})
       returning member_id`,
      [tenantId, groupId, ...chunk],
    );
    removed.push(...idsOf(rows));
  }
  return removed;
}

/** Removes all members except the given ones. Returns the ids that were removed. */
export async function retainMembers(
  trx: Trx,
  tenantId: string,
  groupId: string,
  ids: readonly string[],
): Promise<string[]> {
  const elements = sqlDialects[dialectOf(trx)].jsonParameterElements("e");
  const removed = await queryRows<MemberId>(
    trx,
    `delete from group_members where tenant_id = ? and group_id = ?
       and member_id not in (select e.value ->> 'value' from ${elements})
     returning member_id`,
    [tenantId, groupId, JSON.stringify(ids.map((value) => ({ value })))],
  );
  return idsOf(removed);
}

/**
 * Removes the members that a condition on `group_members` selects. Returns the ids that were removed.
 * @param condition - as compiled from a value path on `members`
 */
export async function removeMembersWhere(
  trx: Trx,
  tenantId: string,
  groupId: string,
  condition: SqlFragment,
): Promise<string[]> {
  const removed = await queryRows<MemberId>(
    trx,
    `delete from group_members where tenant_id = ? and group_id = ? and (${condition.sql})
     returning member_id`,
    [tenantId, groupId, ...condition.bindings],
  );
  return idsOf(removed);
}

/** Returns whether a group has a member that meets a condition. */
export async function hasMemberWhere(
  trx: Trx,
  tenantId: string,
  groupId: string,
  condition: SqlFragment,
): Promise<boolean> {
  const found = await queryRows(
    trx,
    `select 1 from group_members where tenant_id = ? and group_id = ? and (${condition.sql}) limit 1`,
    [tenantId, groupId, ...condition.bindings],
  );
  return found.length > 0;
}

/**
 * Removes a resource from all groups before it is deleted; each of these groups changes. RFC 7644 §3.6.
 * @returns the ids of these groups
 */
export async function leaveAllGroups(
  trx: Trx,
  tenantId: string,
  memberId: string,
  now: number,
): Promise<string[]> {
  const groups = await queryRows<{ id: string }>(
    trx,
    `update groups set version = version + 1, last_modified_at = ?, member_count = member_count - 1
     where tenant_id = ?
       and id in (select m.group_id from group_members m where m.tenant_id = ? and m.member_id = ?)
     returning id`,
    [now, tenantId, tenantId, memberId],
  );
  if (groups.length === 0) return [];
  // The groups are listed because SQLite uses only the primary key to find rows to delete.
  await sendQuery(
    trx,
    `delete from group_members where tenant_id = ? and member_id = ?
       and group_id in (select m.group_id from group_members m where m.tenant_id = ? and m.member_id = ?)`,
    [tenantId, memberId, tenantId, memberId],
  );
  return groups.map(({ id }) => id);
}
