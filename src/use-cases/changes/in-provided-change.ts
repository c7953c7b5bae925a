import { lockLosses } from "../../crm/kept/holds.js";
import type { Trx } from "../../db/connect.js";
import { inTransaction } from "../../db/transaction.js";
import { TransactionNotes, takeNotes } from "../../db/transaction-notes.js";
import type { Alarm } from "../../effects/context.js";
import { AppError } from "../../errors.js";
import { lockSeats } from "../../licensing/seat-lock.js";
import type { ChangeContext } from "./change-context.js";
import { judgeLosses } from "./hold-limit.js";
import { finishHold, keepAccess } from "./keep-access.js";
import { type KeptPerson, KeptSeatsNeedLock, type Loss } from "./kept-people.js";
import { lossesOfTrial } from "./losses-of-trial.js";
import { type SettledChange, settleChange } from "./settle-change.js";
import { tryChange } from "./try-change.js";

/** Thrown at the end of a transaction that takes access from too many people. It is run again and keeps the access. */
class LossToHold extends Error {
  /** Undefined if the change concerns too many people to decide about them in its transaction. */
  readonly losses: readonly Loss[] | undefined;

  constructor(losses: readonly Loss[] | undefined) {
    super("this transaction takes access from many people");
    this.name = "LossToHold";
    this.losses = losses;
  }
}

/** How a change is run. */
interface Run {
  /** Whose access is kept. */
  readonly kept: readonly Loss[];
  /** True if nobody else is looked at: that was done in a trial. */
  readonly isJudged: boolean;
  readonly locksSeats: boolean;
}

/** How often a change is run again because other changes came in between. */
const MAX_RUNS = 6;

/**
 * Runs a change of a connection in one transaction. If it would take access from too many people, its effect on their
 * access is held, or it is refused, as the connection's policy says. docs/holds.md
 * @param change - may run more than once
 * @throws AppError `conflict` WOULD_SHUT_OUT
 */
export async function inProvidedChange<T>(
  ctx: ChangeContext,
  connectionId: string,
  change: (trx: Trx) => Promise<T>,
): Promise<T> {
  let run: Run = { kept: [], isJudged: false, locksSeats: false };
  for (let runs = 1; runs <= MAX_RUNS; runs++) {
    try {
      const { result, alarm } = await attempt(ctx, connectionId, change, run);
      if (alarm !== undefined) ctx.reportAlarm?.(alarm);
      return result;
    } catch (error) {
      if (error instanceof KeptSeatsNeedLock) run = { ...run, locksSeats: true };
      else if (error instanceof LossToHold) run = await nextRun(ctx, connectionId, change, run, error);
      else throw error;
    }
  }
  throw new AppError(
    "unavailable",
    "other changes of the same people came in between: send the request again",
  );
}

async function nextRun<T>(
  ctx: ChangeContext,
  connectionId: string,
  change: (trx: Trx) => Promise<T>,
  run: Run,
  { losses }: LossToHold,
): Promise<Run> {
  if (losses !== undefined) return { ...run, kept: [...run.kept, ...losses] };
  const found = await lossesOfTrial(ctx, await tryChange(ctx, change, "copy"));
  const policy = await judgeLosses(ctx.db.read, ctx, connectionId, found, false);
  return { ...run, kept: policy === "hold" ? found : [], isJudged: true };
}

function attempt<T>(
  ctx: ChangeContext,
  connectionId: string,
  change: (trx: Trx) => Promise<T>,
  { kept, isJudged, locksSeats }: Run,
): Promise<{ readonly result: T; readonly alarm: Alarm | undefined }> {
  const work = async (trx: Trx): Promise<{ readonly result: T; readonly alarm: Alarm | undefined }> => {
    const notes = new TransactionNotes();
    takeNotes(trx, notes);
    if (locksSeats) await lockSeats(trx, ctx.viewer.tenantId);
    const started = kept.length === 0 ? undefined : await keepAccess(trx, ctx, connectionId, kept);
    const result = await change(trx);
    const alarm = started && (await finishHold(trx, ctx, started, kept, notes.cause));
    const planned = new Set(kept.map(({ userId, instanceId }) => `${instanceId} ${userId}`));
    const isPlanned = (one: KeptPerson): boolean => planned.has(`${one.instance.id} ${one.userId}`);
    const judge = async ({ losses }: SettledChange): Promise<void> => {
      if (losses.length > 0) await lockLosses(trx, ctx.viewer.tenantId, connectionId);
      if ((await judgeLosses(trx, ctx, connectionId, losses, true)) === "hold") throw new LossToHold(losses);
    };
    const { changes } = await settleChange(trx, ctx, notes, isPlanned, isJudged ? undefined : judge);
    if (!isJudged && (changes === undefined || notes.groups.size > 0)) throw new LossToHold(undefined);
    return { result, alarm };
  };
  return inTransaction(ctx.db, work, ctx.isLong);
}
