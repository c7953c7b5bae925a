import { isDeepStrictEqual } from "node:util";
import { permits } from "../../access/administrator-roles.js";
import { listBusinessUnits, pickBusinessUnit } from "../../access/business-units.js";
import { getInstance, unknownInstance } from "../../access/instances.js";
import { pickInstances } from "../../access/resolve-role.js";
import type { WrittenRole } from "../../access/role-wishes.js";
import { insertTeam, listTeams, replaceTeamRoles } from "../../access/teams.js";
import { isPlaceOf } from "../../access/unit-text.js";
import { type InstanceRoot, listInstanceRoots } from "../../access/user-units.js";
import type { Trx } from "../../db/connect.js";
import { AppError } from "../../errors.js";
import { crmOfGroup, withCrmOfGroup } from "../../schema/crm-extension.js";
import { fold } from "../../schema/fold.js";
import type { Resource, ScimObject } from "../../schema/model.js";
import { quote } from "../../schema/quote.js";
import { checkMayAssign } from "../administrators/role-authority.js";
import { toWrittenRole } from "../attributes/roles.js";
import type { Context } from "../context.js";
import type { PendingChange } from "../pending-change.js";
import { rolesOfUnit } from "../roles/pick-roles.js";
import { findTeamPlaces, withGroupAccess } from "./group-representation.js";
import { setGuard } from "./guard.js";

/** The part of a group about the CRM, which only administrators may change. */
interface GroupAccess {
  /** Folded names or ids. */
  readonly guards: readonly string[];
  readonly roles: readonly WrittenRole[];
}

function accessOf(group: Resource | undefined): GroupAccess {
  const { guardsInstance, securityRoles } = crmOfGroup(group);
  const names = guardsInstance?.split(/[;,]/) ?? [];
  const guards = names.map((name) => fold(name.trim())).filter((name) => name !== "" && name !== "none");
  return {
    guards: [...new Set(guards)].sort(),
    roles: securityRoles.flatMap((element) => toWrittenRole(element) ?? []),
  };
}

function roleKeys(roles: readonly WrittenRole[]): string[] {
  return roles
    .map(({ value, instance = "", businessUnit = "" }) =>
      fold([value, instance, businessUnit].join("\u0000")),
    )
    .sort();
}

/**
 * Applies the guarded instances and the members' roles in a group's representation, which only administrators may
 * change. Costs nothing for groups without either. R105
 * @returns the group as it is to be stored
 * @throws AppError `forbidden` to a provider that would change it; `mutability`; `invalidValue` UNKNOWN_INSTANCE,
 * UNKNOWN_ROLE
 */
export async function applyGuardsAndRoles({
  trx,
  ctx,
  id: groupId,
  current,
  next,
}: PendingChange): Promise<Resource> {
  await checkUnitOfTeam(trx, ctx, groupId, next, current);
  const [before, after] = [accessOf(current), accessOf(next)];
  const guardsDiffer = !isDeepStrictEqual(before.guards, after.guards);
  const rolesDiffer = !isDeepStrictEqual(roleKeys(before.roles), roleKeys(after.roles));
  // For a provisioning client both are readOnly.
  if (ctx.trigger === "scim" || !(guardsDiffer || rolesDiffer)) return asBefore(next, current);
  const { tenantId } = ctx.viewer;
  const instances = await listInstanceRoots(trx, tenantId);
  const [guarded, wanted] = [before, after].map(({ guards }) => idsOf(instances, guards));
  const guardsMove = guardsDiffer && !isDeepStrictEqual(guarded, wanted);
  const { administrator } = ctx;
  if (administrator !== undefined && !permits(administrator.roles, "manageInstances")) {
    throw new AppError(
      "ADMINISTRATORS_ONLY",
      "only global and service administrators can change guardsInstance and securityRoles of a group: ask one of them",
    );
  }
  if (guardsMove) await moveGuards(trx, ctx, groupId, instances, after.guards);
  if (rolesDiffer) await moveRoles(trx, ctx, groupId, instances, next, after.roles);
  return withGroupAccess(trx, tenantId, ctx.viewer.schemas.Group, groupId, next);
}

/** Keeps a team's business unit in the group: a request for another one changes nothing. */
async function checkUnitOfTeam(
  trx: Trx,
  ctx: Context,
  groupId: string,
  next: Resource,
  current: Resource | undefined,
): Promise<void> {
  const [was, wanted] = [crmOfGroup(current).businessUnit, crmOfGroup(next).businessUnit];
  if (current === undefined || was === wanted) return;
  const places = await findTeamPlaces(trx, ctx.viewer.tenantId, groupId);
  if (places === undefined || isPlaceOf(places, wanted)) return;
  throw new AppError(
    "mutability",
    `businessUnit of a group that is a team is the team's, ${was === undefined ? "its root" : quote(was)}: leave it out, or delete the team first`,
  );
}

/** Keeps the stored values of server-written sub-attributes. */
function asBefore(next: Resource, current: Resource | undefined): Resource {
  const [was, is] = [crmOfGroup(current).attributes, crmOfGroup(next).attributes];
  const kept: ScimObject = {};
  for (const name of ["guardsInstance", "securityRoles"]) {
    const value = was[name];
    if (value !== undefined && is[name] !== undefined && !isDeepStrictEqual(value, is[name]))
      kept[name] = value;
  }
  return Object.keys(kept).length === 0 ? next : withCrmOfGroup(next, kept);
}

/** Returns sorted ids of instances; an unknown name stands for itself. */
function idsOf(instances: readonly InstanceRoot[], names: readonly string[]): string[] {
  return [...new Set(names.map((name) => pickInstances(instances, name)[0]?.id ?? name))].sort();
}

async function moveGuards(
  trx: Trx,
  ctx: Context,
  groupId: string,
  instances: readonly InstanceRoot[],
  names: readonly string[],
): Promise<void> {
  const wanted = new Set(names.map((name) => pickOne(instances, name).id));
  for (const { id } of instances) {
    const instance = await getInstance(trx, ctx.viewer.tenantId, id, true);
    if (wanted.has(id)) {
      if (instance.guardGroupId !== undefined && instance.guardGroupId !== groupId) {
        throw new AppError(
          "INSTANCE_IS_GUARDED",
          `another group guards the instance ${quote(instance.name)}: clear its guard first`,
        );
      }
      await setGuard(trx, ctx, instance, groupId);
    } else if (instance.guardGroupId === groupId) await setGuard(trx, ctx, instance, undefined);
  }
}

function pickOne(instances: readonly InstanceRoot[], name: string): InstanceRoot {
  const [instance] = pickInstances(instances, name);
  if (instance !== undefined) return instance;
  throw unknownInstance(name, { inBody: true });
}

/** Sets the roles of the group's team in each instance, and creates a missing team. */
async function moveRoles(
  trx: Trx,
  ctx: Context,
  groupId: string,
  instances: readonly InstanceRoot[],
  group: Resource,
  roles: readonly WrittenRole[],
): Promise<void> {
  const { tenantId } = ctx.viewer;
  const { businessUnit } = crmOfGroup(group);
  const teams = await listTeams(trx, tenantId, { groupId });
  for (const role of roles) if (role.instance !== undefined) pickOne(instances, role.instance);
  for (const instance of instances) {
    const wanted = roles.filter((role) => pickInstances([instance], role.instance).length > 0);
    const team = teams.find(({ instanceId }) => instanceId === instance.id);
    if (wanted.length === 0 && team === undefined) continue;
    const unitId = team?.businessUnitId ?? (await unitOf(trx, tenantId, instance, businessUnit));
    const names = wanted.map(({ value }) => value);
    const found = await rolesOfUnit(trx, tenantId, instance, unitId, names);
    await checkMayAssign(trx, ctx, instance.id, found);
    const teamId = team?.id ?? (await addGroupTeam(trx, ctx, instance, unitId, groupId, group));
    await replaceTeamRoles(
      trx,
      tenantId,
      teamId,
      found.map(({ id }) => id),
    );
  }
}

async function unitOf(
  trx: Trx,
  tenantId: string,
  instance: InstanceRoot,
  text: string | undefined,
): Promise<string> {
  if (text === undefined) return instance.rootUnitId;
  return pickBusinessUnit(await listBusinessUnits(trx, tenantId, instance.id), text).id;
}

/** Returns the name of a new team: the group's name, or the group's id if a team has that name. */
async function addGroupTeam(
  trx: Trx,
  ctx: Context,
  instance: InstanceRoot,
  businessUnitId: string,
  groupId: string,
  group: Resource,
): Promise<string> {
  const { tenantId } = ctx.viewer;
  const wanted = (group["displayName"] as string).slice(0, 160).trim();
  const names = (await listTeams(trx, tenantId, { instanceId: instance.id })).map(({ name }) => fold(name));
  const name = names.includes(fold(wanted)) ? groupId : wanted;
  const team = { instanceId: instance.id, businessUnitId, name, kind: "group" as const, groupId };
  return insertTeam(trx, tenantId, team, ctx.now());
}
