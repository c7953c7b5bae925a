import type { KeptAccess } from "../../access/access-facts.js";
import type { Db, Trx } from "../../db/connect.js";
import { LIMIT, sqlDialects } from "../../db/dialect.js";
import { candidateIdsSql, dialectOf, queryRows } from "../../db/query.js";

/** A person in an instance. */
export interface KeptKey {
  readonly userId: string;
  readonly instanceId: string;
}

/** The access that a person keeps in an instance although a change of a connection ended it. */
export interface KeptRow extends KeptKey {
  readonly holdId: string;
  readonly state: KeptAccess;
  /** When the change takes effect, in UTC milliseconds; undefined for an exception, which has no end. */
  readonly endsAt: number | undefined;
  /** The facts that count: those before the change, as a text of `encodeFacts`. */
  readonly facts: string;
  /** The ids of the roles that the person held. */
  readonly roleIds: readonly string[];
  /** The ids of the root roles that the person held through teams. */
  readonly teamRoleIds: readonly string[];
  /** The facts after the change, in the same form. A later change is told from it by them. */
  readonly liveFacts: string;
}

interface Row {
  readonly user_id: string;
  readonly instance_id: string;
  readonly hold_id: string;
  readonly state: KeptAccess;
  readonly ends_at: number | null;
  readonly facts: string;
  readonly roles: string;
  readonly team_roles: string;
  readonly live_facts: string;
}

const COLUMNS =
  "k.user_id, k.instance_id, k.hold_id, k.state, k.ends_at, k.facts, k.roles, k.team_roles, k.live_facts";

function toKeptRow(row: Row): KeptRow {
  return {
    userId: row.user_id,
    instanceId: row.instance_id,
    holdId: row.hold_id,
    state: row.state,
    endsAt: row.ends_at ?? undefined,
    facts: row.facts,
    roleIds: splitIds(row.roles),
    teamRoleIds: splitIds(row.team_roles),
    liveFacts: row.live_facts,
  };
}

function splitIds(text: string): string[] {
  return text === "" ? [] : text.split(" ");
}

/** Finds what users keep in all instances, also what has ended and is not applied yet. One statement. */
export async function findKept(
  db: Db,
  tenantId: string,
  userIds: readonly string[],
): Promise<readonly KeptRow[]> {
  if (userIds.length === 0) return [];
  const rows = await queryRows<Row>(
    db,
    `select ${COLUMNS} from access_kept k where k.tenant_id = ? and k.user_id ${candidateIdsSql(db, "e")}`,
    [tenantId, toIds(userIds)],
  );
  return rows.map(toKeptRow);
}

/** Selects a part of what a hold keeps, in the order of users. */
export interface KeptPage {
  /** The id of the user after whom it begins. */
  readonly after?: string | undefined;
  /** The number of rows. The last user may have more. */
  readonly limit: number;
}

/** Lists what a hold keeps. */
export async function listKept(
  db: Db,
  tenantId: string,
  holdId: string,
  { after = "", limit }: KeptPage,
): Promise<readonly KeptRow[]> {
  const rows = await queryRows<Row>(
    db,
    `select ${COLUMNS} from access_kept k where k.tenant_id = ? and k.hold_id = ? and k.user_id in (
       select distinct u.user_id from access_kept u where u.tenant_id = ? and u.hold_id = ? and u.user_id > ?
       order by u.user_id ${LIMIT})
     order by k.user_id, k.instance_id`,
    [tenantId, holdId, tenantId, holdId, after, limit],
  );
  return rows.map(toKeptRow);
}

/** Returns the assignment of a new value to a column of exceptions; what is held keeps its value. */
function ifException(column: string): string {
  return `${column} = case when access_kept.state = 'exception' then excluded.${column} else access_kept.${column} end`;
}

/**
 * Stores what people keep. Where something is kept already, the facts that count stay: what is held stays so until its
 * end, and an exception becomes held.
 */
export async function storeKept(trx: Trx, tenantId: string, rows: readonly KeptRow[]): Promise<void> {
  const elements = sqlDialects[dialectOf(trx)].jsonParameterElements("e");
  const names = ["userId", "instanceId", "holdId", "state", "facts", "roles", "teamRoles", "liveFacts"];
  const values = rows.map(({ roleIds, teamRoleIds, endsAt = null, ...row }) => ({
    ...row,
    endsAt,
    roles: roleIds.join(" "),
    teamRoles: teamRoleIds.join(" "),
  }));
  await queryRows(
    trx,
    `insert into access_kept (tenant_id, user_id, instance_id, hold_id, state, facts, roles, team_roles, live_facts,
       ends_at)
     select cast(? as text), ${names.map((name) => `e.value ->> '${name}'`).join(", ")},
       cast(e.value ->> 'endsAt' as bigint)
     from ${elements} where true
     on conflict (tenant_id, user_id, instance_id) do update set live_facts = excluded.live_facts,
       ${["hold_id", "ends_at", "state"].map(ifException).join(", ")}`,
    [tenantId, JSON.stringify(values)],
  );
}

/** Deletes what people keep in instances. */
export async function deleteKept(trx: Trx, tenantId: string, keys: readonly KeptKey[]): Promise<void> {
  const elements = sqlDialects[dialectOf(trx)].jsonParameterElements("e");
  await queryRows(
    trx,
    `delete from access_kept where tenant_id = ? and (user_id, instance_id) in (
       select e.value ->> 'userId', e.value ->> 'instanceId' from ${elements})`,
    [tenantId, JSON.stringify(keys.map(({ userId, instanceId }) => ({ userId, instanceId })))],
  );
}

/**
 * Ends what a hold keeps, of everybody or one user: from then on, the facts after the change count.
 * @param at - UTC milliseconds
 * @returns false if it keeps nothing
 */
export async function endKept(
  trx: Trx,
  tenantId: string,
  holdId: string,
  userId: string | undefined,
  at: number,
): Promise<boolean> {
  const rows = await queryRows(
    trx,
    `update access_kept set ends_at = ? where tenant_id = ? and hold_id = ?
       and (ends_at is null or ends_at > ?) ${userId === undefined ? "" : "and user_id = ?"} returning user_id`,
    [at, tenantId, holdId, at, ...(userId === undefined ? [] : [userId])],
  );
  return rows.length > 0;
}

/** Makes exceptions of what a hold keeps: it has no end any more. */
export async function exceptKept(trx: Trx, tenantId: string, holdId: string): Promise<void> {
  await queryRows(
    trx,
    "update access_kept set state = 'exception', ends_at = null where tenant_id = ? and hold_id = ?",
    [tenantId, holdId],
  );
}

/** Lists a part of what a hold keeps and whose end has come. */
export async function listEnded(
  db: Db,
  tenantId: string,
  holdId: string,
  now: number,
  limit: number,
): Promise<readonly KeptKey[]> {
  const rows = await queryRows<Pick<Row, "user_id" | "instance_id">>(
    db,
    `select k.user_id, k.instance_id from access_kept k
     where k.tenant_id = ? and k.hold_id = ? and k.ends_at <= ? order by k.user_id, k.instance_id ${LIMIT}`,
    [tenantId, holdId, now, limit],
  );
  return rows.map(({ user_id: userId, instance_id: instanceId }) => ({ userId, instanceId }));
}

/** Lists a part of what users keep who were deleted until a moment. */
export async function listKeptOfDeleted(
  db: Db,
  tenantId: string,
  until: number,
  limit: number,
): Promise<readonly KeptKey[]> {
  const rows = await queryRows<Pick<Row, "user_id" | "instance_id">>(
    db,
    `select k.user_id, k.instance_id from access_kept k
     join tombstones t on t.tenant_id = k.tenant_id and t.id = k.user_id and t.resource_type = 'User'
     where k.tenant_id = ? and t.deleted_at <= ? order by k.user_id, k.instance_id ${LIMIT}`,
    [tenantId, until, limit],
  );
  return rows.map(({ user_id: userId, instance_id: instanceId }) => ({ userId, instanceId }));
}

function toIds(userIds: readonly string[]): string {
  return JSON.stringify(userIds.map((id) => ({ id })));
}
