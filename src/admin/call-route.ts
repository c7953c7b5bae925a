import { NO_PRECONDITION } from "../effects/precondition.js";
import type { CallReader } from "./check-call.js";
import { requireAction } from "./permission.js";
import { answerPreview, requestText, withShownDifference } from "./preview.js";
import { type PreviewAsk, splitPreview } from "./preview-query.js";
import { type AdminAnswer, type AdminCall, type AdminContext, type AdminRoute, isChanging } from "./route.js";
import { withUserIds } from "./user-names.js";

/** The unchecked input of a route. */
export interface SentCall extends Pick<AdminCall, "params" | "stream" | "precondition"> {
  readonly query: Readonly<Record<string, unknown>>;
  readonly body: unknown;
}

/** A call whose input was checked. */
interface PreparedCall {
  /** What the request asks for, as a text that another request does not have. */
  readonly text: string;
  /** What it asks for besides its operation; undefined if it changes nothing. */
  readonly ask: PreviewAsk | undefined;
  run(ctx: AdminContext): Promise<AdminAnswer>;
}

/**
 * Checks the input of a route, and replaces userNames by ids.
 * @throws AppError `invalidValue` for an invalid path, query or body
 */
export async function prepareCall(
  route: AdminRoute,
  reader: CallReader,
  ctx: AdminContext,
  { params: given, query, body, stream, precondition }: SentCall,
): Promise<PreparedCall> {
  const named = { params: reader.params(given), query: reader.query(query), body: reader.body(body) };
  const conditions = route.conditional === true ? precondition : NO_PRECONDITION;
  const call = { ...(await withUserIds(ctx, route, named)), stream, precondition: conditions };
  const { ask, rest } = isChanging(route)
    ? splitPreview(call.query, ctx.now())
    : { ask: undefined, rest: call.query };
  const text = requestText(route, { params: call.params, query: rest, body: call.body });
  return { text, ask, run: (inner) => route.run({ ...call, ctx: inner, query: rest }) };
}

/**
 * Runs a route for a request or a command, or shows what it would do. The caller has checked the permission.
 * @throws AppError `invalidValue` for an invalid path, query or body, and the errors of the route
 */
export async function callRoute(
  route: AdminRoute,
  reader: CallReader,
  ctx: AdminContext,
  sent: SentCall,
): Promise<AdminAnswer> {
  const call = await prepareCall(route, reader, ctx, sent);
  const { text, ask } = call;
  const run = (inner: AdminContext): Promise<AdminAnswer> => call.run(inner);
  if (ask === undefined) return run(ctx);
  const changing = { ...ctx, request: { text, confirm: ask.confirm } };
  if (!ask.isPreview) return withShownDifference(() => run(changing));
  // It shows all whose access time alone changes, in any instance.
  if (ask.at !== undefined) requireAction(ctx, "read");
  // A stream can be read once, and on a copy of the database a change is never run again.
  return answerPreview(changing, run, ask, route.stream === undefined ? "writer" : "copy");
}
