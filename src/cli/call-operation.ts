import { callRoute } from "../admin/call-route.js";
import { callReader, queryOf } from "../admin/check-call.js";
import type { AdminContext, AdminRoute } from "../admin/route.js";
import { adminRoutes } from "../admin/routes/all.js";
import { type Answer, objectsAt } from "./answer-text.js";

/** What is sent to an operation, by name: parts of its path, of its query and of its body alike. */
export type Members = Readonly<Record<string, unknown>>;

/** What is sent besides members. */
export interface Sent {
  /** The body, in the place of one that is made of members. */
  readonly body?: unknown;
  readonly stream?: AsyncIterable<Uint8Array>;
  /** The version on which the call is based; any if undefined. */
  readonly ifMatch?: string;
}

/** Items that an operation answers on one page at the most. */
const PAGE = 1000;

const routes = new Map(adminRoutes.map((route) => [route.operationId, route]));

/** The operation of the admin API with this id. @throws Error when there is none */
export function operationOf(operationId: string): AdminRoute {
  const route = routes.get(operationId);
  if (route === undefined) throw new Error(`the admin API has no operation '${operationId}'`);
  return route;
}

/** Whether an operation takes a member: as a part of its path, in its query or in its body. */
export function hasMember(route: AdminRoute, member: string): boolean {
  return partOf(route, member) !== "body" || member in Object(route.body?.["properties"]);
}

function partOf(route: AdminRoute, member: string): "path" | "query" | "body" {
  if (route.path.includes(`{${member}}`)) return "path";
  return member in queryOf(route) ? "query" : "body";
}

/**
 * Calls an operation of the admin API in this process, with the same checks as a request.
 * @returns the body of its answer, an empty object where it has none
 */
export async function callOperation(
  ctx: AdminContext,
  operationId: string,
  members: Members,
  { stream = nothing(), ifMatch, ...whole }: Sent = {},
): Promise<Answer> {
  const route = operationOf(operationId);
  const partsOf = (part: string) =>
    Object.fromEntries(
      Object.entries(members).filter(([name, value]) => value !== undefined && partOf(route, name) === part),
    );
  const body = whole.body ?? partsOf("body");
  const answer = await callRoute(route, callReader(route), ctx, {
    params: textsOf(partsOf("path")),
    query: textsOf(partsOf("query")),
    body: route.body === undefined && isEmpty(body) ? undefined : body,
    stream,
    precondition: { ifMatch, ifNoneMatch: undefined },
  });
  return (answer.body ?? {}) as Answer;
}

/** The items that an operation lists, of all its pages. @param most - how many at the most */
export async function listOperation(
  ctx: AdminContext,
  operationId: string,
  members: Members,
  most: number,
): Promise<Answer[]> {
  const { paged = false } = operationOf(operationId);
  const items: Answer[] = [];
  let cursor: unknown;
  do {
    const limit = String(Math.min(PAGE, most - items.length));
    const page = await callOperation(ctx, operationId, paged ? { ...members, limit, cursor } : members);
    items.push(...objectsAt(page, "value"));
    cursor = page["nextCursor"];
  } while (cursor !== undefined && items.length < most);
  return items;
}

function textsOf(members: Members): Record<string, string> {
  return Object.fromEntries(Object.entries(members).map(([name, value]) => [name, String(value)]));
}

function isEmpty(body: unknown): boolean {
  return typeof body === "object" && body !== null && Object.keys(body).length === 0;
}

async function* nothing(): AsyncGenerator<Uint8Array> {
  // No operation reads this unless a command sends something.
}
