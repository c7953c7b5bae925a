import { closeHold, type Hold, type HoldState, lockHold, noteEnd } from "../../crm/kept/holds.js";
import { endKept, exceptKept, listEnded, listKept } from "../../crm/kept/kept-access.js";
import type { Trx } from "../../db/connect.js";
import { notesOf } from "../../db/transaction-notes.js";
import { type Context, originOf } from "../../effects/context.js";
import { AppError } from "../../errors.js";
import { recordAudit } from "../../observability/audit.js";
import { enqueueKept, liftKept } from "../changes/kept-people.js";
import { inSeatTransaction } from "../seat-transaction.js";

/** The number of people per transaction. */
const BATCH = 500;

/**
 * Lets the changes that a hold keeps back take effect: for everybody from one moment on, seats and records batch by
 * batch. If the process dies, a job goes on. The exceptions of a discarded hold end, too.
 * @throws AppError `notFound` UNKNOWN_HOLD, `conflict` HOLD_CLOSED
 */
export async function releaseHold(ctx: Context, id: string): Promise<void> {
  const isDone = await inSeatTransaction(
    ctx,
    async (trx) => {
      const hold = await lockHold(trx, ctx.viewer.tenantId, id);
      if (hold.state === "released" || hold.state === "ended") throw closed(hold);
      await endHold(trx, ctx, hold, "released");
      return applySome(trx, ctx, id);
    },
    "surely",
    true,
  );
  if (!isDone) await applyHold(ctx, id, () => false);
}

/**
 * Lets the changes that a hold keeps back take effect for one person.
 * @throws AppError `notFound` UNKNOWN_HOLD or NOT_HELD
 */
export async function releasePerson(ctx: Context, id: string, userId: string): Promise<void> {
  const { tenantId } = ctx.viewer;
  await inSeatTransaction(
    ctx,
    async (trx) => {
      const now = ctx.now();
      await lockHold(trx, tenantId, id);
      if (!(await endKept(trx, tenantId, id, userId, now))) {
        throw new AppError(
          "NOT_HELD",
          `the hold "${id}" does not keep the access of "${userId.slice(0, 60)}"`,
        );
      }
      await recordAudit(trx, originOf(ctx), now, {
        action: "hold.personReleased",
        resourceType: "Hold",
        resourceId: id,
        facts: { userId },
      });
      await applySome(trx, ctx, id);
    },
    "surely",
    true,
  );
}

/**
 * Makes exceptions of all that a hold keeps: people keep their access until the provider sends a change that concerns
 * it again.
 * @throws AppError `notFound` UNKNOWN_HOLD, `conflict` HOLD_CLOSED
 */
export async function discardHold(ctx: Context, id: string): Promise<void> {
  const { tenantId } = ctx.viewer;
  await inSeatTransaction(
    ctx,
    async (trx) => {
      const now = ctx.now();
      const hold = await lockHold(trx, tenantId, id);
      if (hold.state !== "open" || hold.endsAt <= now) throw closed(hold);
      await recordAudit(trx, originOf(ctx), now, {
        action: "hold.discarded",
        resourceType: "Hold",
        resourceId: id,
        facts: { people: hold.people },
      });
      await exceptKept(trx, tenantId, id);
      await closeHold(trx, tenantId, id, "discarded", now);
      for (let after: string | undefined = ""; after !== undefined; ) {
        const rows = await listKept(trx, tenantId, id, { after, limit: BATCH });
        const userIds: readonly string[] = [...new Set(rows.map(({ userId }) => userId))];
        await enqueueKept(trx, tenantId, rows, now);
        after = userIds.length < BATCH ? undefined : userIds.at(-1);
      }
    },
    "surely",
    true,
  );
}

function closed({ id, state }: Hold): AppError {
  return new AppError("HOLD_CLOSED", `the hold "${id}" is ${state === "open" ? "ended" : state} already`);
}

/** Goes on with a hold whose end has come, or whose release was interrupted, until all of it is in effect. */
export async function applyHold(ctx: Context, id: string, isStopped: () => boolean): Promise<void> {
  const { tenantId } = ctx.viewer;
  for (let isDone = false; !isDone && !isStopped(); ) {
    isDone = await inSeatTransaction(
      ctx,
      async (trx) => {
        const hold = await lockHold(trx, tenantId, id);
        const notes = notesOf(trx);
        if (hold.state === "open" && hold.endsAt <= ctx.now()) await endHold(trx, ctx, hold, "ended");
        else if (notes !== undefined && hold.endEntry !== undefined) notes.cause ??= hold.endEntry;
        return applySome(trx, ctx, id);
      },
      "surely",
      true,
    );
  }
}

/** Ends a hold for everybody at once; what follows from that can be done later. */
async function endHold(trx: Trx, ctx: Context, { id, people }: Hold, state: HoldState): Promise<void> {
  const { tenantId } = ctx.viewer;
  const now = ctx.now();
  await endKept(trx, tenantId, id, undefined, now);
  await closeHold(trx, tenantId, id, state, now);
  const entry = await recordAudit(trx, originOf(ctx), now, {
    action: state === "ended" ? "hold.ended" : "hold.released",
    resourceType: "Hold",
    resourceId: id,
    facts: { people },
  });
  await noteEnd(trx, tenantId, id, entry);
}

/** Applies what has ended, for some people. Returns true if that was all. */
async function applySome(trx: Trx, ctx: Context, id: string): Promise<boolean> {
  const keys = await listEnded(trx, ctx.viewer.tenantId, id, ctx.now(), BATCH);
  if (keys.length > 0) await liftKept(trx, ctx, keys);
  return keys.length < BATCH;
}
