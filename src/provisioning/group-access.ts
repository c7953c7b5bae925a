import { isDeepStrictEqual } from "node:util";
import { listBusinessUnits } from "../access/business-units.js";
import { listGuarded } from "../access/instances.js";
import { listTeams } from "../access/teams.js";
import { listInstanceRoots } from "../access/user-units.js";
import type { Trx } from "../db/connect.js";
import { lockGroup, touchGroup, updateDerivedAttributes } from "../directory/groups.js";
import { arrangeResource } from "../schema/arrange.js";
import { CRM_GROUP_URN } from "../schema/definitions/crm-group.js";
import type { Resource, ResourceSchema, ScimObject } from "../schema/model.js";
import { objectOrEmpty } from "../schema/scim-object.js";
import type { ServerContext } from "./context.js";
import { enqueueTeam } from "./enqueue-user.js";
import { wholeViewer } from "./whole-viewer.js";

/** A group as it is stored, saying which instances it guards and which roles its members have as of a team. crm.md 4.3 */
export async function withGroupAccess(
  trx: Trx,
  tenantId: string,
  schema: ResourceSchema,
  groupId: string,
  group: Resource,
): Promise<Resource> {
  const guarded = await listGuarded(trx, tenantId, groupId);
  const roles = await teamRoleElements(trx, tenantId, groupId);
  const {
    instances: _,
    guardsInstance: __,
    securityRoles: ___,
    ...rest
  } = objectOrEmpty(group[CRM_GROUP_URN]);
  const extension: ScimObject = {
    ...rest,
    ...(guarded.length > 0 && {
      instances: guarded.map(({ id, displayName }) => ({ value: id, display: displayName })),
      guardsInstance: guarded.map(({ name }) => name).join(";"),
    }),
    ...(roles.length > 0 && { securityRoles: roles }),
  };
  return arrangeResource(schema, { ...group, [CRM_GROUP_URN]: extension });
}

async function teamRoleElements(trx: Trx, tenantId: string, groupId: string): Promise<ScimObject[]> {
  const teams = await listTeams(trx, tenantId, { groupId });
  if (teams.every(({ roles }) => roles.length === 0)) return [];
  const instances = new Map((await listInstanceRoots(trx, tenantId)).map((one) => [one.id, one]));
  const units = new Map((await listBusinessUnits(trx, tenantId)).map((unit) => [unit.id, unit]));
  return teams.flatMap(({ instanceId, businessUnitId, roles }) => {
    const instance = instances.get(instanceId);
    const unit = units.get(businessUnitId);
    return roles.map(({ name }) => ({
      value: name,
      display: name,
      instance: instance?.name ?? instanceId,
      ...(unit?.parentId !== undefined && { businessUnit: unit.path }),
    }));
  });
}

/** Writes the representations of groups that guard something else now, or have other roles; one that is gone is none. */
export async function refreshGroupAccess(
  trx: Trx,
  ctx: ServerContext,
  groupIds: readonly string[],
): Promise<void> {
  const { tenantId } = ctx.viewer;
  const viewer = await wholeViewer(trx, tenantId);
  for (const id of groupIds.toSorted()) {
    const row = await lockGroup(trx, viewer, id);
    if (row === undefined) continue;
    const current = JSON.parse(row.resource) as Resource;
    const next = await withGroupAccess(trx, tenantId, viewer.schemas.Group, id, current);
    if (isDeepStrictEqual(current, next)) continue;
    await updateDerivedAttributes(trx, viewer, id, current, next);
    await touchGroup(trx, tenantId, id, 0, Math.max(ctx.now(), row.last_modified_at), true);
    await enqueueTeam(trx, ctx, id, current, next);
  }
}
