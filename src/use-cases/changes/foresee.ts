import type { AccessDifference } from "../../crm/difference/difference.js";
import type { DifferencePage } from "../../crm/difference/tally.js";
import type { Context } from "../../effects/context.js";
import { previewContext } from "../../effects/preview-context.js";
import { confirmationOf, isDifferenceAboveBrake } from "./brake.js";
import { differenceOfTrial } from "./difference-of-trial.js";
import { tryChange } from "./try-change.js";

/** What a change would do. */
export interface Foresight {
  readonly difference: AccessDifference;
  /** What the request has to carry as `confirm`; undefined if it needs no confirmation. */
  readonly confirm: string | undefined;
}

/**
 * Returns what a change would do, without doing it: the use-case runs in a transaction that is rolled back, and nothing
 * outside the database happens. docs/foresee.md
 * @param run - makes the change with the context that it is given
 * @throws AppError as the change does
 */
export async function foresee<C extends Context>(
  ctx: C,
  run: (ctx: C) => Promise<unknown>,
  page: DifferencePage,
): Promise<Foresight> {
  const trial = await tryChange(ctx, (trx) => run(previewContext(ctx, trx)));
  const { difference, losersHash } = await differenceOfTrial(ctx, trial, page);
  const isBraked = await isDifferenceAboveBrake(ctx.db.read, ctx, difference.instances);
  return { difference, confirm: isBraked ? confirmationOf(ctx.request, losersHash) : undefined };
}
