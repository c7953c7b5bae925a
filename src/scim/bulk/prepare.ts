import type { Context } from "../../effects/context.js";
import type { Precondition } from "../../effects/precondition.js";
import { createGroup, readNewGroup } from "../../use-cases/groups/create-group.js";
import { deleteGroup } from "../../use-cases/groups/delete-group.js";
import { readGroupReplacement } from "../../use-cases/groups/read-replacement.js";
import { type GroupChange, updateGroup } from "../../use-cases/groups/update-group.js";
import { createUser, readNewUser } from "../../use-cases/users/create-user.js";
import { deleteUser } from "../../use-cases/users/delete-user.js";
import { readUserReplacement } from "../../use-cases/users/read-replacement.js";
import { type UserChange, updateUser } from "../../use-cases/users/update-user.js";
import { answersPatchedGroup, readGroupPatch } from "../groups.js";
import { readUserPatch } from "../users.js";
import type { BulkMethod } from "./operation.js";

/** An operation whose references are resolved. */
export interface ResolvedRequest {
  readonly method: BulkMethod;
  readonly type: "User" | "Group";
  /** The permanent id, also of a resource that does not exist yet. */
  readonly id: string;
  readonly version: string | undefined;
  readonly data: unknown;
}

/** The result of an operation that succeeded, with the status that a single request would get. */
export interface Done {
  readonly status: 200 | 201 | 204;
  /** Undefined when the resource was deleted. */
  readonly version: number | undefined;
}

/**
 * The part of an operation that needs a transaction, which it takes from its context; it may run more than once.
 * @param comingIds - ids of resources that the same transaction creates yet
 */
export type Step = (ctx: Context, comingIds?: ReadonlySet<string>) => Promise<Done>;

/** RFC 7644 §3.7: `version` stands for If-Match; the headers of the bulk request do not apply to its operations. */
function preconditionOf({ version }: ResolvedRequest): Precondition {
  return { ifMatch: version, ifNoneMatch: undefined };
}

function changeUser(request: ResolvedRequest, change: UserChange): Step {
  return async (ctx) => {
    const { version } = await updateUser(ctx, request.id, preconditionOf(request), change);
    return { status: 200, version };
  };
}

function changeGroup(request: ResolvedRequest, change: GroupChange): Step {
  return async (ctx) => {
    const { version, memberCount } = await updateGroup(
      ctx,
      request.id,
      preconditionOf(request),
      change,
      undefined,
    );
    const isAnswered = request.method === "PUT" || answersPatchedGroup(ctx, memberCount);
    return { status: isAnswered ? 200 : 204, version };
  };
}

async function prepareUser(ctx: Context, request: ResolvedRequest): Promise<Step> {
  switch (request.method) {
    case "POST": {
      const user = await readNewUser(ctx, request.data);
      return async (inner) => ({ status: 201, version: (await createUser(inner, user, request.id)).version });
    }
    case "PUT":
      return changeUser(request, await readUserReplacement(ctx, request.data));
    case "PATCH":
      return changeUser(request, await readUserPatch(ctx, request.data));
    case "DELETE":
      return async (inner) => {
        await deleteUser(inner, request.id, preconditionOf(request));
        return { status: 204, version: undefined };
      };
  }
}

function prepareGroup(ctx: Context, request: ResolvedRequest): Step {
  switch (request.method) {
    case "POST": {
      const group = readNewGroup(ctx, request.data);
      return async (inner, comingIds) => {
        const { version } = await createGroup(inner, group, 0, request.id, comingIds);
        return { status: 201, version };
      };
    }
    case "PUT":
      return changeGroup(request, readGroupReplacement(ctx, request.data));
    case "PATCH":
      return changeGroup(request, readGroupPatch(ctx, request.data));
    case "DELETE":
      return async (inner) => {
        await deleteGroup(inner, request.id, preconditionOf(request));
        return { status: 204, version: undefined };
      };
  }
}

/**
 * Does everything that needs no transaction, so that no lock waits for it: reading, checking, hashing.
 * @throws AppError as the single request would
 */
export async function prepare(ctx: Context, request: ResolvedRequest): Promise<Step> {
  return request.type === "User" ? prepareUser(ctx, request) : prepareGroup(ctx, request);
}
