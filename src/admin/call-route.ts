import type { CallReader } from "./check-call.js";
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
  { params, query, body, stream, precondition }: SentCall,
): Promise<AdminAnswer> {
  const named = { params: reader.params(params), query: reader.query(query), body: reader.body(body) };
  return route.run({ ctx, ...(await withUserIds(ctx, route, named)), stream, precondition });
}
