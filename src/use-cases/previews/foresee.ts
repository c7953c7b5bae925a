import type { AccessDifference } from "../../crm/difference/difference.js";
import type { DifferencePage } from "../../crm/difference/tally.js";
import type { Trx } from "../../db/connect.js";
import type { Context } from "../../effects/context.js";
import { previewContext } from "../../effects/preview-context.js";
import { confirmationOf, isDifferenceAboveBrake } from "../changes/brake.js";
import { differenceOfTrial } from "../changes/difference-of-trial.js";
import { tryChange } from "../changes/try-change.js";
import { passTime } from "./pass-time.js";

/** What a change would do. */
export interface Foresight {
  readonly difference: AccessDifference;
  /** What the request has to carry as `confirm`; undefined if it needs no confirmation. */
  readonly confirm: string | undefined;
}

/** Where and when a change is foreseen. */
interface Circumstances {
  /** The later instant at which the change is made, in UTC milliseconds; now if undefined. */
  readonly at?: number | undefined;
  /** As `tryChange`. */
  readonly place?: "writer" | "copy" | undefined;
}

/**
 * Returns what a change would do, without doing it: the use-case runs in a transaction that is rolled back, and nothing
 * outside the database happens. At a later instant, what runs out until then has run out before. docs/foresee.md
 * @param run - makes the change with the context that it is given
 * @throws AppError as the change does
 */
export async function foresee<C extends Context>(
  ctx: C,
  run: (ctx: C) => Promise<unknown>,
  page: DifferencePage,
  { at, place }: Circumstances = {},
): Promise<Foresight> {
  const then = at === undefined ? ctx : { ...ctx, now: () => at };
  const change = async (trx: Trx): Promise<void> => {
    if (at !== undefined) await passTime(previewContext(then, trx), trx);
    await run(previewContext(then, trx));
  };
  const trial = await tryChange(then, change, place);
  const { difference, losersHash } = await differenceOfTrial(ctx, trial, page);
  // A confirmation is for a request that is made now.
  const isBraked = at === undefined && (await isDifferenceAboveBrake(ctx.db.read, ctx, difference.instances));
  return { difference, confirm: isBraked ? confirmationOf(ctx.request, losersHash) : undefined };
}
