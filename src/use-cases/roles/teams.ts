import { listBusinessUnits, pickBusinessUnit } from "../../access/business-units.js";
import { getInstance, type Instance } from "../../access/instances.js";
import {
  addTeamMembers,
  deleteTeam,
  getTeam,
  insertTeam,
  listTeamMembers,
  removeTeamMembers,
  renameTeam,
  replaceTeamRoles,
  requireTeamName,
  type Team,
} from "../../access/teams.js";
import { enqueueSync } from "../../crm/sync/tasks.js";
import type { Trx } from "../../db/connect.js";
import { groupExists, unknownGroup } from "../../directory/groups/groups.js";
import { lockUsers } from "../../directory/users/users.js";
import type { GrantContext } from "../../effects/administrators/role-authority.js";
import { checkMayAssign } from "../../effects/administrators/role-authority.js";
import { originOf, type ServerContext } from "../../effects/context.js";
import { refreshGroupAccess } from "../../effects/groups/group-representation.js";
import { userNotFound } from "../../effects/not-found.js";
import { rolesOfUnit } from "../../effects/roles/pick-roles.js";
import { AppError } from "../../errors.js";
import { recordAudit } from "../../observability/audit.js";
import type { AuditAction } from "../../observability/audit-actions.js";
import { quote } from "../../schema/quote.js";
import { inChange } from "../changes/in-change.js";

/** The properties of a new team. */
export interface TeamInput {
  readonly name: string;
  /** Id, path or name; the root when undefined. */
  readonly businessUnit?: string | undefined;
  /** The SCIM group of a group team; undefined for an owner team. */
  readonly groupId?: string | undefined;
  /** Ids or names of roles of its business unit. */
  readonly roles?: readonly string[] | undefined;
}

/**
 * Adds a team to an instance. R072
 * @param ref - id or name of the instance
 * @throws AppError `notFound`, `invalidValue` UNKNOWN_GROUP, UNKNOWN_ROLE, UNKNOWN_BUSINESS_UNIT, `conflict`
 * TEAM_NAME_TAKEN, GROUP_HAS_TEAM
 */
export async function addTeam(ctx: GrantContext, ref: string, input: TeamInput): Promise<Team> {
  const { tenantId } = ctx.viewer;
  const { name, businessUnit, groupId, roles = [] } = input;
  return inChange(ctx, async (trx) => {
    const instance = await getInstance(trx, tenantId, ref, true);
    const units = await listBusinessUnits(trx, tenantId, instance.id);
    const unit = businessUnit === undefined ? units[0] : pickBusinessUnit(units, businessUnit);
    if (groupId !== undefined && !(await groupExists(trx, tenantId, groupId))) {
      throw unknownGroup(groupId);
    }
    const id = await insertTeam(
      trx,
      tenantId,
      {
        instanceId: instance.id,
        businessUnitId: unit?.id ?? "",
        name: requireTeamName(name),
        kind: groupId === undefined ? "owner" : "group",
        groupId,
      },
      ctx.now(),
    );
    await setRoles(trx, ctx, instance, await getTeam(trx, tenantId, instance.id, id), roles);
    const team = await getTeam(trx, tenantId, instance.id, id);
    await record(trx, ctx, "team.created", instance, team, { groupId, roles: namesOf(team) });
    if (groupId !== undefined) await refreshGroupAccess(trx, ctx, [groupId]);
    return team;
  });
}

/**
 * Renames a team, or sets its roles.
 * @throws AppError as `addTeam`
 */
export async function changeTeam(
  ctx: GrantContext,
  ref: string,
  id: string,
  { name, roles }: Pick<TeamInput, "roles"> & { readonly name?: string | undefined },
): Promise<Team> {
  const { tenantId } = ctx.viewer;
  return inChange(ctx, async (trx) => {
    const instance = await getInstance(trx, tenantId, ref, true);
    const before = await getTeam(trx, tenantId, instance.id, id);
    if (name !== undefined) await renameTeam(trx, tenantId, id, requireTeamName(name));
    if (roles !== undefined) await setRoles(trx, ctx, instance, before, roles);
    const after = await getTeam(trx, tenantId, instance.id, id);
    await record(trx, ctx, "team.changed", instance, after, {
      before: { name: before.name, roles: namesOf(before) },
      after: { name: after.name, roles: namesOf(after) },
    });
    if (after.groupId !== undefined) await refreshGroupAccess(trx, ctx, [after.groupId]);
    else if (roles !== undefined) await enqueueMembers(trx, ctx, instance, id);
    return after;
  });
}

/**
 * Deletes a team. Its members keep roles that they have otherwise.
 * @throws AppError `notFound`
 */
export async function removeTeam(ctx: ServerContext, ref: string, id: string): Promise<void> {
  const { tenantId } = ctx.viewer;
  await inChange(ctx, async (trx) => {
    const instance = await getInstance(trx, tenantId, ref, true);
    const team = await getTeam(trx, tenantId, instance.id, id);
    if (team.groupId === undefined) await enqueueMembers(trx, ctx, instance, id);
    await deleteTeam(trx, tenantId, id);
    await record(trx, ctx, "team.deleted", instance, team, {});
    if (team.groupId !== undefined) await refreshGroupAccess(trx, ctx, [team.groupId]);
  });
}

/** The members to add and to remove; repeated additions and removals are no error. */
export interface MemberMoves {
  readonly add?: readonly string[] | undefined;
  readonly remove?: readonly string[] | undefined;
}

/**
 * Adds and removes members of an owner team; the members of a group team are those of its group.
 * @returns the ids of the users who were added and removed
 * @throws AppError `notFound`, `conflict` GROUP_TEAM
 */
export async function moveTeamMembers(
  ctx: ServerContext,
  ref: string,
  id: string,
  { add = [], remove = [] }: MemberMoves,
): Promise<{ added: readonly string[]; removed: readonly string[] }> {
  const { tenantId } = ctx.viewer;
  return inChange(ctx, async (trx) => {
    const instance = await getInstance(trx, tenantId, ref);
    const team = await getTeam(trx, tenantId, instance.id, id);
    if (team.kind === "group") {
      throw new AppError(
        "GROUP_TEAM",
        `the members of ${quote(team.name)} are those of its group: change the group`,
      );
    }
    // Locked, so that no user is added who is being deleted.
    const known = new Set((await lockUsers(trx, tenantId, add)).map((row) => row.id));
    const unknown = add.find((userId) => !known.has(userId));
    if (unknown !== undefined) throw await userNotFound(trx, tenantId, unknown);
    const removed = await removeTeamMembers(trx, tenantId, id, remove);
    const added = await addTeamMembers(trx, tenantId, id, add);
    if (added.length + removed.length > 0) {
      await enqueueMoved(trx, ctx, instance, [...added, ...removed]);
      await recordAudit(trx, originOf(ctx), ctx.now(), {
        action: "team.membersChanged",
        resourceType: "Team",
        resourceId: id,
        changes: { members: { added, removed } },
        facts: { instance: instance.name, team: team.name },
      });
    }
    return { added, removed };
  });
}

/** The number of members per step. */
const MEMBERS = 1000;

/** Schedules the synchronization of all members of an owner team, whose roles may count. R072 */
async function enqueueMembers(
  trx: Trx,
  ctx: ServerContext,
  instance: Instance,
  teamId: string,
): Promise<void> {
  for (let after: string | undefined = ""; after !== undefined; ) {
    const page = { after, limit: MEMBERS };
    const members = await listTeamMembers(trx, ctx.viewer.tenantId, teamId, page);
    const ids = members.map(({ id }) => id);
    await enqueueMoved(trx, ctx, instance, ids);
    after = ids.length < MEMBERS ? undefined : ids.at(-1);
  }
}

async function enqueueMoved(
  trx: Trx,
  ctx: ServerContext,
  { id: instanceId }: Instance,
  userIds: readonly string[],
): Promise<void> {
  const { tenantId } = ctx.viewer;
  await enqueueSync(trx, { tenantId, userIds, instanceId, cause: "team", reach: "existing" }, ctx.now());
}

async function setRoles(
  trx: Trx,
  ctx: GrantContext,
  instance: Instance,
  team: Team,
  wanted: readonly string[],
): Promise<void> {
  const { tenantId } = ctx.viewer;
  const roles = await rolesOfUnit(trx, tenantId, instance, team.businessUnitId, wanted);
  const had = new Set(team.roles.map(({ id }) => id));
  const added = roles.filter(({ id }) => !had.has(id));
  if (added.length > 0) await checkMayAssign(trx, ctx, instance.id, added);
  await replaceTeamRoles(
    trx,
    tenantId,
    team.id,
    roles.map(({ id }) => id),
  );
}

function namesOf(team: Team): string[] {
  return team.roles.map(({ name }) => name);
}

async function record(
  trx: Trx,
  ctx: ServerContext,
  action: AuditAction,
  instance: Instance,
  team: Team,
  facts: Readonly<Record<string, unknown>>,
): Promise<void> {
  await recordAudit(trx, originOf(ctx), ctx.now(), {
    action,
    resourceType: "Team",
    resourceId: team.id,
    facts: { instance: instance.name, team: team.name, ...facts },
  });
}
