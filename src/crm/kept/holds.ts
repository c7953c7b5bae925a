import type { Db, Trx } from "../../db/connect.js";
import { LIMIT, sqlDialects } from "../../db/dialect.js";
import { newId } from "../../db/new-id.js";
import { dialectOf, queryFirst, queryRows, sendQuery } from "../../db/query.js";
import { AppError } from "../../errors.js";

/** What may have become of a hold: an administrator released or discarded it, or its end came. */
export const HOLD_STATES = ["open", "released", "discarded", "ended"] as const;

/** One of them. */
export type HoldState = (typeof HOLD_STATES)[number];

/** Changes of a connection whose effect on access waits. Times are UTC milliseconds. */
export interface Hold {
  readonly id: string;
  readonly connectionId: string;
  readonly state: HoldState;
  readonly startedAt: number;
  /** When the changes take effect if nobody decides before. */
  readonly endsAt: number;
  /** Undefined while it is open. */
  readonly closedAt: number | undefined;
  /** The number of people who were held. */
  readonly people: number;
  /** The request that began it. */
  readonly requestId: string | undefined;
  /** The id of the audit entry of the change that began it. */
  readonly causeEntry: string | undefined;
  /** The id of the audit entry of its release. */
  readonly endEntry: string | undefined;
}

interface Row {
  readonly id: string;
  readonly connection_id: string;
  readonly state: HoldState;
  readonly started_at: number;
  readonly ends_at: number;
  readonly closed_at: number | null;
  readonly people: number;
  readonly request_id: string | null;
  readonly cause_entry: string | null;
  readonly end_entry: string | null;
}

const COLUMNS =
  "id, connection_id, state, started_at, ends_at, closed_at, people, request_id, cause_entry, end_entry";

function toHold(row: Row): Hold {
  return {
    id: row.id,
    connectionId: row.connection_id,
    state: row.state,
    startedAt: row.started_at,
    endsAt: row.ends_at,
    closedAt: row.closed_at ?? undefined,
    people: row.people,
    requestId: row.request_id ?? undefined,
    causeEntry: row.cause_entry ?? undefined,
    endEntry: row.end_entry ?? undefined,
  };
}

/**
 * Takes the lock under which a transaction counts whose access a connection has ended, so that of many at once none
 * misses another. It is taken at the end of a transaction. SQLite has one writer and needs no lock.
 */
export async function lockLosses(trx: Trx, tenantId: string, connectionId: string): Promise<void> {
  if (dialectOf(trx) === "sqlite") return;
  await sendQuery(trx, "select pg_advisory_xact_lock(hashtextextended(?, 0))", [
    `losses of ${tenantId} by ${connectionId}`,
  ]);
}

/** Finds the newest open hold of a connection that began after a moment. */
export async function findOpenHold(
  db: Db,
  tenantId: string,
  connectionId: string,
  since: number,
  now: number,
): Promise<Hold | undefined> {
  const row = await queryFirst<Row>(
    db,
    `select ${COLUMNS} from holds where tenant_id = ? and connection_id = ? and state = 'open'
       and started_at > ? and ends_at > ? order by started_at desc, id desc limit 1`,
    [tenantId, connectionId, since, now],
  );
  return row && toHold(row);
}

/** Inserts an open hold. */
export async function insertHold(
  trx: Trx,
  tenantId: string,
  hold: Pick<Hold, "connectionId" | "startedAt" | "endsAt" | "requestId">,
): Promise<Hold> {
  const id = newId();
  await queryRows(
    trx,
    `insert into holds (tenant_id, id, connection_id, state, started_at, ends_at, people, request_id)
     values (?, ?, ?, 'open', ?, ?, 0, ?)`,
    [tenantId, id, hold.connectionId, hold.startedAt, hold.endsAt, hold.requestId ?? null],
  );
  return {
    ...hold,
    id,
    state: "open",
    closedAt: undefined,
    people: 0,
    causeEntry: undefined,
    endEntry: undefined,
  };
}

/** Counts the people of a hold again, and notes the audit entry of its first change. Returns the number. */
export async function recountHold(
  trx: Trx,
  tenantId: string,
  id: string,
  causeEntry: string | undefined,
): Promise<number> {
  const [row] = await queryRows<{ people: number }>(
    trx,
    `update holds set cause_entry = coalesce(cause_entry, ?), people = (
       select cast(count(distinct k.user_id) as integer) from access_kept k
       where k.tenant_id = holds.tenant_id and k.hold_id = holds.id)
     where tenant_id = ? and id = ? returning people`,
    [causeEntry ?? null, tenantId, id],
  );
  return row?.people ?? 0;
}

/** Closes a hold, or changes what became of it. */
export async function closeHold(
  trx: Trx,
  tenantId: string,
  id: string,
  state: HoldState,
  now: number,
): Promise<void> {
  await queryRows(trx, "update holds set state = ?, closed_at = ? where tenant_id = ? and id = ?", [
    state,
    now,
    tenantId,
    id,
  ]);
}

/** Closes those of some holds that keep nothing any more. */
export async function closeEmptyHolds(
  trx: Trx,
  tenantId: string,
  ids: readonly string[],
  now: number,
): Promise<void> {
  await queryRows(
    trx,
    `update holds set state = 'ended', closed_at = ? where tenant_id = ? and state = 'open'
       and id in (${ids.map(() => "?").join(", ")}) and not exists (
         select 1 from access_kept k where k.tenant_id = holds.tenant_id and k.hold_id = holds.id)`,
    [now, tenantId, ...ids],
  );
}

/** Notes the audit entry of the end of a hold. */
export async function noteEnd(trx: Trx, tenantId: string, id: string, endEntry: string): Promise<void> {
  await queryRows(trx, "update holds set end_entry = ? where tenant_id = ? and id = ?", [
    endEntry,
    tenantId,
    id,
  ]);
}

/** Lists the holds of a tenant, newest first. @param before - the id before which the page begins */
export async function listHolds(
  db: Db,
  tenantId: string,
  filter: {
    readonly state?: HoldState | undefined;
    readonly before?: string | undefined;
    readonly limit: number;
  },
): Promise<readonly Hold[]> {
  const { state, before, limit } = filter;
  const rows = await queryRows<Row>(
    db,
    `select ${COLUMNS} from holds where tenant_id = ? ${state === undefined ? "" : "and state = ?"}
     ${before === undefined ? "" : "and id < ?"} order by id desc ${LIMIT}`,
    [tenantId, ...(state === undefined ? [] : [state]), ...(before === undefined ? [] : [before]), limit],
  );
  return rows.map(toHold);
}

/** @throws AppError `notFound` UNKNOWN_HOLD */
export async function getHold(db: Db, tenantId: string, id: string): Promise<Hold> {
  return findHold(db, tenantId, id, "");
}

/** Finds a hold and locks it until the transaction ends. @throws AppError `notFound` UNKNOWN_HOLD */
export async function lockHold(trx: Trx, tenantId: string, id: string): Promise<Hold> {
  return findHold(trx, tenantId, id, sqlDialects[dialectOf(trx)].forUpdate("holds"));
}

async function findHold(db: Db, tenantId: string, id: string, lock: string): Promise<Hold> {
  const row = await queryFirst<Row>(
    db,
    `select ${COLUMNS} from holds where tenant_id = ? and id = ?${lock}`,
    [tenantId, id],
  );
  if (row === undefined) throw new AppError("UNKNOWN_HOLD", `there is no hold "${id.slice(0, 60)}"`);
  return toHold(row);
}

/** Lists the holds of all tenants that are to be applied: their end has come, or their release is not finished. */
export async function listDueHolds(
  db: Db,
  now: number,
): Promise<readonly { readonly tenantId: string; readonly holdId: string }[]> {
  const rows = await queryRows<{ tenant_id: string; hold_id: string }>(
    db,
    `select tenant_id, id as hold_id from holds where state = 'open' and ends_at <= ?
     union select tenant_id, hold_id from access_kept where ends_at is not null and ends_at <= ?`,
    [now, now],
  );
  return rows.map(({ tenant_id: tenantId, hold_id: holdId }) => ({ tenantId, holdId }));
}

/** The people whom a hold keeps in an instance. */
export interface KeptCount {
  readonly holdId: string;
  readonly instanceId: string;
  readonly people: number;
}

/** Counts the people whom holds keep, by instance. */
export async function countKept(
  db: Db,
  tenantId: string,
  holdIds: readonly string[],
): Promise<readonly KeptCount[]> {
  if (holdIds.length === 0) return [];
  const rows = await queryRows<{ hold_id: string; instance_id: string; people: number }>(
    db,
    `select hold_id, instance_id, cast(count(*) as integer) as people from access_kept
     where tenant_id = ? and hold_id in (${holdIds.map(() => "?").join(", ")})
     group by hold_id, instance_id order by hold_id, instance_id`,
    [tenantId, ...holdIds],
  );
  return rows.map(({ hold_id: holdId, instance_id: instanceId, people }) => ({ holdId, instanceId, people }));
}

/** The open holds of a connection, by names, for metrics. */
export interface HoldCount {
  readonly tenant: string;
  readonly connection: string;
  readonly holds: number;
  /** The number of people who are held now. */
  readonly people: number;
}

/** Counts the open holds of all tenants, by connection. */
export async function countOpenHolds(db: Db): Promise<readonly HoldCount[]> {
  return queryRows<HoldCount>(
    db,
    `select t.name as tenant, c.name as connection, cast(count(*) as integer) as holds,
       cast(sum((select count(distinct k.user_id) from access_kept k
         where k.tenant_id = h.tenant_id and k.hold_id = h.id)) as integer) as people
     from holds h join tenants t on t.tenant_id = h.tenant_id
     join connections c on c.tenant_id = h.tenant_id and c.id = h.connection_id
     where h.state = 'open' group by t.name, c.name order by t.name, c.name`,
  );
}
