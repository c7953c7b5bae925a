import { AppError } from "../errors.js";
import { foresee } from "../use-cases/previews/foresee.js";
import { isDifference, showDifference } from "./difference-view.js";
import type { PreviewAsk } from "./preview-query.js";
import type { AdminAnswer, AdminContext, AdminRoute } from "./route.js";

/** Returns what a request asks for as a text: a confirmation holds for one text only. */
export function requestText(
  { operationId }: AdminRoute,
  parts: { readonly params: object; readonly query: object; readonly body: unknown },
): string {
  return `${operationId} ${JSON.stringify(parts)}`;
}

/** Answers what a request would do, and changes nothing. @param place - as `tryChange` */
export async function answerPreview(
  ctx: AdminContext,
  run: (ctx: AdminContext) => Promise<unknown>,
  { limit, after, at }: PreviewAsk,
  place?: "writer" | "copy",
): Promise<AdminAnswer> {
  const { difference, confirm } = await foresee(ctx, run, { limit, after }, { at, place });
  return { status: 200, body: { ...showDifference(difference), ...(confirm !== undefined && { confirm }) } };
}

/** Runs a change; the error of one that would shut people out has the difference as it is answered. */
export async function withShownDifference<T>(run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    if (!(error instanceof AppError) || error.businessCode !== "WOULD_SHUT_OUT") throw error;
    const { difference, ...rest } = error.more;
    if (!isDifference(difference)) throw error;
    throw new AppError(error.businessCode, error.sentence, {
      cause: error,
      more: { ...rest, difference: showDifference(difference) },
    });
  }
}
