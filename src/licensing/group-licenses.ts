import type { Db } from "../db/connect.js";
import { LIMIT } from "../db/dialect.js";
import { queryRows } from "../db/query.js";
import { notesOf } from "../db/transaction-notes.js";
import { listUserMembers } from "../directory/groups/members.js";
import { exceptApplications } from "../directory/users/applications.js";
import { expireHoldsOf, ofTenant } from "./due.js";
import { listGroupGrants } from "./grants.js";
import { queryForUsers, type SeatWork, USERS_PER_STATEMENT } from "./seat-work.js";
import { giveSeats, takeBackSeats } from "./seats.js";

/** A SKU that each direct member of a group gets, and how many members are done. */
interface GroupLicenseRow {
  readonly sku_id: string;
  readonly state: "adding" | "done" | "removing";
  /** The id of the last member that is done. */
  readonly position: string;
}

/** Lists the SKUs that the members of a group get. */
export async function listGroupSkus({ trx, origin }: SeatWork, groupId: string): Promise<string[]> {
  const rows = await queryRows<{ sku_id: string }>(
    trx,
    "select sku_id from group_licenses where tenant_id = ? and group_id = ? and state <> 'removing' order by sku_id",
    [origin.tenantId, groupId],
  );
  return rows.map(({ sku_id: id }) => id);
}

/** A SKU that the members of a group get. */
export interface GroupSku {
  readonly id: string;
  readonly partNumber: string;
  readonly displayName: string;
}

/** Lists the SKUs that the members of a group get, with their names. */
export async function listSkusOfGroup(db: Db, tenantId: string, groupId: string): Promise<GroupSku[]> {
  const rows = await queryRows<{ id: string; part_number: string; display_name: string }>(
    db,
    `select s.id, s.part_number, s.display_name from group_licenses l
     join skus s on s.tenant_id = l.tenant_id and s.id = l.sku_id
     where l.tenant_id = ? and l.group_id = ? and l.state <> 'removing' order by s.part_number`,
    [tenantId, groupId],
  );
  return rows.map(({ id, part_number, display_name }) => ({
    id,
    partNumber: part_number,
    displayName: display_name,
  }));
}

/** Lists the ids of the groups whose members get a SKU. */
export async function listSkuGroups(db: Db, tenantId: string, skuId: string): Promise<string[]> {
  const rows = await queryRows<{ group_id: string }>(
    db,
    "select group_id from group_licenses where tenant_id = ? and sku_id = ? and state <> 'removing' order by group_id",
    [tenantId, skuId],
  );
  return rows.map(({ group_id: id }) => id);
}

/** Starts to give a SKU to the members of a group, or to take it from them. `continueGroupLicenses` does the work. */
export async function setGroupSku(
  { trx, origin, now }: SeatWork,
  groupId: string,
  skuId: string,
  state: "adding" | "removing",
): Promise<void> {
  await queryRows(
    trx,
    `insert into group_licenses (tenant_id, group_id, sku_id, state, position, since) values (?, ?, ?, ?, '', ?)
     on conflict (tenant_id, group_id, sku_id) do update set state = excluded.state, position = '', since = excluded.since`,
    [origin.tenantId, groupId, skuId, state, now],
  );
}

/** Starts to take the SKUs of a group from its members, because the group is deleted. */
export async function endGroupLicenses({ trx, origin }: SeatWork, groupId: string): Promise<void> {
  await queryRows(
    trx,
    "update group_licenses set state = 'removing', position = '' where tenant_id = ? and group_id = ?",
    [origin.tenantId, groupId],
  );
}

/**
 * Gives SKUs to the members of a group, or takes them, batch by batch, so that a large group causes no long
 * transaction.
 * @param batches - the greatest number of batches
 * @returns true if all members are done
 */
export async function continueGroupLicenses(
  work: SeatWork,
  groupId: string,
  batches: number,
): Promise<boolean> {
  const rows = await queryRows<GroupLicenseRow>(
    work.trx,
    "select sku_id, state, position from group_licenses where tenant_id = ? and group_id = ? and state <> 'done'",
    [work.origin.tenantId, groupId],
  );
  let left = batches;
  for (const row of rows) {
    let { position } = row;
    for (;;) {
      if (left === 0) {
        notesOf(work.trx)?.groups.add(groupId);
        return false;
      }
      left -= 1;
      const next = await (row.state === "adding" ? addBatch : removeBatch)(
        work,
        groupId,
        row.sku_id,
        position,
      );
      if (next === undefined) break;
      position = next;
    }
  }
  return true;
}

async function addBatch(
  work: SeatWork,
  groupId: string,
  skuId: string,
  position: string,
): Promise<string | undefined> {
  const { trx, origin } = work;
  const users = await listUserMembers(trx, origin.tenantId, groupId, position, USERS_PER_STATEMENT);
  await expireHoldsOf(work, skuId);
  const people = await exceptApplications(trx, origin.tenantId, users);
  await giveSeats(work, skuId, people, { source: "group", sourceId: groupId }, "wait");
  const last = users.length < USERS_PER_STATEMENT ? undefined : users.at(-1);
  await queryRows(
    trx,
    `update group_licenses set state = ?, position = ? where tenant_id = ? and group_id = ? and sku_id = ?`,
    [last === undefined ? "done" : "adding", last ?? "", origin.tenantId, groupId, skuId],
  );
  return last;
}

async function removeBatch(work: SeatWork, groupId: string, skuId: string): Promise<string | undefined> {
  const { trx, origin } = work;
  const users = await listGroupGrants(work, groupId, skuId, USERS_PER_STATEMENT);
  await takeBackSeats(
    work,
    { userIds: users, skuId, sources: ["group"], sourceId: groupId },
    `group:${groupId}`,
  );
  if (users.length === USERS_PER_STATEMENT) return "";
  await queryRows(
    trx,
    "delete from group_licenses where tenant_id = ? and group_id = ? and sku_id = ? and state = 'removing'",
    [origin.tenantId, groupId, skuId],
  );
  return undefined;
}

/** Gives the SKUs of a group to new members, and takes them from members who left. */
export async function moveGroupMembers(
  work: SeatWork,
  groupId: string,
  moved: { readonly added: readonly string[]; readonly removed: readonly string[] },
): Promise<void> {
  const skuIds = await listGroupSkus(work, groupId);
  if (skuIds.length === 0) return;
  const source = { source: "group", sourceId: groupId } as const;
  // A member who was both added and removed in one request is treated by the final state.
  const members = await stillMembers(work, groupId, [...moved.added, ...moved.removed]);
  const gone = [...new Set(moved.removed)].filter((id) => !members.has(id));
  await takeBackSeats(work, { userIds: gone, sources: ["group"], sourceId: groupId }, `group:${groupId}`);
  const present = [...new Set(moved.added)].filter((id) => members.has(id));
  // An application user needs no license. R135
  const came = await exceptApplications(work.trx, work.origin.tenantId, present);
  if (came.length === 0) return;
  for (const skuId of skuIds) {
    await expireHoldsOf(work, skuId);
    await giveSeats(work, skuId, came, source, "wait");
  }
}

async function stillMembers(
  { trx, origin }: SeatWork,
  groupId: string,
  userIds: readonly string[],
): Promise<ReadonlySet<string>> {
  const found = new Set<string>();
  for (let i = 0; i < userIds.length; i += USERS_PER_STATEMENT) {
    const rows = await queryForUsers<{ member_id: string }>(
      trx,
      (ids) => `select member_id from group_members
        where tenant_id = ? and group_id = ? and member_type = 'User' and member_id in (${ids})`,
      [origin.tenantId, groupId],
      userIds.slice(i, i + USERS_PER_STATEMENT),
    );
    for (const { member_id: id } of rows) found.add(id);
  }
  return found;
}

/** Gives the SKUs of its groups to a user who was a member before the user was created. */
export async function licenseNewMember(work: SeatWork, userId: string): Promise<void> {
  const rows = await queryRows<{ group_id: string }>(
    work.trx,
    `select distinct m.group_id from group_members m
     join group_licenses l on l.tenant_id = m.tenant_id and l.group_id = m.group_id and l.state <> 'removing'
     where m.tenant_id = ? and m.member_id = ? and m.member_type = 'User'`,
    [work.origin.tenantId, userId],
  );
  for (const { group_id: groupId } of rows) {
    await moveGroupMembers(work, groupId, { added: [userId], removed: [] });
  }
}

/** Returns true if a group has members whose licenses are still to be given or taken. */
export async function hasUnfinishedGroups(db: Db, tenantId: string): Promise<boolean> {
  const sql = "select 1 from group_licenses where tenant_id = ? and state <> 'done' limit 1";
  return (await queryRows(db, sql, [tenantId])).length > 0;
}

/** Lists the groups of all tenants with members that are not done. */
export async function listUnfinishedGroups(
  db: Db,
  limit: number,
  tenantId?: string,
): Promise<{ readonly tenantId: string; readonly groupId: string }[]> {
  const { sql, bindings } = ofTenant(tenantId);
  const rows = await queryRows<{ tenant_id: string; group_id: string }>(
    db,
    `select distinct tenant_id, group_id from group_licenses where state <> 'done'${sql} ${LIMIT}`,
    [...bindings, limit],
  );
  return rows.map((row) => ({ tenantId: row.tenant_id, groupId: row.group_id }));
}
