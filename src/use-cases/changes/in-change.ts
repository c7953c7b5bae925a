import { type Settled, settleTouched } from "../../crm/history/settle.js";
import { enqueueSync } from "../../crm/sync/tasks.js";
import type { Trx } from "../../db/connect.js";
import { inTransaction } from "../../db/transaction.js";
import { notesOf, TransactionNotes, takeNotes } from "../../db/transaction-notes.js";
import { isGuarded, LossToJudge, losesTooMuch } from "./brake.js";
import type { ChangeContext } from "./change-context.js";
import { judgeLoss } from "./judge-loss.js";

/**
 * Runs a change in one transaction, and decides at its end the access of everybody whom it concerns: what changed is
 * remembered, and a change of an administrator that would take access from too many people is refused until it is
 * confirmed. Inside another transaction it is a part of that one. docs/foresee.md
 * @param change - may run more than once: no effects besides those on `trx`
 * @throws AppError `conflict` WOULD_SHUT_OUT
 */
export async function inChange<T>(ctx: ChangeContext, change: (trx: Trx) => Promise<T>): Promise<T> {
  if (notesOf(ctx.db.write) !== undefined) return inTransaction(ctx.db, change);
  try {
    return await attempt(ctx, change, isGuarded(ctx));
  } catch (error) {
    if (!(error instanceof LossToJudge)) throw error;
    await judgeLoss(ctx, change);
    return attempt(ctx, change, false);
  }
}

function attempt<T>(ctx: ChangeContext, change: (trx: Trx) => Promise<T>, isJudged: boolean): Promise<T> {
  return inTransaction(ctx.db, async (trx) => {
    const notes = new TransactionNotes();
    takeNotes(trx, notes);
    const result = await change(trx);
    const settled = await settle(trx, ctx, notes);
    if (isJudged && (await isToBeJudged(trx, ctx, notes, settled))) throw new LossToJudge();
    await enqueueBesides(trx, ctx, settled);
    return result;
  });
}

const NOTHING: Settled = { changes: [], besides: [] };

async function settle(
  trx: Trx,
  { viewer, actor, trigger, now }: ChangeContext,
  notes: TransactionNotes,
): Promise<Settled | undefined> {
  if (notes.isEmpty) return NOTHING;
  const settlement = {
    tenantId: viewer.tenantId,
    now: now(),
    causeEntry: notes.cause,
    connectionId: trigger === "scim" && actor.kind === "connection" ? actor.id : undefined,
  };
  return settleTouched(trx, settlement, notes);
}

/** Groups whose licenses go on in the background concern more people than are decided within a change. */
async function isToBeJudged(
  trx: Trx,
  ctx: ChangeContext,
  notes: TransactionNotes,
  settled: Settled | undefined,
): Promise<boolean> {
  if (settled === undefined || notes.groups.size > 0) return true;
  return losesTooMuch(trx, ctx, settled.changes);
}

/** Schedules the synchronization of people whose access changed although nobody changed them. */
async function enqueueBesides(
  trx: Trx,
  { viewer: { tenantId }, now }: ChangeContext,
  settled: Settled | undefined,
): Promise<void> {
  for (const { userId, instanceId } of settled?.besides ?? []) {
    const request = { tenantId, userIds: [userId], instanceId, cause: "administrators" } as const;
    await enqueueSync(trx, { ...request, reach: "existing" }, now());
  }
}
