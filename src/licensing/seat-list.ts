import type { Db } from "../db/connect.js";
import { LIMIT } from "../db/dialect.js";
import { DAY } from "../db/duration.js";
import { placeholders, queryRows } from "../db/query.js";

/** A person's seat of a SKU, as lists show it. Times are UTC milliseconds. */
export interface SeatInfo {
  readonly userId: string;
  readonly status: "active" | "held" | "error" | "released";
  readonly error: string | undefined;
  readonly since: number;
  readonly expiresAt: number | undefined;
  /** The sources of the seat: `licenses:CONNECTION`, `admin`, `group:ID`, … */
  readonly sources: readonly string[];
}

/** Lists the people who have, hold or wait for a seat of a SKU, by user id, after a given id. */
export async function listSeats(
  db: Db,
  tenantId: string,
  skuId: string,
  filter: {
    readonly status?: string | undefined;
    readonly after?: string | undefined;
    readonly limit: number;
  },
  now: number,
): Promise<SeatInfo[]> {
  const { status, after = "", limit } = filter;
  const rows = await queryRows<SeatRow>(
    db,
    `select user_id, state, error, since, expires_at from seats
     where tenant_id = ? and sku_id = ? and user_id > ?${status === undefined ? "" : " and state = ?"}
       and not (state = 'held' and expires_at <= ?)
     order by user_id ${LIMIT}`,
    [tenantId, skuId, after, ...(status === undefined ? [] : [status]), now, limit],
  );
  return withSources(db, tenantId, skuId, rows);
}

/** Where a page of the people who wait begins: behind this person. */
export interface QueuePlace {
  /** UTC milliseconds. */
  readonly wishedAt: number;
  readonly userId: string;
}

/** Lists the people who wait for a seat of a SKU, in the order in which they get one, with their places. */
export async function listWaiting(
  db: Db,
  tenantId: string,
  skuId: string,
  { after, limit }: { readonly after: QueuePlace | undefined; readonly limit: number },
): Promise<(SeatInfo & QueuePlace)[]> {
  const rows = await queryRows<SeatRow & { wished_at: number }>(
    db,
    `select user_id, state, error, since, expires_at, wished_at from seats
     where tenant_id = ? and sku_id = ? and state = 'error'
       ${after === undefined ? "" : "and (wished_at, user_id) > (cast(? as bigint), ?)"}
     order by wished_at, user_id ${LIMIT}`,
    [tenantId, skuId, ...(after === undefined ? [] : [after.wishedAt, after.userId]), limit],
  );
  const seats = await withSources(db, tenantId, skuId, rows);
  return seats.map((seat, index) => ({ ...seat, wishedAt: rows[index]?.wished_at ?? 0 }));
}

interface SeatRow {
  user_id: string;
  state: SeatInfo["status"];
  error: string | null;
  since: number;
  expires_at: number | null;
}

/** Adds to rows what the seats were asked for by. One statement. */
async function withSources(
  db: Db,
  tenantId: string,
  skuId: string,
  rows: readonly SeatRow[],
): Promise<SeatInfo[]> {
  const ids = rows.map(({ user_id: id }) => id);
  if (ids.length === 0) return [];
  const grants = await queryRows<{ user_id: string; source: string; source_id: string }>(
    db,
    `select user_id, source, source_id from license_grants
     where tenant_id = ? and sku_id = ? and user_id in (${placeholders(ids.length)})
     order by user_id, source, source_id`,
    [tenantId, skuId, ...ids],
  );
  return rows.map((row) => ({
    userId: row.user_id,
    status: row.state,
    error: row.error ?? undefined,
    since: row.since,
    expiresAt: row.expires_at ?? undefined,
    sources: grants
      .filter(({ user_id: id }) => id === row.user_id)
      .map(({ source, source_id: id }) => (id === "" ? source : `${source}:${id}`)),
  }));
}

/** What needs attention in a tenant's pools. R044, R056 */
export interface LicenseReport {
  /** The pools in use beyond the share that the tenant's setting names. */
  readonly nearlyExhausted: readonly {
    readonly skuId: string;
    readonly consumed: number;
    readonly limit: number;
  }[];
  /** The number of people who wait for a seat, by SKU. */
  readonly waiting: readonly { readonly skuId: string; readonly users: number }[];
  /** The number of seats of people who cannot sign in, by SKU. */
  readonly inactive: readonly { readonly skuId: string; readonly users: number }[];
  /** The number of seats that will be freed because their users are inactive, by SKU. */
  readonly toBeReleased: readonly { readonly skuId: string; readonly users: number }[];
  /** The reductions that failed at their date within the last 30 days. */
  readonly failedReductions: readonly { readonly skuId: string; readonly target: number }[];
}

/** How long a failed reduction is reported, in milliseconds. */
const REPORTED = 30 * DAY;

/** Returns the report, in a constant number of statements. */
export async function reportLicenses(
  db: Db,
  tenantId: string,
  alarmPercent: number,
  now: number,
): Promise<LicenseReport> {
  const full = await queryRows<{ sku_id: string; consumed: number; limits: number }>(
    db,
    `select id as sku_id, assigned + held as consumed, coalesce(promised, purchased) as limits from skus
     where tenant_id = ? and coalesce(promised, purchased) > 0
       and (assigned + held) * 100 >= coalesce(promised, purchased) * ? order by id`,
    [tenantId, alarmPercent],
  );
  const count = (condition: string, from: string): Promise<{ sku_id: string; users: number }[]> =>
    queryRows(
      db,
      `select s.sku_id, cast(count(*) as integer) as users from ${from} where s.tenant_id = ? and ${condition}
       group by s.sku_id order by s.sku_id`,
      [tenantId],
    );
  const failed = await queryRows<{ sku_id: string; target: number }>(
    db,
    `select sku_id, target from sku_reductions
     where tenant_id = ? and state = 'failed' and settled_at > ? order by id`,
    [tenantId, now - REPORTED],
  );
  return {
    nearlyExhausted: full.map(({ sku_id: skuId, consumed, limits }) => ({ skuId, consumed, limit: limits })),
    waiting: bySku(await count("s.state = 'error'", "seats s")),
    inactive: bySku(
      await count(
        "s.state = 'active' and u.active = 0",
        "seats s join users u on u.tenant_id = s.tenant_id and u.id = s.user_id",
      ),
    ),
    toBeReleased: bySku(await count("s.release_at is not null", "seats s")),
    failedReductions: failed.map(({ sku_id: skuId, target }) => ({ skuId, target })),
  };
}

/** Counts the people who wait for a seat of each SKU. One statement. */
export async function countWaiting(db: Db, tenantId: string): Promise<(skuId: string) => number> {
  const rows = await queryRows<{ sku_id: string; users: number }>(
    db,
    `select sku_id, cast(count(*) as integer) as users from seats
     where tenant_id = ? and state = 'error' group by sku_id`,
    [tenantId],
  );
  const users = new Map(rows.map((row) => [row.sku_id, row.users]));
  return (skuId) => users.get(skuId) ?? 0;
}

function bySku(rows: readonly { sku_id: string; users: number }[]): LicenseReport["waiting"] {
  return rows.map(({ sku_id: skuId, users }) => ({ skuId, users }));
}

/** The seats of a SKU. */
export interface SeatCount {
  /** The name of the tenant. */
  readonly tenant: string;
  readonly partNumber: string;
  readonly purchased: number;
  readonly assigned: number;
  readonly held: number;
}

/** Returns the seats of all SKUs of all tenants, by name. */
export async function countAllSeats(db: Db): Promise<readonly SeatCount[]> {
  const rows = await queryRows<Omit<SeatCount, "partNumber"> & { part_number: string }>(
    db,
    `select t.name as tenant, s.part_number, s.purchased, s.assigned, s.held from skus s
     join tenants t on t.tenant_id = s.tenant_id order by t.name, s.part_number_key`,
  );
  return rows.map(({ part_number: partNumber, ...row }) => ({ ...row, partNumber }));
}

/** A seat that a person has. */
export interface ActiveSeat {
  readonly userId: string;
  readonly skuId: string;
  readonly partNumber: string;
  /** UTC milliseconds. */
  readonly since: number;
}

/** Lists the seats of the next people who have any, by user id, after a given id. One statement. R044 */
export async function listActiveSeats(
  db: Db,
  tenantId: string,
  page: { readonly after?: string | undefined; readonly people: number },
): Promise<readonly ActiveSeat[]> {
  const rows = await queryRows<{ user_id: string; sku_id: string; part_number: string; since: number }>(
    db,
    `select s.user_id, s.sku_id, k.part_number, s.since from seats s
     join skus k on k.tenant_id = s.tenant_id and k.id = s.sku_id
     where s.tenant_id = ? and s.state = 'active' and s.user_id in (
       select distinct d.user_id from seats d
       where d.tenant_id = ? and d.state = 'active' and d.user_id > ? order by d.user_id ${LIMIT})
     order by s.user_id, k.part_number`,
    [tenantId, tenantId, page.after ?? "", page.people],
  );
  return rows.map((row) => ({
    userId: row.user_id,
    skuId: row.sku_id,
    partNumber: row.part_number,
    since: row.since,
  }));
}
