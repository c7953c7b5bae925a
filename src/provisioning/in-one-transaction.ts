import { inTransaction } from "../db/transaction.js";
import { resolveMember } from "../directory/group-members.js";
import { holdMemberships } from "../directory/membership-lock.js";
import type { Context } from "./context.js";

/**
 * Runs several use-cases as one transaction; within it each of them is a savepoint of its own, so that one that fails
 * leaves nothing and the others stay.
 * @param memberships - `exclusive` when one of them deletes, `shared` when one changes a group: held from the
 *   beginning, since two transactions that go from one to the other would wait for each other
 * @param work - gets the context that the use-cases have to run with; may run more than once
 */
export async function inOneTransaction<T>(
  ctx: Context,
  memberships: "shared" | "exclusive" | undefined,
  work: (ctx: Context) => Promise<T>,
): Promise<T> {
  return inTransaction(ctx.db, async (trx) => {
    if (memberships !== undefined) await holdMemberships(trx, ctx.viewer.tenantId, memberships);
    return work({ ...ctx, db: { ...ctx.db, read: trx, write: trx } });
  });
}

/** A resource that is about to be created under an id that others know already. */
export interface ComingResource {
  readonly id: string;
  readonly type: "User" | "Group";
}

/**
 * Runs use-cases that create resources which name each other, as one transaction: all of them come to be, or none.
 * @param coming - what `work` creates
 */
export async function createTogether<T>(
  ctx: Context,
  coming: readonly ComingResource[],
  work: (ctx: Context) => Promise<T>,
): Promise<T> {
  return inTransaction(ctx.db, async (trx) => {
    const db = { ...ctx.db, read: trx, write: trx };
    const result = await work({ ...ctx, db, comingIds: new Set(coming.map(({ id }) => id)) });
    for (const { id, type } of coming) await resolveMember(trx, ctx.viewer.tenantId, id, type);
    return result;
  });
}
