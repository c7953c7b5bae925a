import type { CallReader } from "./check-call.js";
import { answerPreview, requestText, withShownDifference } from "./preview.js";
import { splitPreview } from "./preview-query.js";
import type { AdminAnswer, AdminCall, AdminContext, AdminRoute } from "./route.js";
import { withUserIds } from "./user-names.js";

/** The unchecked input of a route. */
export interface SentCall extends Pick<AdminCall, "params" | "stream" | "precondition"> {
  readonly query: Readonly<Record<string, unknown>>;
  readonly body: unknown;
}

/**
 * Runs a route for a request or a command: checks query and body, and replaces userNames by ids. The caller has checked
 * the permission.
 * @throws AppError `invalidValue` for an invalid path, query or body, and the errors of the route
 */
export async function callRoute(
  route: AdminRoute,
  reader: CallReader,
  ctx: AdminContext,
  { params: given, query, body, stream, precondition }: SentCall,
): Promise<AdminAnswer> {
  const named = { params: reader.params(given), query: reader.query(query), body: reader.body(body) };
  const call = { ...(await withUserIds(ctx, route, named)), stream, precondition };
  if (route.method === "get") return route.run({ ctx, ...call });
  const { rest, ask } = splitPreview(call.query);
  const { params, body: sent } = call;
  const text = requestText(route, { params, query: rest, body: sent });
  const changing = { ...ctx, request: { text, confirm: ask.confirm } };
  const run = (inner: AdminContext): Promise<AdminAnswer> => route.run({ ...call, ctx: inner, query: rest });
  return ask.isPreview ? answerPreview(changing, run, ask) : withShownDifference(() => run(changing));
}
