import { randomBytes } from "node:crypto";
import type { Database } from "../src/db/connect.js";
import { migrate } from "../src/db/migrate.js";
import { queryFirst, queryRows } from "../src/db/query.js";
import { inTransaction } from "../src/db/transaction.js";
import { addToCount } from "../src/directory/resources/counts.js";
import { updateConnection } from "../src/tenants/connections.js";
import { getTenant } from "../src/tenants/tenants.js";
import { bootstrap, DEFAULT_NAME } from "../src/use-cases/tenants/bootstrap.js";
import { cloneResources, idSql, type Original, sequence } from "./clone.js";
import { sendOne, wireText } from "./load.js";
import {
  BENCH_TOKEN,
  FILLING_MEMBERS,
  groupBody,
  groupId,
  mark,
  TRANSIENT_USERS,
  userBody,
  userId,
} from "./names.js";
import type { Options } from "./options.js";

/** The directory that a run works on. */
export interface Directory {
  readonly db: Database;
  readonly tenantId: string;
  /** Users are numbered from 1 to this. */
  readonly users: number;
  readonly groupSizes: Options["groupSizes"];
}

/** Groups of each size; requests at the same time go to different ones. */
export const GROUPS_PER_SIZE = 16;

/** Users of a department; each user is in one. */
const DEPARTMENT_SIZE = 50;

/** Offices; each user is in one. */
const OFFICES = 20;

/** Number of a group to which members are added: `size` counts the sizes from 0. */
export function groupNumber(size: number, index: number): number {
  return 1 + size * GROUPS_PER_SIZE + (index % GROUPS_PER_SIZE);
}

/** Number of the first office; departments follow behind the offices. */
const FIRST_OFFICE = 1_000;

/**
 * Makes the tables, the tenant, the connection and the token of a new database.
 * @param equip - what the first start makes besides
 */
export async function prepareDatabase(
  db: Database,
  equip?: Parameters<typeof bootstrap>[1]["equip"],
): Promise<void> {
  await migrate(db.write);
  const adminToken = randomBytes(32).toString("hex");
  await bootstrap(db, { token: BENCH_TOKEN, adminToken, ...(equip && { equip }), now: Date.now() });
  await liftLimits(db);
}

/** Frees the first connection of its limit, and its answers of all members of a group. */
export async function liftLimits(db: Database): Promise<void> {
  const tenant = await getTenant(db.read, DEFAULT_NAME);
  // What is measured is the server, not its limit, as after the first day of a connection; and one more member, not all
  // members in the answer.
  const settings = { limits: { rate: 0 }, watchedUntil: 0, options: { answerPatchedGroup: false } };
  await inTransaction(db, (trx) => updateConnection(trx, tenant.id, DEFAULT_NAME, settings));
}

async function post(port: number, path: string, name: string, body: object): Promise<Original> {
  const reply = await sendOne(port, wireText("POST", path, BENCH_TOKEN, JSON.stringify(body)));
  if (reply.status !== 201) throw new Error(`POST ${path}: ${reply.status} ${reply.body.toString()}`);
  return { id: (JSON.parse(reply.body.toString()) as { id: string }).id, mark: name };
}

/** Adds the members of a group in the database: user ids from number `first` on. */
async function fillGroup(directory: Directory, group: number, first: number, size: number): Promise<void> {
  const { db, tenantId } = directory;
  await db.write.raw(
    `${sequence(first, first + size - 1)} insert into group_members (tenant_id, group_id, member_id, member_type)
     select ?, ?, ${idSql(db, "u", "n")}, 'User' from seq`,
    [tenantId, groupId(group)],
  );
}

/** Puts each user into one department and one office, so that `groups` has something to show. */
async function fillDepartments({ db, tenantId, users }: Directory): Promise<void> {
  const departments = departmentsOf(users);
  for (const group of [
    `${FIRST_OFFICE} + n % ${OFFICES}`,
    `${FIRST_OFFICE + OFFICES} + n % ${departments}`,
  ]) {
    await db.write.raw(
      `${sequence(1, users)} insert into group_members (tenant_id, group_id, member_id, member_type)
       select ?, ${idSql(db, "g", group)}, ${idSql(db, "u", "n")}, 'User' from seq`,
      [tenantId],
    );
  }
}

function departmentsOf(users: number): number {
  return Math.ceil(users / DEPARTMENT_SIZE);
}

/** Makes the maintained numbers right after rows came or went behind the server's back. */
async function settleCounts({ db, tenantId }: Directory): Promise<void> {
  await inTransaction(db, async (trx) => {
    await queryRows(trx, "delete from resource_counts where tenant_id = ?", [tenantId]);
    for (const [table, type] of [
      ["users", "User"],
      ["groups", "Group"],
    ] as const) {
      const row = await queryFirst<{ total: number }>(trx, `select count(*) as total from ${table}`);
      await addToCount(trx, tenantId, type, row?.total ?? 0);
    }
  });
}

/** Makes the member counts of the groups of each size right; those of departments and offices are read by nobody. */
export async function settleMemberCounts({ db, tenantId, groupSizes }: Directory): Promise<void> {
  for (const [index, size] of groupSizes.entries()) {
    await db.write.raw("update groups set member_count = ? where tenant_id = ? and id between ? and ?", [
      size,
      tenantId,
      groupId(groupNumber(index, 0)),
      groupId(groupNumber(index, GROUPS_PER_SIZE - 1)),
    ]);
  }
}

/** Removes all users that are not part of the directory. */
export async function removeTransientUsers(directory: Directory): Promise<void> {
  const from = userId(TRANSIENT_USERS);
  for (const [table, key] of [
    ["attribute_values", "resource_id"],
    ["external_ids", "resource_id"],
    ["users", "id"],
  ]) {
    await directory.db.write.raw(`delete from ${table} where tenant_id = ? and ${key} >= ?`, [
      directory.tenantId,
      from,
    ]);
  }
  await directory.db.write.raw("delete from tombstones where tenant_id = ?", [directory.tenantId]);
  await settleCounts(directory);
}

/** Makes users that one measurement may use up. */
export async function addTransientUsers(directory: Directory, count: number): Promise<void> {
  const original = { id: userId(1), mark: mark("u", 1) };
  await cloneResources(directory.db, "u", original, TRANSIENT_USERS, count);
  await settleCounts(directory);
}

/** Fills the database through one user and one group that the server on this port creates. */
export async function seed(
  db: Database,
  port: number,
  options: Pick<Options, "users" | "groupSizes">,
): Promise<Directory> {
  const tenant = await queryFirst<{ tenant_id: string }>(db.read, "select tenant_id from tenants");
  const { users, groupSizes } = options;
  const directory: Directory = { db, tenantId: tenant?.tenant_id ?? "", users, groupSizes };
  const user = await post(port, "/scim/v2/Users", mark("u", 0), userBody(mark("u", 0)));
  const group = await post(port, "/scim/v2/Groups", mark("g", 0), groupBody(mark("g", 0)));

  await cloneResources(db, "u", user, 1, users);
  await cloneResources(db, "g", group, groupNumber(0, 0), groupSizes.length * GROUPS_PER_SIZE);
  await cloneResources(db, "g", group, FIRST_OFFICE, OFFICES + departmentsOf(users));
  for (const [index, size] of groupSizes.entries()) {
    for (let i = 0; i < GROUPS_PER_SIZE; i++) {
      await fillGroup(directory, groupNumber(index, i), FILLING_MEMBERS, size);
    }
  }
  await fillDepartments(directory);
  await settleMemberCounts(directory);
  await removeTransientUsers(directory);
  if (db.dialect === "postgres") await db.write.raw("analyze");
  return directory;
}
