import { callRoute } from "../admin/call-route.js";
import { callReader, queryOf } from "../admin/check-call.js";
import { answerPreview, withShownDifference } from "../admin/preview.js";
import { splitPreview } from "../admin/preview-query.js";
import { type AdminContext, type AdminRoute, isChanging } from "../admin/route.js";
import { adminRoutes } from "../admin/routes/all.js";
import { type Answer, objectsAt } from "./answer-text.js";
import type { Call } from "./command.js";
import { makeChange } from "./preview.js";

/** The input of an operation by name: path parameters, query parameters and members of the body. */
export type Members = Readonly<Record<string, unknown>>;

/** Further input. */
export interface Sent {
  /** A whole body, instead of one made of members. */
  readonly body?: unknown;
  readonly stream?: AsyncIterable<Uint8Array>;
  /** The expected version; any if undefined. */
  readonly ifMatch?: string;
}

/** A context in which an operation is called: for a command, or as a part of the work of one. */
export interface CommandContext extends AdminContext {
  /** The command whose `--preview` and `--confirm` are for the changing operation that is called. */
  readonly call?: Call | undefined;
}

/** The page size of an operation. */
const PAGE = 1000;

const routes = new Map(adminRoutes.map((route) => [route.operationId, route]));

/** Returns the operation of the admin API with an id. @throws Error if there is none */
export function operationOf(operationId: string): AdminRoute {
  const route = routes.get(operationId);
  if (route === undefined) throw new Error(`the admin API has no operation '${operationId}'`);
  return route;
}

/** Returns whether an operation has a member in its path, query or body. */
export function hasMember(route: AdminRoute, member: string): boolean {
  return partOf(route, member) !== "body" || member in Object(route.body?.["properties"]);
}

function partOf(route: AdminRoute, member: string): "path" | "query" | "body" {
  if (route.path.includes(`{${member}}`)) return "path";
  return member in queryOf(route) ? "query" : "body";
}

/**
 * Calls an operation of the admin API in this process, with the same checks as a request. A changing one is previewed
 * or confirmed as the command says.
 * @returns the body of its answer, an empty object if it has none
 */
export async function callOperation(
  ctx: CommandContext,
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
  const send = async (more: Members): Promise<Answer> => {
    const answer = await callRoute(route, callReader(route), ctx, {
      params: textsOf(partsOf("path")),
      query: textsOf({ ...partsOf("query"), ...more }),
      body: route.body === undefined && isEmpty(body) ? undefined : body,
      stream,
      precondition: { ifMatch, ifNoneMatch: undefined },
    });
    return (answer.body ?? {}) as Answer;
  };
  if (ctx.call === undefined || !isChanging(route)) return send({});
  return makeChange(ctx.call, {
    preview: (at) => send({ preview: true, ...(at !== undefined && { at }) }),
    make: (confirm) => send(confirm === undefined ? {} : { confirm }),
  });
}

/** Runs a use-case that no operation of the admin API has, which is previewed or confirmed as the command says. */
export function callUseCase<T>(
  { call, ...ctx }: CommandContext & { readonly call: Call },
  name: string,
  run: (ctx: AdminContext) => Promise<T>,
): Promise<T> {
  const query = (more: Readonly<Record<string, string>>) => splitPreview(more, ctx.now()).ask;
  return makeChange(call, {
    preview: async (at) => {
      const ask = query({ preview: "true", ...(at !== undefined && { at }) });
      return (await answerPreview(ctx, run, ask)).body as Answer;
    },
    make: (confirm) => withShownDifference(() => run({ ...ctx, request: { text: name, confirm } })),
  });
}

/** Returns the items that an operation lists, from all its pages. @param most - the maximum number */
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
