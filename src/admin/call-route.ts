import type { CallReader } from "./check-call.js";
import type { AdminAnswer, AdminCall, AdminContext, AdminRoute } from "./route.js";
import { withUserIds } from "./user-names.js";

/** What is sent for a route, before anything of it is checked. */
export interface SentCall extends Pick<AdminCall, "params" | "stream" | "precondition"> {
  readonly query: Readonly<Record<string, unknown>>;
  readonly body: unknown;
}

/**
 * Runs a route with what was sent for it, whoever sent it: a request, or a command at a terminal. Query and body are
 * checked, and names of users become ids. Whether the caller is permitted to do this is checked before.
 * @throws AppError `invalidValue` for a path, a query or a body that the route does not take, and what the route throws
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
