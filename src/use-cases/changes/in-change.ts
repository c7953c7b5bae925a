import type { Trx } from "../../db/connect.js";
import { inTransaction } from "../../db/transaction.js";
import { notesOf, TransactionNotes, takeNotes } from "../../db/transaction-notes.js";
import { lockSeats } from "../../licensing/seat-lock.js";
import { isGuarded, LossToJudge, losesTooMuch } from "./brake.js";
import { type ChangeContext, connectionOf } from "./change-context.js";
import { inProvidedChange } from "./in-provided-change.js";
import { judgeLoss } from "./judge-loss.js";
import { KeptSeatsNeedLock } from "./kept-people.js";
import { settleChange } from "./settle-change.js";

/** How a change is run. */
interface Run {
  /** True if the brake holds for it. */
  readonly isJudged: boolean;
  readonly locksSeats: boolean;
}

/**
 * Runs a change in one transaction, and decides at its end the access of everybody whom it concerns: what changed is
 * remembered. A change of an administrator that would take access from too many people is refused until it is
 * confirmed; the effect of one of a connection is held. Inside another transaction it is a part of that one.
 * docs/foresee.md
 * @param change - may run more than once: no effects besides those on `trx`
 * @param isMeant - true if it is the purpose of the change that people lose access
 * @throws AppError `conflict` WOULD_SHUT_OUT
 */
export async function inChange<T>(
  ctx: ChangeContext,
  change: (trx: Trx) => Promise<T>,
  isMeant = false,
): Promise<T> {
  if (notesOf(ctx.db.write) !== undefined) return inTransaction(ctx.db, change);
  const connectionId = connectionOf(ctx);
  if (connectionId !== undefined) return inProvidedChange(ctx, connectionId, change);
  let run: Run = { isJudged: isGuarded(ctx) && !isMeant, locksSeats: false };
  for (;;) {
    try {
      return await attempt(ctx, change, run);
    } catch (error) {
      if (error instanceof KeptSeatsNeedLock && !run.locksSeats) run = { ...run, locksSeats: true };
      else if (error instanceof LossToJudge && run.isJudged) {
        await judgeLoss(ctx, change, error.place);
        run = { ...run, isJudged: false };
      } else throw error;
    }
  }
}

function attempt<T>(
  ctx: ChangeContext,
  change: (trx: Trx) => Promise<T>,
  { isJudged, locksSeats }: Run,
): Promise<T> {
  const work = async (trx: Trx): Promise<T> => {
    const notes = new TransactionNotes();
    takeNotes(trx, notes);
    if (locksSeats) await lockSeats(trx, ctx.viewer.tenantId);
    const result = await change(trx);
    const { changes } = await settleChange(trx, ctx, notes);
    if (!isJudged) return result;
    // Groups whose licenses go on in the background concern more people than are decided within a change.
    if (changes === undefined || notes.groups.size > 0) throw new LossToJudge("copy");
    if (await losesTooMuch(trx, ctx, changes)) throw new LossToJudge("writer");
    return result;
  };
  return inTransaction(ctx.db, work, ctx.isLong);
}
