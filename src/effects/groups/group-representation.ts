import { isDeepStrictEqual } from "node:util";
import { listBusinessUnits } from "../../access/business-units.js";
import { listGuarded } from "../../access/instances.js";
import { listTeams } from "../../access/teams.js";
import { type Places, textOfPlaces } from "../../access/unit-text.js";
import { listInstanceRoots } from "../../access/user-units.js";
import type { Trx } from "../../db/connect.js";
import { lockGroup, touchGroup, updateDerivedAttributes } from "../../directory/groups/groups.js";
import { arrangeResource } from "../../schema/arrange.js";
import { crmOfGroup, withCrmOfGroup } from "../../schema/crm-extension.js";
import type { Resource, ResourceSchema, ScimObject } from "../../schema/model.js";
import type { ServerContext } from "../context.js";
import { enqueueTeam } from "../records/enqueue.js";
import { wholeViewer } from "../whole-viewer.js";

/** Returns a group with the instances it guards and the roles its members get from its team. docs/crm-extension.md */
export async function withGroupAccess(
  trx: Trx,
  tenantId: string,
  schema: ResourceSchema,
  groupId: string,
  group: Resource,
): Promise<Resource> {
  const guarded = await listGuarded(trx, tenantId, groupId);
  const written = crmOfGroup(group).businessUnit;
  const { roles, businessUnit } = await teamAttributes(trx, tenantId, groupId, written);
  const shown = {
    instances: orNone(guarded.map(({ id, displayName }) => ({ value: id, display: displayName }))),
    guardsInstance: guarded.length === 0 ? undefined : guarded.map(({ name }) => name).join(";"),
    securityRoles: orNone(roles),
    businessUnit,
  };
  return arrangeResource(schema, withCrmOfGroup(group, shown));
}

function orNone(elements: ScimObject[]): ScimObject[] | undefined {
  return elements.length === 0 ? undefined : elements;
}

/** Returns the business units of a group's teams; undefined if it has none. */
export async function findTeamPlaces(
  trx: Trx,
  tenantId: string,
  groupId: string,
): Promise<Places | undefined> {
  const teams = await listTeams(trx, tenantId, { groupId });
  if (teams.length === 0) return undefined;
  const unitIds = new Map(teams.map(({ instanceId, businessUnitId }) => [instanceId, businessUnitId]));
  return { units: await listBusinessUnits(trx, tenantId), unitIds };
}

/** Returns the part of a group about its teams; without a team, the business unit stays as written. */
async function teamAttributes(
  trx: Trx,
  tenantId: string,
  groupId: string,
  written: string | undefined,
): Promise<{ roles: ScimObject[]; businessUnit: string | undefined }> {
  const places = await findTeamPlaces(trx, tenantId, groupId);
  if (places === undefined) return { roles: [], businessUnit: written };
  const businessUnit = textOfPlaces(places, written);
  const teams = await listTeams(trx, tenantId, { groupId });
  const instances = new Map((await listInstanceRoots(trx, tenantId)).map((one) => [one.id, one]));
  const units = new Map(places.units.map((unit) => [unit.id, unit]));
  const elements = teams.flatMap(({ instanceId, businessUnitId, roles }) => {
    const instance = instances.get(instanceId);
    const unit = units.get(businessUnitId);
    return roles.map(({ name }) => ({
      value: name,
      display: name,
      instance: instance?.name ?? instanceId,
      ...(unit?.parentId !== undefined && { businessUnit: unit.path }),
    }));
  });
  return { roles: elements, businessUnit };
}

/**
 * Refreshes the representations of groups whose guarded instances or roles changed; deleted groups are skipped.
 * @param adjust - a further change of the representation
 */
export async function refreshGroupAccess(
  trx: Trx,
  ctx: ServerContext,
  groupIds: readonly string[],
  adjust: (group: Resource) => Resource = (group) => group,
): Promise<void> {
  const { tenantId } = ctx.viewer;
  const viewer = await wholeViewer(trx, tenantId);
  for (const id of groupIds.toSorted()) {
    const row = await lockGroup(trx, viewer, id);
    if (row === undefined) continue;
    const current = JSON.parse(row.resource) as Resource;
    const next = await withGroupAccess(trx, tenantId, viewer.schemas.Group, id, adjust(current));
    if (isDeepStrictEqual(current, next)) continue;
    await updateDerivedAttributes(trx, viewer, id, current, next);
    await touchGroup(trx, tenantId, id, 0, Math.max(ctx.now(), row.last_modified_at), true);
    await enqueueTeam({ trx, ctx, id, current, next });
  }
}
