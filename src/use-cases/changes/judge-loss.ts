import type { Trx } from "../../db/connect.js";
import { AppError } from "../../errors.js";
import { confirmationOf, isDifferenceAboveBrake, type LossToJudge } from "./brake.js";
import type { ChangeContext } from "./change-context.js";
import { differenceOfTrial } from "./difference-of-trial.js";
import { tryChange } from "./try-change.js";

/** The number of people that the refusal lists. */
const LISTED = 10;

/**
 * Tries a change of an administrator and refuses it if it would take access from too many people and is not confirmed.
 * @param place - where to try it
 * @throws AppError `conflict` WOULD_SHUT_OUT, with the difference and the confirmation
 */
export async function judgeLoss(
  ctx: ChangeContext,
  change: (trx: Trx) => Promise<unknown>,
  place: LossToJudge["place"],
): Promise<void> {
  const trial = await tryChange(ctx, change, place);
  const { difference, losersHash } = await differenceOfTrial(ctx, trial, { limit: LISTED });
  if (!(await isDifferenceAboveBrake(ctx.db.read, ctx, difference.instances))) return;
  const confirm = confirmationOf(ctx.request, losersHash);
  if (ctx.request?.confirm === confirm) return;
  const where = difference.instances
    .filter(({ loses }) => loses > 0)
    .map(({ loses, before, name }) => `${loses} of ${before} users in instance "${name}"`);
  throw new AppError(
    "WOULD_SHUT_OUT",
    `this would take access from ${where.join(" and ")}: look at the difference, then repeat the request with confirm=${confirm}`,
    { more: { difference, confirm } },
  );
}
