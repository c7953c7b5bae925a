import { listAllTypes } from "../directory/search/list-all-types.js";
import { readList } from "../directory/search/read-list.js";
import type { Behavior } from "../schema/behavior.js";
import { wantsAttribute } from "../schema/project.js";
import { findInCatalogs } from "./catalogs/in-root.js";
import type { Body, Exchange, PageLimits } from "./exchange.js";
import { groupChunks, INLINE_MEMBERS_IN_LIST, toStream } from "./group-stream.js";
import { projectionOf, selectionOf } from "./list-query.js";
import { listHead } from "./list-response.js";
import { openMessage } from "./message.js";
import { openPage } from "./paging.js";
import type { RawQuery } from "./raw-query.js";
import { renderUser } from "./render.js";
import { completionFor } from "./user-instances.js";

/** The members of a SearchRequest, which are the parameters of a list request. RFC 7644 §3.4.3. */
export const SEARCH_MEMBERS = [
  "filter",
  "sortBy",
  "sortOrder",
  "startIndex",
  "count",
  "cursor",
  "attributes",
  "excludedAttributes",
] as const;

/**
 * Reads the body of a search as the parameters of a list request; unknown members are ignored.
 * @throws AppError `invalidSyntax` when the body is not a SearchRequest; RFC 7644 §3.4.3
 */
export function readSearchRequest(body: unknown, behavior: Behavior): RawQuery {
  // Deviation: RFC 7644 §3.4.3 always has a body; SCIM-SDK sends none when it has no parameters.
  if (body === undefined && behavior.allowMissingSchemas) return {};
  const message = openMessage(body, { name: "SearchRequest", title: "search" }, behavior);
  return Object.fromEntries(SEARCH_MEMBERS.map((name) => [name, message(name.toLowerCase())]));
}

/**
 * POST /.search on the root: searches all resource types; an attribute that one of them does not have counts as
 * unassigned there. RFC 7644 §3.4.2.1, §3.4.3.
 */
export async function searchAll(exchange: Exchange, query: RawQuery, limits: PageLimits): Promise<Body> {
  const { db, viewer, options } = exchange.ctx;
  const schemas = [viewer.schemas.User, viewer.schemas.Group];
  const page = openPage(exchange, "/", query, limits);
  const list = { ...selectionOf(schemas, query, options), ...page.window };
  const projections = {
    User: projectionOf(viewer.schemas.User, query, options),
    Group: projectionOf(viewer.schemas.Group, query, options),
  };
  const others = await findInCatalogs(exchange, query);
  const detail = {
    withGroups: wantsAttribute(viewer.schemas.User, projections.User, "groups"),
    maxMembers: wantsAttribute(viewer.schemas.Group, projections.Group, "members")
      ? INLINE_MEMBERS_IN_LIST
      : 0,
  };
  const found = await readList(db, viewer, schemas, list, (reader) =>
    listAllTypes(reader, viewer, list, detail, others),
  );
  const userIds = found.rows.flatMap((one) => (one.type === "User" ? [one.row.id] : []));
  const completion = await completionFor(exchange, userIds, projections.User);
  const head = listHead(page.numbers(found));
  async function* chunks(): AsyncGenerator<string> {
    yield head;
    for (const [index, one] of found.rows.entries()) {
      if (index > 0) yield ",";
      if (one.type === "User") {
        yield renderUser(viewer.schemas.User, exchange.baseUrl, one.row, projections.User, completion);
      } else if (one.type === "Group") yield* groupChunks(exchange, one.row, projections.Group);
      else yield others.render(one.resourceType, one.id);
    }
    yield "]}";
  }
  return toStream(chunks());
}
