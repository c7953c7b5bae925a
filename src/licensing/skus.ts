import type { Db, Trx } from "../db/connect.js";
import { LIMIT } from "../db/dialect.js";
import { newId } from "../db/new-id.js";
import { queryFirst, queryRows } from "../db/query.js";
import { AppError } from "../errors.js";
import { fold } from "../schema/fold.js";
import { quote } from "../schema/quote.js";
import type { BillingCycle, Pool } from "./pool.js";

/** A SKU: a kind of license with a pool of seats. Times are UTC milliseconds. */
export interface Sku extends Pool {
  readonly id: string;
  readonly displayName: string;
  readonly billingCycle: BillingCycle;
  readonly nextCycleAt: number;
  /** The ids of the instances it opens; empty for all. */
  readonly instances: readonly string[];
  readonly version: number;
  readonly createdAt: number;
  readonly lastModifiedAt: number;
}

/** A new SKU. */
export interface NewSku {
  /** Generated if undefined. Microsoft's own ids may be used. */
  readonly id?: string | undefined;
  readonly partNumber: string;
  readonly displayName: string;
  readonly purchased: number;
  readonly offerMinimum: number;
  readonly billingCycle: BillingCycle;
  readonly nextCycleAt: number;
  readonly instances: readonly string[];
}

interface SkuRow {
  id: string;
  part_number: string;
  display_name: string;
  purchased: number;
  offer_minimum: number;
  billing_cycle: BillingCycle;
  next_cycle_at: number;
  promised: number | null;
  assigned: number;
  held: number;
  due_holds: number;
  version: number;
  created_at: number;
  last_modified_at: number;
  instances: string | null;
}

// An expired hold does not count, even if it has not been removed yet.
const COLUMNS = `s.id, s.part_number, s.display_name, s.purchased, s.offer_minimum, s.billing_cycle, s.next_cycle_at,
  s.promised, s.assigned, s.held, s.version, s.created_at, s.last_modified_at,
  (select count(*) from seats h where h.tenant_id = s.tenant_id and h.sku_id = s.id and h.state = 'held'
     and h.expires_at <= ?) as due_holds`;

function toSku(row: SkuRow, instances: readonly string[]): Sku {
  return {
    id: row.id,
    partNumber: row.part_number,
    displayName: row.display_name,
    purchased: row.purchased,
    offerMinimum: row.offer_minimum,
    billingCycle: row.billing_cycle,
    nextCycleAt: row.next_cycle_at,
    promised: row.promised ?? undefined,
    assigned: row.assigned,
    held: row.held - row.due_holds,
    instances,
    version: row.version,
    createdAt: row.created_at,
    lastModifiedAt: row.last_modified_at,
  };
}

async function withInstances(db: Db, tenantId: string, rows: readonly SkuRow[]): Promise<Sku[]> {
  if (rows.length === 0) return [];
  const opened = await queryRows<{ sku_id: string; instance_id: string }>(
    db,
    "select sku_id, instance_id from sku_instances where tenant_id = ? order by instance_id",
    [tenantId],
  );
  return rows.map((row) =>
    toSku(
      row,
      opened.filter(({ sku_id: skuId }) => skuId === row.id).map(({ instance_id: id }) => id),
    ),
  );
}

/** Lists the SKUs of a tenant by id, after a given id. */
export async function listSkus(
  db: Db,
  tenantId: string,
  now: number,
  page: { readonly after?: string | undefined; readonly limit: number } = { limit: 10_000 },
): Promise<Sku[]> {
  const rows = await queryRows<SkuRow>(
    db,
    `select ${COLUMNS} from skus s where s.tenant_id = ? and s.id > ? order by s.id ${LIMIT}`,
    [now, tenantId, page.after ?? "", page.limit],
  );
  return withInstances(db, tenantId, rows);
}

/** Returns the SKU with this id or, without case, this part number; undefined if there is none. */
export async function findSku(db: Db, tenantId: string, name: string, now: number): Promise<Sku | undefined> {
  const rows = await queryRows<SkuRow>(
    db,
    `select ${COLUMNS} from skus s where s.tenant_id = ? and (s.id = ? or s.part_number_key = ?)`,
    [now, tenantId, name.toLowerCase(), fold(name)],
  );
  const [sku] = await withInstances(db, tenantId, rows);
  return sku;
}

/**
 * Returns the SKU with this id or part number.
 * @throws AppError `notFound` UNKNOWN_SKU if the tenant has no such SKU
 */
export async function getSku(db: Db, tenantId: string, name: string, now: number): Promise<Sku> {
  const sku = await findSku(db, tenantId, name, now);
  if (sku === undefined) {
    throw new AppError("UNKNOWN_SKU", `there is no SKU "${name.slice(0, 60)}": see the list of SKUs`);
  }
  return sku;
}

/**
 * Returns the error for a body that names an unknown SKU.
 * @param list - where the caller can list the SKUs
 */
export function unknownSku(name: string, list: "/licenses" | "/Licenses"): AppError {
  const detail = `there is no SKU ${quote(name)}: send an id or part number of ${list}`;
  return new AppError("UNKNOWN_SKU", detail, { inBody: true });
}

/** Returns the ids of SKUs by each name that refers to them: the id and the folded part number. */
export async function skuIdsByName(db: Db, tenantId: string): Promise<ReadonlyMap<string, string>> {
  const rows = await queryRows<{ id: string; part_number_key: string }>(
    db,
    "select id, part_number_key from skus where tenant_id = ?",
    [tenantId],
  );
  return new Map(
    rows.flatMap(
      ({ id, part_number_key: key }) =>
        [
          [id, id],
          [key, id],
        ] as const,
    ),
  );
}

/**
 * Inserts a SKU.
 * @throws AppError `uniqueness` if its id or part number is taken
 */
export async function insertSku(trx: Trx, tenantId: string, sku: NewSku, now: number): Promise<string> {
  const id = sku.id?.toLowerCase() ?? newId();
  const added = await queryRows(
    trx,
    `insert into skus (tenant_id, id, part_number, part_number_key, display_name, purchased, offer_minimum,
       billing_cycle, next_cycle_at, assigned, held, version, created_at, last_modified_at)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0, 1, ?, ?) on conflict do nothing returning id`,
    [
      tenantId,
      id,
      sku.partNumber,
      fold(sku.partNumber),
      sku.displayName,
      sku.purchased,
      sku.offerMinimum,
      sku.billingCycle,
      sku.nextCycleAt,
      now,
      now,
    ],
  );
  if (added.length === 0) {
    throw new AppError("uniqueness", `There is already a SKU "${sku.partNumber}", or one with this id`);
  }
  await setSkuInstances(trx, tenantId, id, sku.instances);
  return id;
}

/** Replaces the instances that a SKU opens. None means all. */
export async function setSkuInstances(
  trx: Trx,
  tenantId: string,
  skuId: string,
  instances: readonly string[],
): Promise<void> {
  await queryRows(trx, "delete from sku_instances where tenant_id = ? and sku_id = ?", [tenantId, skuId]);
  for (const instanceId of new Set(instances)) {
    await queryRows(trx, "insert into sku_instances (tenant_id, sku_id, instance_id) values (?, ?, ?)", [
      tenantId,
      skuId,
      instanceId,
    ]);
  }
}

/** Changes the name and the offer of a SKU and increments its version. */
export async function updateSku(
  trx: Trx,
  tenantId: string,
  sku: Pick<Sku, "id" | "displayName" | "offerMinimum" | "purchased" | "billingCycle" | "nextCycleAt">,
  now: number,
): Promise<void> {
  await queryRows(
    trx,
    `update skus set display_name = ?, offer_minimum = ?, purchased = ?, billing_cycle = ?, next_cycle_at = ?,
       version = version + 1, last_modified_at = ? where tenant_id = ? and id = ?`,
    [
      sku.displayName,
      sku.offerMinimum,
      sku.purchased,
      sku.billingCycle,
      sku.nextCycleAt,
      now,
      tenantId,
      sku.id,
    ],
  );
}

/** Sets the value that `purchased` will have after a reduction; undefined removes it. */
export async function setPromise(
  trx: Trx,
  tenantId: string,
  skuId: string,
  promised: number | undefined,
): Promise<void> {
  await queryRows(trx, "update skus set promised = ?, version = version + 1 where tenant_id = ? and id = ?", [
    promised ?? null,
    tenantId,
    skuId,
  ]);
}

/**
 * Takes up to a number of seats from a pool. The condition of the statement ensures that the last seat is given once.
 * @returns the number of seats taken
 */
export async function takeSeats(trx: Trx, tenantId: string, skuId: string, wanted: number): Promise<number> {
  for (let amount = wanted; amount > 0; ) {
    const taken = await queryFirst(
      trx,
      `update skus set assigned = assigned + ? where tenant_id = ? and id = ?
         and assigned + held + ? <= coalesce(promised, purchased) returning id`,
      [amount, tenantId, skuId, amount],
    );
    if (taken !== undefined) return amount;
    const left = await queryFirst<{ free: number }>(
      trx,
      "select coalesce(promised, purchased) - assigned - held as free from skus where tenant_id = ? and id = ?",
      [tenantId, skuId],
    );
    amount = Math.min(amount - 1, left?.free ?? 0);
  }
  return 0;
}

/** Takes a seat from a pool to hold it for an invitation, like `takeSeats`; false if none is left. R049 */
export async function takeSeatHold(trx: Trx, tenantId: string, skuId: string): Promise<boolean> {
  const taken = await queryFirst(
    trx,
    `update skus set held = held + 1 where tenant_id = ? and id = ?
       and assigned + held + 1 <= coalesce(promised, purchased) returning id`,
    [tenantId, skuId],
  );
  return taken !== undefined;
}

/** Changes the counters of a pool. Seats in use decrease, or move from held to assigned. */
export async function moveCounters(
  trx: Trx,
  tenantId: string,
  skuId: string,
  by: { readonly assigned: number; readonly held: number },
): Promise<void> {
  if (by.assigned === 0 && by.held === 0) return;
  await queryRows(
    trx,
    "update skus set assigned = assigned + ?, held = held + ? where tenant_id = ? and id = ?",
    [by.assigned, by.held, tenantId, skuId],
  );
}
