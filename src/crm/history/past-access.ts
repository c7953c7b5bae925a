import type { Db } from "../../db/connect.js";
import { LIMIT, sqlDialects } from "../../db/dialect.js";
import {
  type Binding,
  candidateIdsSql,
  dialectOf,
  placeholders,
  queryFirst,
  queryRows,
} from "../../db/query.js";
import {
  type AccessKey,
  type AccessRow,
  accessAt,
  COLUMNS,
  type PastAccess,
  toPastAccess,
} from "./access-rows.js";

/** Returns the states that people had in instances at a moment; without a state nothing. One statement. */
export async function findAccessAt(
  db: Db,
  tenantId: string,
  keys: readonly AccessKey[],
  at: number,
): Promise<readonly PastAccess[]> {
  if (keys.length === 0) return [];
  // SQLite keeps the order of a cross join; by default it reads the whole tenant.
  const rows = await queryRows<AccessRow>(
    db,
    `select ${COLUMNS} from (
       select e.value ->> 'instanceId' as instance_id, e.value ->> 'userId' as user_id
       from ${sqlDialects[dialectOf(db)].jsonParameterElements("e")}) k
     cross join access_history h
     where h.tenant_id = ? and h.instance_id = k.instance_id and h.user_id = k.user_id
       and h.from_at = (select max(x.from_at) from access_history x
         where x.tenant_id = ? and x.instance_id = k.instance_id and x.user_id = k.user_id and x.from_at <= ?)
       and (h.until_at is null or h.until_at > ?)`,
    [
      JSON.stringify(keys.map(({ instanceId, userId }) => ({ instanceId, userId }))),
      tenantId,
      tenantId,
      at,
      at,
    ],
  );
  return rows.map((row) => accessAt(toPastAccess(row), at));
}

/** The features with which a person can sign in. */
const SIGNS_IN = "('full', 'readOnly', 'settingsOnly')";

/** Chooses the people of an instance at a moment. */
export interface PastPeople {
  /** UTC milliseconds. */
  readonly at: number;
  /** Undefined for all of them. */
  readonly canSignIn: boolean | undefined;
  /** The id of the user after whom the page begins. */
  readonly after: string | undefined;
  readonly limit: number;
}

/** Returns true if a state lets a person sign in to the instance. */
export function signsIn({ features }: Pick<PastAccess, "features">): boolean {
  return features !== "none" && features !== "apiOnly";
}

/** Lists a page of the states that everybody had in an instance at a moment, by id of the user. */
export async function listAccessAt(
  db: Db,
  tenantId: string,
  instanceId: string,
  { at, canSignIn, after = "", limit }: PastPeople,
): Promise<readonly PastAccess[]> {
  const found: PastAccess[] = [];
  for (let from: string | undefined = after; from !== undefined && found.length < limit; ) {
    const rows: readonly PastAccess[] = await listRowsAt(db, tenantId, instanceId, {
      at,
      canSignIn,
      after: from,
      limit,
    });
    // Whether a due state lets somebody sign in stands in its facts, which SQL cannot decide.
    found.push(...rows.filter((row) => canSignIn === undefined || signsIn(row) === canSignIn));
    from = rows.length < limit ? undefined : rows.at(-1)?.userId;
  }
  return found.slice(0, limit);
}

async function listRowsAt(
  db: Db,
  tenantId: string,
  instanceId: string,
  { at, canSignIn, after, limit }: PastPeople & { readonly after: string },
): Promise<readonly PastAccess[]> {
  const rows = await queryRows<AccessRow>(
    db,
    `select ${COLUMNS} from access_history h
     where h.tenant_id = ? and h.instance_id = ? and h.user_id > ? and h.from_at <= ?
       and (h.until_at is null or h.until_at > ?)
       ${canSignIn === undefined ? "" : `and (h.due_at <= ? or h.features ${canSignIn ? "" : "not "}in ${SIGNS_IN})`}
     order by h.user_id ${LIMIT}`,
    [tenantId, instanceId, after, at, at, ...(canSignIn === undefined ? [] : [at]), limit],
  );
  return rows.map((row) => accessAt(toPastAccess(row), at));
}

/** A page of a person's history. */
export interface HistoryPage {
  /** The moment and instance of the last state of the page before; undefined for the first page. */
  readonly before: { readonly from: number; readonly instanceId: string } | undefined;
  readonly limit: number;
}

/** Lists the states of a person, newest first, as they were stored: what time alone changed stands in `due`. */
export async function listStatesOf(
  db: Db,
  tenantId: string,
  userId: string,
  instanceIds: readonly string[],
  { before, limit }: HistoryPage,
): Promise<readonly PastAccess[]> {
  if (instanceIds.length === 0) return [];
  // The sign keeps the index in the order of time from being read, which has the states of everybody.
  const bindings: Binding[] = [tenantId, userId, ...instanceIds];
  if (before !== undefined) bindings.push(before.from, before.from, before.instanceId);
  const rows = await queryRows<AccessRow>(
    db,
    `select ${COLUMNS} from access_history h
     where h.tenant_id = ? and h.user_id = ? and h.instance_id in (${placeholders(instanceIds.length)})
       ${before === undefined ? "" : "and (h.from_at < ? or h.from_at = ? and h.instance_id < ?)"}
     order by +h.from_at desc, h.instance_id desc ${LIMIT}`,
    [...bindings, limit],
  );
  return rows.map(toPastAccess);
}

/** Returns the first stored state of each of these people in each instance. One statement. */
export async function findFirstAccess(
  db: Db,
  tenantId: string,
  userIds: readonly string[],
  instanceIds: readonly string[],
): Promise<readonly PastAccess[]> {
  if (instanceIds.length === 0) return [];
  const rows = await queryRows<AccessRow>(
    db,
    `select ${COLUMNS} from access_history h where h.tenant_id = ?
       and h.instance_id in (${placeholders(instanceIds.length)})
       and h.user_id ${candidateIdsSql(db, "e")}
       and not exists (select 1 from access_history x where x.tenant_id = h.tenant_id
         and x.instance_id = h.instance_id and x.user_id = h.user_id and x.from_at < h.from_at)`,
    [tenantId, ...instanceIds, JSON.stringify(userIds.map((id) => ({ id })))],
  );
  return rows.map(toPastAccess);
}

/** A person whose state changed at a moment. */
export interface ChangedKey extends AccessKey {
  /** UTC milliseconds. */
  readonly at: number;
}

/** Chooses the changes between two moments; `from` is not included, `to` is. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

const STORED = `select h.instance_id, h.user_id, h.from_at as at from access_history h
  where h.tenant_id = ? and h.from_at > ? and h.from_at <= ? and (h.from_at, h.instance_id, h.user_id) > (?, ?, ?)
    and not exists (select 1 from access_history x where x.tenant_id = h.tenant_id and x.instance_id = h.instance_id
      and x.user_id = h.user_id and x.from_at > ? and x.from_at < h.from_at)
  order by h.from_at, h.instance_id, h.user_id ${LIMIT}`;

const DUE = `select h.instance_id, h.user_id, h.due_at as at from access_history h
  where h.tenant_id = ? and h.due_at > ? and h.due_at <= ? and (h.due_at, h.instance_id, h.user_id) > (?, ?, ?)
    and h.due_at is not null and h.from_at <= ? and (h.until_at is null or h.until_at > ?)
  order by h.due_at, h.instance_id, h.user_id ${LIMIT}`;

/**
 * Lists a page of the people whose state changed in a span, each person and instance once, in the order of time.
 * @param way - `stored` for those whom a change concerned, `due` for those whom time alone did
 */
export async function listChangedKeys(
  db: Db,
  tenantId: string,
  way: "stored" | "due",
  { from, to }: Span,
  page: { readonly after: ChangedKey | undefined; readonly limit: number },
): Promise<readonly ChangedKey[]> {
  const { at, instanceId, userId } = page.after ?? { at: from, instanceId: "", userId: "" };
  const position = [tenantId, from, to, at, instanceId, userId];
  const rows = await queryRows<{ instance_id: string; user_id: string; at: number }>(
    db,
    way === "stored" ? STORED : DUE,
    [...position, from, ...(way === "stored" ? [] : [to]), page.limit],
  );
  return rows.map((row) => ({ instanceId: row.instance_id, userId: row.user_id, at: row.at }));
}

/** Returns since when a tenant's history has everything, in UTC milliseconds. */
export async function beginningOfHistory(db: Db, tenantId: string): Promise<number> {
  const row = await queryFirst<{ at: number }>(
    db,
    `select coalesce((select r.began_at from access_rebuilds r where r.tenant_id = t.tenant_id), t.created_at) as at
     from tenants t where t.tenant_id = ?`,
    [tenantId],
  );
  return row?.at ?? 0;
}
