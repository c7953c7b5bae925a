import type { Trx } from "../db/connect.js";
import { queryFirst, queryRows } from "../db/query.js";

/** What still depends on a SKU: the number of things, and the ids of a few. */
export interface SkuUse {
  readonly noun: "users" | "groups";
  readonly count: number;
  /** Ids. */
  readonly sample: readonly string[];
}

/** The number of ids that are shown. */
const SAMPLE = 3;

const USES = [
  ["users", "user_id", "seats where tenant_id = ? and sku_id = ?"],
  ["groups", "group_id", "group_licenses where tenant_id = ? and sku_id = ?"],
] as const;

/** Returns the people who have, hold or wait for a seat of a SKU, and the groups that give it. */
export async function findSkuUses(trx: Trx, tenantId: string, skuId: string): Promise<SkuUse[]> {
  const uses: SkuUse[] = [];
  for (const [noun, id, from] of USES) {
    const counted = await queryFirst<{ rows: number }>(
      trx,
      `select cast(count(*) as integer) as rows from ${from}`,
      [tenantId, skuId],
    );
    const count = counted?.rows ?? 0;
    if (count === 0) continue;
    const rows = await queryRows<{ id: string }>(
      trx,
      `select ${id} as id from ${from} order by ${id} limit ${SAMPLE}`,
      [tenantId, skuId],
    );
    uses.push({ noun, count, sample: rows.map((row) => row.id) });
  }
  return uses;
}

/** Deletes a SKU that nothing depends on. Its ledger stays. */
export async function deleteSku(trx: Trx, tenantId: string, skuId: string): Promise<void> {
  await queryRows(trx, "delete from skus where tenant_id = ? and id = ?", [tenantId, skuId]);
}
