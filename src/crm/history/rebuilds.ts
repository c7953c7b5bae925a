import type { Db, Trx } from "../../db/connect.js";
import { queryRows } from "../../db/query.js";

/** What is rebuilt of a tenant's history: first the states that last, then those before. */
export interface Rebuild {
  readonly tenantId: string;
  readonly stage: "current" | "past";
  /** The id of the last person that is done; empty at the beginning. */
  readonly position: string;
}

/** Lists what is still to be rebuilt. */
export async function listRebuilds(db: Db): Promise<readonly Rebuild[]> {
  return queryRows<Rebuild>(
    db,
    `select tenant_id as "tenantId", stage, position from access_rebuilds where stage <> 'done' order by tenant_id`,
  );
}

/** Takes a step of a rebuild. Returns false if another process has taken it. */
export async function advanceRebuild(
  trx: Trx,
  { tenantId, stage, position }: Rebuild,
  next: { readonly stage: Rebuild["stage"] | "done"; readonly position: string },
): Promise<boolean> {
  const moved = await queryRows(
    trx,
    `update access_rebuilds set stage = ?, position = ?
     where tenant_id = ? and stage = ? and position = ? returning tenant_id`,
    [next.stage, next.position, tenantId, stage, position],
  );
  return moved.length > 0;
}
