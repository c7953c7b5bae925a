import type { UserRow } from "../directory/resources/resource-row.js";
import { listUsers } from "../directory/search/list-resources.js";
import { readList } from "../directory/search/read-list.js";
import { findUser } from "../directory/users/users.js";
import { namesRights, withoutShown } from "../effects/attributes/wished-rights.js";
import { type Context, clientSchema } from "../effects/context.js";
import { hashSentPassword } from "../effects/passwords/provisioned-password.js";
import { type Precondition, toEtag } from "../effects/precondition.js";
import type { ResourceSchema } from "../schema/model.js";
import { type Projection, wantsAttribute } from "../schema/project.js";
import { createUser, readNewUser } from "../use-cases/users/create-user.js";
import { deleteUser } from "../use-cases/users/delete-user.js";
import { readUserReplacement } from "../use-cases/users/read-replacement.js";
import { notFound, type UserChange, updateUser } from "../use-cases/users/update-user.js";
import type { Body, Exchange, PageLimits } from "./exchange.js";
import { projectionOf, selectionOf } from "./list-query.js";
import { renderList } from "./list-response.js";
import { openPage } from "./paging.js";
import { applyPatch } from "./patch/apply.js";
import { type PatchOperation, parsePatch } from "./patch/parse.js";
import type { RawQuery } from "./raw-query.js";
import { locationOf, renderUser, setLocation } from "./render.js";
import { completionFor } from "./user-instances.js";

/** Returns the conditional headers of a request that changes a resource. */
export function preconditionOf(exchange: Exchange): Precondition {
  return { ifMatch: exchange.header("if-match"), ifNoneMatch: exchange.header("if-none-match") };
}

function schemaOf(exchange: Exchange): ResourceSchema {
  return exchange.ctx.viewer.schemas.User;
}

async function respond(
  exchange: Exchange,
  row: UserRow,
  projection: Projection | undefined,
): Promise<string> {
  const completion = await completionFor(exchange, [row.id], projection);
  exchange.setHeader("ETag", toEtag(row.version));
  setLocation(exchange, locationOf(exchange.baseUrl, "User", row.id));
  return renderUser(schemaOf(exchange), exchange.baseUrl, row, projection, completion);
}

/** GET /Users/{id}. RFC 7644 §3.4.1. */
export async function getUser(exchange: Exchange, id: string, query: RawQuery): Promise<Body> {
  const projection = projectionOf(schemaOf(exchange), query, exchange.ctx.options);
  const { db, viewer } = exchange.ctx;
  const row = await findUser(db.read, viewer, id, wantsAttribute(schemaOf(exchange), projection, "groups"));
  if (!row) throw notFound("User", id);
  return respond(exchange, row, projection);
}

/** GET /Users and POST /Users/.search. RFC 7644 §3.4.2, §3.4.3. */
export async function searchUsers(exchange: Exchange, query: RawQuery, limits: PageLimits): Promise<Body> {
  const { db, viewer, options } = exchange.ctx;
  const schema = schemaOf(exchange);
  const page = openPage(exchange, "/Users", query, limits);
  const projection = projectionOf(schema, query, options);
  const list = { ...selectionOf([schema], query, options), ...page.window };
  const found = await readList(db, viewer, [schema], list, (reader, known) =>
    listUsers(reader, viewer, known, wantsAttribute(schema, projection, "groups")),
  );
  const ids = found.rows.map(({ id }) => id);
  const completion = await completionFor(exchange, ids, projection);
  const resources = found.rows.map((row) =>
    renderUser(schema, exchange.baseUrl, row, projection, completion),
  );
  return renderList(page.numbers(found), resources);
}

/** POST /Users. RFC 7644 §3.3. */
export async function postUser(exchange: Exchange, body: unknown, query: RawQuery): Promise<Body> {
  const projection = projectionOf(schemaOf(exchange), query, exchange.ctx.options);
  const { ctx } = exchange;
  const row = await createUser(ctx, await readNewUser(ctx, body));
  return respond(exchange, row, projection);
}

/** PUT /Users/{id}. RFC 7644 §3.5.1. */
export async function putUser(exchange: Exchange, id: string, body: unknown, query: RawQuery): Promise<Body> {
  const projection = projectionOf(schemaOf(exchange), query, exchange.ctx.options);
  const change = await readUserReplacement(exchange.ctx, body);
  const row = await updateUser(exchange.ctx, id, preconditionOf(exchange), change);
  return respond(exchange, row, projection);
}

/** Returns what a PATCH does to the password; the last operation on it decides. */
function passwordOf(ctx: Context, operations: readonly PatchOperation[]): string | null | undefined {
  const last = operations.findLast(({ target }) => target.attribute.key === "password");
  if (!last) return undefined;
  const patched = applyPatch(clientSchema(ctx, "User"), {}, [last], ctx.options)["password"];
  return typeof patched === "string" ? patched : null;
}

/**
 * Returns the operations that name licenses or roles to be given. One with a condition only selects what exists, so it
 * is left out, unless it writes `value`.
 */
function wishesOf(operations: readonly PatchOperation[]): PatchOperation[] {
  return operations
    .filter(({ target: { attribute, filter, subAttribute } }) => {
      const isNamed = filter === undefined || subAttribute?.name === "value";
      return namesRights(attribute.path) && isNamed;
    })
    .map((operation) => ({
      ...operation,
      value: withoutShown(operation.target.attribute.path, operation.value),
    }));
}

/**
 * Reads a PATCH of a user as a change that is applied to the stored user. RFC 7644 §3.5.2.
 * @throws AppError as `parsePatch`; and as `applyPatch` when it is applied
 */
export async function readUserPatch(ctx: Context, body: unknown): Promise<UserChange> {
  const schema = clientSchema(ctx, "User");
  const { operations, ignored } = parsePatch(schema, body, ctx.options);
  ctx.reportIgnored(ignored);
  const attributes = operations.filter(({ target }) => target.attribute.key !== "password");
  return {
    wishes: () =>
      applyPatch(schema, {}, wishesOf(attributes), { ...ctx.options, createMissingElements: true }),
    apply: (current) => applyPatch(schema, current, attributes, ctx.options),
    passwordHash: await hashSentPassword(ctx, passwordOf(ctx, operations)),
  };
}

/** PATCH /Users/{id}: always answers 200 with the user, which both Entra ID and Okta accept. RFC 7644 §3.5.2. */
export async function patchUser(
  exchange: Exchange,
  id: string,
  body: unknown,
  query: RawQuery,
): Promise<Body> {
  const { ctx } = exchange;
  const projection = projectionOf(schemaOf(exchange), query, ctx.options);
  const row = await updateUser(ctx, id, preconditionOf(exchange), await readUserPatch(ctx, body));
  return respond(exchange, row, projection);
}

/** DELETE /Users/{id}. RFC 7644 §3.6. */
export async function removeUser(exchange: Exchange, id: string): Promise<Body> {
  await deleteUser(exchange.ctx, id, preconditionOf(exchange));
  return undefined;
}
