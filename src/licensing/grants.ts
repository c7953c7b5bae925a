import { LIMIT } from "../db/dialect.js";
import { queryRows } from "../db/query.js";
import { queryForUsers, type SeatWork } from "./seat-work.js";

/**
 * The source of a license: a connection by the attribute `licenses` or by `entitlements`, an administrator, a group, an
 * invitation, or a hold that keeps it. Only the source that gave a license may take it back.
 */
export interface GrantSource {
  readonly source: "licenses" | "entitlements" | "admin" | "group" | "invitation" | "hold";
  /** The id of the connection, group, invitation or hold; empty for administrators. */
  readonly sourceId: string;
}

/** The sources that name one person, as opposed to a group. */
export const DIRECT_SOURCES = ["licenses", "entitlements", "admin", "invitation"] as const;

/** Returns the name of a source in the ledger. */
export function causeOf({ source, sourceId }: GrantSource): string {
  return sourceId === "" ? source : `${source}:${sourceId}`;
}

/** Records that a source wants users to have a SKU. The result leaves out the users for whom it did so before. */
export async function addGrants(
  { trx, origin, now }: SeatWork,
  skuId: string,
  userIds: readonly string[],
  { source, sourceId }: GrantSource,
): Promise<string[]> {
  const rows = await queryForUsers<{ user_id: string }>(
    trx,
    (ids) => `insert into license_grants (tenant_id, user_id, sku_id, source, source_id, granted_at)
      select ?, x.id, ?, ?, ?, cast(? as bigint) from (${ids.replace("->> 'id'", "->> 'id' as id")}) x where true
      on conflict (tenant_id, user_id, sku_id, source, source_id) do nothing returning user_id`,
    [origin.tenantId, skuId, source, sourceId, now],
    userIds,
  );
  return rows.map(({ user_id: id }) => id);
}

/** Selects grants to remove. */
export interface GrantFilter {
  readonly userIds: readonly string[];
  /** Undefined for all SKUs. */
  readonly skuId?: string | undefined;
  /** Undefined for all sources but holds. */
  readonly sources?: readonly GrantSource["source"][] | undefined;
  readonly sourceId?: string | undefined;
}

/** Removes grants. Returns the SKUs and users concerned, each pair once. */
export async function dropGrants(
  { trx, origin }: SeatWork,
  filter: GrantFilter,
): Promise<Map<string, string[]>> {
  const { userIds, skuId, sources, sourceId } = filter;
  const conditions: string[] = [];
  const bindings: string[] = [];
  if (skuId !== undefined) {
    conditions.push("and sku_id = ?");
    bindings.push(skuId);
  }
  if (sources === undefined) {
    conditions.push("and source <> 'hold'");
  } else {
    conditions.push(`and source in (${sources.map(() => "?").join(", ")})`);
    bindings.push(...sources);
  }
  if (sourceId !== undefined) {
    conditions.push("and source_id = ?");
    bindings.push(sourceId);
  }
  const rows = await queryForUsers<{ user_id: string; sku_id: string }>(
    trx,
    (ids) => `delete from license_grants where tenant_id = ? and user_id in (${ids}) ${conditions.join(" ")}
      returning user_id, sku_id`,
    [origin.tenantId],
    userIds,
    bindings,
  );
  return groupBySku(rows);
}

/** Groups the users of rows by SKU. Each user occurs once per SKU. */
export function groupBySku(
  rows: readonly { readonly user_id: string; readonly sku_id: string }[],
): Map<string, string[]> {
  const found = new Map<string, Set<string>>();
  for (const { user_id: userId, sku_id: skuId } of rows) {
    found.set(skuId, (found.get(skuId) ?? new Set()).add(userId));
  }
  return new Map([...found].map(([skuId, users]) => [skuId, [...users]]));
}

/** Lists the next users to whom a group gives a SKU, by id, after a given id. */
export async function listGroupGrants(
  { trx, origin }: SeatWork,
  groupId: string,
  skuId: string,
  limit: number,
): Promise<string[]> {
  const rows = await queryRows<{ user_id: string }>(
    trx,
    `select user_id from license_grants
     where tenant_id = ? and source = 'group' and source_id = ? and sku_id = ? order by user_id ${LIMIT}`,
    [origin.tenantId, groupId, skuId, limit],
  );
  return rows.map(({ user_id: id }) => id);
}
