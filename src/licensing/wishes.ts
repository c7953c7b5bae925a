import { hasRowSql, type SqlFragment } from "../db/condition.js";
import type { Db } from "../db/connect.js";
import { queryRows } from "../db/query.js";
import { fold } from "../schema/fold.js";
import type { GrantSource } from "./grants.js";
import type { SeatWork } from "./seat-work.js";

/** A request for a license that the catalog does not know (yet). */
export interface Wish {
  readonly holderType: "User" | "Group";
  readonly holderId: string;
  /** The id or part number as it was written, compared without case. */
  readonly name: string;
  readonly source: GrantSource;
}

/** Stores a wish until a SKU of that name is added. */
export async function addWish({ trx, origin, now }: SeatWork, wish: Wish): Promise<void> {
  await queryRows(
    trx,
    `insert into license_wishes (tenant_id, holder_type, holder_id, sku_key, source, source_id, wished_at)
     values (?, ?, ?, ?, ?, ?, ?) on conflict (tenant_id, sku_key, holder_id, source, source_id) do nothing`,
    [
      origin.tenantId,
      wish.holderType,
      wish.holderId,
      fold(wish.name),
      wish.source.source,
      wish.source.sourceId,
      now,
    ],
  );
}

/** Deletes wishes of a user or group: those of one source, or all if an administrator removes them. */
export async function dropWish({ trx, origin }: SeatWork, wish: Omit<Wish, "holderType">): Promise<void> {
  const own = wish.source.source !== "admin";
  await queryRows(
    trx,
    `delete from license_wishes where tenant_id = ? and sku_key = ? and holder_id = ?
     ${own ? "and source = ? and source_id = ?" : ""}`,
    [
      origin.tenantId,
      fold(wish.name),
      wish.holderId,
      ...(own ? [wish.source.source, wish.source.sourceId] : []),
    ],
  );
}

/** Deletes all wishes of a user or group, because it is deleted. */
export async function dropAllWishes({ trx, origin }: SeatWork, holderId: string): Promise<void> {
  await queryRows(trx, "delete from license_wishes where tenant_id = ? and holder_id = ?", [
    origin.tenantId,
    holderId,
  ]);
}

/** Returns the folded names of unknown SKUs that a user or group requested by the attribute `licenses`, in order. */
export async function listWishes({ trx, origin }: SeatWork, holderId: string): Promise<string[]> {
  const rows = await queryRows<{ sku_key: string }>(
    trx,
    `select sku_key from license_wishes where tenant_id = ? and holder_id = ? and source <> 'entitlements'
     group by sku_key order by min(wished_at), sku_key`,
    [origin.tenantId, holderId],
  );
  return rows.map(({ sku_key: key }) => key);
}

/** Removes the wishes that a new SKU fulfills and returns them, oldest first. */
export async function claimWishes(
  { trx, origin }: SeatWork,
  sku: { readonly id: string; readonly partNumber: string },
): Promise<Wish[]> {
  const rows = await queryRows<{
    holder_type: Wish["holderType"];
    holder_id: string;
    sku_key: string;
    source: GrantSource["source"];
    source_id: string;
    wished_at: number;
  }>(
    trx,
    `delete from license_wishes where tenant_id = ? and sku_key in (?, ?)
     returning holder_type, holder_id, sku_key, source, source_id, wished_at`,
    [origin.tenantId, sku.id, fold(sku.partNumber)],
  );
  return rows
    .toSorted((a, b) => a.wished_at - b.wished_at || (a.holder_id < b.holder_id ? -1 : 1))
    .map((row) => ({
      holderType: row.holder_type,
      holderId: row.holder_id,
      name: row.sku_key,
      source: { source: row.source, sourceId: row.source_id },
    }));
}

/**
 * Returns what a source gives a user or wishes for the user: ids and part numbers of SKUs, and unknown names, all
 * folded.
 * @param by - without an id: any source of that kind
 */
export async function findOwnLicenses(
  db: Db,
  tenantId: string,
  userId: string,
  by: Pick<GrantSource, "source"> & Partial<GrantSource>,
): Promise<ReadonlySet<string>> {
  const which = by.sourceId === undefined ? "" : " and source_id = ?";
  const bindings = [tenantId, userId, by.source, ...(by.sourceId === undefined ? [] : [by.sourceId])];
  const rows = await queryRows<{ id: string | null; name: string }>(
    db,
    `select k.id, k.part_number as name from license_grants g
       join skus k on k.tenant_id = g.tenant_id and k.id = g.sku_id
     where g.tenant_id = ? and g.user_id = ? and g.source = ?${which}
     union all
     select null as id, sku_key as name from license_wishes
     where tenant_id = ? and holder_id = ? and source = ?${which}`,
    [...bindings, ...bindings],
  );
  return new Set(rows.flatMap(({ id, name }) => [...(id === null ? [] : [fold(id)]), fold(name)]));
}

/** Returns the condition that any source wants a user to have a license, known or not. */
export function hasLicensesSql(tenantId: string, userId: string): SqlFragment {
  return hasRowSql(
    [
      ["license_grants", "user_id"],
      ["license_wishes", "holder_id"],
    ],
    tenantId,
    userId,
  );
}
