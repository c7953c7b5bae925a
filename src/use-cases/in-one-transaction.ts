import type { Trx } from "../db/connect.js";
import { resolveMember } from "../directory/groups/members.js";
import { lockAllMemberships } from "../directory/groups/membership-lock.js";
import { type Context, within } from "../effects/context.js";
import { licenseNewMember } from "../licensing/group-licenses.js";
import { lockSeats } from "../licensing/seat-lock.js";
import { inChange } from "./changes/in-change.js";
import { inTurn, type Turns } from "./in-turn.js";
import { inSeatTransaction } from "./seat-transaction.js";

const bulkTurns: Turns = new Map();

/**
 * Runs several use-cases in one transaction with a savepoint each, so that a failing one leaves nothing and the others
 * stay. Per tenant, one such transaction runs at a time and excludes changes of memberships: it locks many rows in
 * arbitrary order, and two of them would deadlock.
 * @param work - gets the context for the use-cases; may run more than once
 */
export async function inOneTransaction<T>(ctx: Context, work: (ctx: Context) => Promise<T>): Promise<T> {
  const { tenantId } = ctx.viewer;
  const attempt = async (trx: Trx): Promise<T> => {
    await lockSeats(trx, tenantId);
    await lockAllMemberships(trx, tenantId);
    return work(within(ctx, trx));
  };
  return inTurn(bulkTurns, tenantId, () => inChange({ ...ctx, isLong: true }, attempt));
}

/** A resource to be created under an id that other resources already refer to. */
export interface ComingResource {
  readonly id: string;
  readonly type: "User" | "Group";
}

/**
 * Runs use-cases that create resources which refer to each other in one transaction: all are created, or none.
 * @param coming - the resources that `work` creates
 */
export async function createTogether<T>(
  ctx: Context,
  coming: readonly ComingResource[],
  work: (ctx: Context, comingIds: ReadonlySet<string>) => Promise<T>,
): Promise<T> {
  return inSeatTransaction(ctx, async (trx, gate) => {
    const result = await work(within(ctx, trx), new Set(coming.map(({ id }) => id)));
    for (const { id, type } of coming) {
      await resolveMember(trx, ctx.viewer.tenantId, id, type);
      if (type === "User") await licenseNewMember(gate.open(), id);
    }
    return result;
  });
}
