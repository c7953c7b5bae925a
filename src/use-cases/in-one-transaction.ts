import type { Trx } from "../db/connect.js";
import { inTransaction } from "../db/transaction.js";
import { resolveMember } from "../directory/groups/members.js";
import { lockMemberships } from "../directory/groups/membership-lock.js";
import { type Context, within } from "../effects/context.js";
import { licenseNewMember } from "../licensing/group-licenses.js";
import { lockSeats } from "../licensing/seat-lock.js";
import { inSeatTransaction } from "./seat-transaction.js";

/** The last of such transactions of each tenant: those that wait must not hold connections that others need. */
const lastOf = new Map<string, Promise<unknown>>();

async function inTurn<T>(tenantId: string, work: () => Promise<T>): Promise<T> {
  const turn = (lastOf.get(tenantId) ?? Promise.resolve()).then(work);
  const end = turn.catch(() => undefined);
  lastOf.set(tenantId, end);
  await end;
  if (lastOf.get(tenantId) === end) lastOf.delete(tenantId);
  return turn;
}

/**
 * Runs several use-cases as one transaction; within it each of them is a savepoint of its own, so that one that fails
 * leaves nothing and the others stay. In a tenant one such transaction runs at a time, beside no change of
 * memberships: it locks many rows in the order in which they come, and two of them would wait for each other.
 * @param work - gets the context that the use-cases have to run with; may run more than once
 */
export async function inOneTransaction<T>(ctx: Context, work: (ctx: Context) => Promise<T>): Promise<T> {
  const { tenantId } = ctx.viewer;
  const attempt = async (trx: Trx): Promise<T> => {
    await lockSeats(trx, tenantId);
    await lockMemberships(trx, tenantId, "exclusive");
    return work(within(ctx, trx));
  };
  return inTurn(tenantId, () => inTransaction(ctx.db, attempt));
}

/** A resource that is about to be created under an id that others know already. */
export interface ComingResource {
  readonly id: string;
  readonly type: "User" | "Group";
}

/**
 * Runs use-cases that create resources which name each other, as one transaction: all of them come to be, or none.
 * @param coming - what `work` creates
 * @param work - gets their ids too, which members may name before they exist
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
