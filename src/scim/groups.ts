import { findGroup } from "../directory/groups/groups.js";
import type { GroupRow } from "../directory/resources/resource-row.js";
import { listGroups } from "../directory/search/list-resources.js";
import { readList } from "../directory/search/read-list.js";
import { type Context, clientSchema } from "../effects/context.js";
import { toEtag } from "../effects/precondition.js";
import { AppError } from "../errors.js";
import type { ResourceSchema } from "../schema/model.js";
import { type Projection, wantsAttribute } from "../schema/project.js";
import { createGroup, readNewGroup } from "../use-cases/groups/create-group.js";
import { deleteGroup } from "../use-cases/groups/delete-group.js";
import { readGroupReplacement } from "../use-cases/groups/read-replacement.js";
import { type GroupChange, updateGroup } from "../use-cases/groups/update-group.js";
import { notFound } from "../use-cases/users/update-user.js";
import type { Body, Exchange, PageLimits } from "./exchange.js";
import {
  groupChunks,
  INLINE_MEMBERS,
  INLINE_MEMBERS_IN_LIST,
  needsStream,
  toStream,
} from "./group-stream.js";
import { projectionOf, selectionOf } from "./list-query.js";
import { listHead, renderList } from "./list-response.js";
import { openPage } from "./paging.js";
import { applyPatch } from "./patch/apply.js";
import { splitMembership } from "./patch/membership.js";
import { parsePatch } from "./patch/parse.js";
import type { RawQuery } from "./raw-query.js";
import { locationOf, renderGroup, renderSingleGroup, setLocation } from "./render.js";
import { preconditionOf } from "./users.js";

function schemaOf(exchange: Exchange): ResourceSchema {
  return exchange.ctx.viewer.schemas.Group;
}

function inlineMembers(exchange: Exchange, projection: Projection | undefined, atMost: number): number {
  return wantsAttribute(schemaOf(exchange), projection, "members") ? atMost : 0;
}

function setVersion(exchange: Exchange, id: string, version: number): void {
  exchange.setHeader("ETag", toEtag(version));
  setLocation(exchange, locationOf(exchange.baseUrl, "Group", id));
}

function respond(exchange: Exchange, row: GroupRow, projection: Projection | undefined): Body {
  setVersion(exchange, row.id, row.version);
  if (needsStream(schemaOf(exchange), row, projection))
    return toStream(groupChunks(exchange, row, projection));
  return renderSingleGroup(schemaOf(exchange), exchange.baseUrl, row, projection);
}

/** GET /Groups/{id}. RFC 7644 §3.4.1. */
export async function getGroup(exchange: Exchange, id: string, query: RawQuery): Promise<Body> {
  const projection = projectionOf(schemaOf(exchange), query, exchange.ctx.options);
  const { db, viewer } = exchange.ctx;
  const row = await findGroup(db.read, viewer, id, inlineMembers(exchange, projection, INLINE_MEMBERS));
  if (!row) throw notFound("Group", id);
  return respond(exchange, row, projection);
}

async function* listChunks(
  exchange: Exchange,
  head: string,
  rows: readonly GroupRow[],
  projection: Projection | undefined,
): AsyncGenerator<string> {
  yield head;
  for (const [index, row] of rows.entries()) {
    if (index > 0) yield ",";
    yield* groupChunks(exchange, row, projection);
  }
  yield "]}";
}

/** GET /Groups and POST /Groups/.search. RFC 7644 §3.4.2, §3.4.3. */
export async function searchGroups(exchange: Exchange, query: RawQuery, limits: PageLimits): Promise<Body> {
  const { db, viewer, options } = exchange.ctx;
  const schema = schemaOf(exchange);
  const page = openPage(exchange, "/Groups", query, limits);
  const projection = projectionOf(schema, query, options);
  const list = { ...selectionOf([schema], query, options), ...page.window };
  const found = await readList(db, viewer, [schema], list, (reader) =>
    listGroups(reader, viewer, list, inlineMembers(exchange, projection, INLINE_MEMBERS_IN_LIST)),
  );
  const numbers = page.numbers(found);
  if (found.rows.some((row) => needsStream(schemaOf(exchange), row, projection))) {
    return toStream(listChunks(exchange, listHead(numbers), found.rows, projection));
  }
  const resources = found.rows.map((row) => renderGroup(schema, exchange.baseUrl, row, projection));
  return renderList(numbers, resources);
}

/** POST /Groups. RFC 7644 §3.3. */
export async function postGroup(exchange: Exchange, body: unknown, query: RawQuery): Promise<Body> {
  const projection = projectionOf(schemaOf(exchange), query, exchange.ctx.options);
  const { ctx } = exchange;
  const maxMembers = inlineMembers(exchange, projection, INLINE_MEMBERS);
  const row = await createGroup(ctx, readNewGroup(ctx, body), maxMembers);
  return respond(exchange, row, projection);
}

/**
 * Reads a PATCH of a group as a change that is applied to the stored group. RFC 7644 §3.5.2.
 * @throws AppError as `parsePatch`; and as `applyPatch` when it is applied
 */
export function readGroupPatch(ctx: Context, body: unknown): GroupChange {
  const schema = clientSchema(ctx, "Group");
  const { operations, ignored } = parsePatch(schema, body, ctx.options);
  ctx.reportIgnored(ignored);
  const { attributes, members } = splitMembership(operations, ctx.options);
  return { apply: (current) => applyPatch(schema, current, attributes, ctx.options), members };
}

/**
 * Returns true when a PATCH without `attributes` is answered with the group: many clients read the response, but none
 * should have to wait for a long list of members.
 */
export function answersPatchedGroup(ctx: Context, memberCount: number): boolean {
  return ctx.options.answerPatchedGroup && memberCount <= INLINE_MEMBERS;
}

/** PUT /Groups/{id}: omitted members are cleared like any other core attribute. RFC 7644 §3.5.1. */
export async function putGroup(
  exchange: Exchange,
  id: string,
  body: unknown,
  query: RawQuery,
): Promise<Body> {
  const { ctx } = exchange;
  const projection = projectionOf(schemaOf(exchange), query, ctx.options);
  const change = readGroupReplacement(ctx, body);
  const maxMembers = inlineMembers(exchange, projection, INLINE_MEMBERS);
  const { row } = await updateGroup(ctx, id, preconditionOf(exchange), change, maxMembers);
  if (!row) throw new AppError("internal", "The group was replaced but could not be read");
  return respond(exchange, row, projection);
}

/**
 * PATCH /Groups/{id}: answers 200 with the group or 204, as `answersPatchedGroup` decides; always 200 when `attributes`
 * or `excludedAttributes` is given. RFC 7644 §3.5.2.
 */
export async function patchGroup(
  exchange: Exchange,
  id: string,
  body: unknown,
  query: RawQuery,
): Promise<Body> {
  const { ctx } = exchange;
  const projection = projectionOf(schemaOf(exchange), query, ctx.options);
  const change = readGroupPatch(ctx, body);
  const isShown = projection !== undefined || ctx.options.answerPatchedGroup;
  const maxMembers = isShown ? inlineMembers(exchange, projection, INLINE_MEMBERS) : undefined;
  const { version, row, memberCount } = await updateGroup(
    ctx,
    id,
    preconditionOf(exchange),
    change,
    maxMembers,
  );
  if (row && (projection !== undefined || answersPatchedGroup(ctx, memberCount))) {
    return respond(exchange, row, projection);
  }
  setVersion(exchange, id, version);
  return undefined;
}

/** DELETE /Groups/{id}. RFC 7644 §3.6. */
export async function removeGroup(exchange: Exchange, id: string): Promise<Body> {
  await deleteGroup(exchange.ctx, id, preconditionOf(exchange));
  return undefined;
}
