import { scimInstancesOf } from "../crm/decision/scim-instances.js";
import { withCrmOfUser } from "../schema/crm-extension.js";
import { CRM_USER_URN } from "../schema/definitions/crm-user.js";
import type { Resource, ScimObject } from "../schema/model.js";
import { type Projection, wantsAttribute } from "../schema/project.js";
import type { Exchange } from "./exchange.js";

const KEY = `${CRM_USER_URN}:instances`.toLowerCase();

/** Adds to a user what is computed on reading. */
export type Completion = (id: string, user: Resource) => Resource;

/**
 * Returns the function that completes the users of a page before they are shown; undefined unless the request asks for
 * `instances` by name. RFC 7643 §7, returned "request"
 */
export async function completionFor(
  { ctx }: Exchange,
  ids: readonly string[],
  projection: Projection | undefined,
): Promise<Completion | undefined> {
  if (!wantsAttribute(ctx.viewer.schemas.User, projection, KEY)) return undefined;
  const instancesOf = await scimInstancesOf(ctx.db.read, ctx.viewer.tenantId, ids, ctx.now());
  return (id, user) => {
    const instances = instancesOf(id);
    return instances.length === 0 ? user : withInstances(user, [...instances]);
  };
}

function withInstances(user: Resource, instances: ScimObject[]): Resource {
  const { schemas } = user;
  const named = Array.isArray(schemas) && schemas.includes(CRM_USER_URN);
  return {
    ...withCrmOfUser(user, { instances }),
    ...(Array.isArray(schemas) && !named && { schemas: [...schemas, CRM_USER_URN] }),
  };
}
