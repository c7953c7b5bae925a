import type { Db, Trx } from "../db/connect.js";
import { fold } from "../schema/fold.js";
import { type BusinessUnit, listBusinessUnits } from "./business-units.js";
import { listRoleChoices, mayConnectionGrant, type RoleChoice } from "./connection-roles.js";
import { type ResolvedRole, type RoleCatalog, resolveRole } from "./resolve-role.js";
import {
  type AssignmentKey,
  deleteAssignments,
  insertAssignments,
  listAssignments,
  type NewAssignment,
} from "./role-assignments.js";
import { findPrivileges } from "./role-privileges.js";
import { listRoleWishes, type RoleWish, type WrittenRole } from "./role-wishes.js";
import { findRolesByKeys, type SecurityRole } from "./security-roles.js";
import { findUserUnits, listInstanceRoots, type UnitOf } from "./user-units.js";

/** Resolves names of roles for users. */
export interface RoleFinder extends RoleCatalog {
  readonly unitOf: UnitOf;
  /** Resolves a name for a user. `exact` is for names in the current request. */
  resolve(userId: string, written: WrittenRole, exact?: boolean): ResolvedRole;
}

/** Loads the roles that names may refer to for users. Three statements. */
export async function roleFinder(
  db: Db,
  tenantId: string,
  userIds: readonly string[],
  written: readonly WrittenRole[],
): Promise<RoleFinder> {
  const instances = await listInstanceRoots(db, tenantId);
  const keys = written.flatMap(({ value }) => [value.trim(), fold(value.trim())]);
  const roles = instances.length === 0 ? [] : await findRolesByKeys(db, tenantId, keys);
  const unitOf = await findUserUnits(db, tenantId, userIds);
  return {
    instances,
    roles,
    unitOf,
    resolve: (userId, one, exact = false) =>
      resolveRole({ instances, roles }, (instance) => unitOf(userId, instance), one, exact),
  };
}

/** The parts of a role that decide who may grant it. */
type GrantedRole = Pick<SecurityRole, "rootId" | "name" | "isManaged">;

/** Loads the choices for connections once, and returns a function that says whether a connection may grant a role. */
export async function grantJudge(
  db: Db,
  tenantId: string,
  connectionIds: Iterable<string>,
  roles: readonly GrantedRole[],
): Promise<(connectionId: string, role: GrantedRole) => boolean> {
  const choices = new Map<string, readonly RoleChoice[]>();
  for (const id of new Set(connectionIds)) choices.set(id, await listRoleChoices(db, tenantId, id));
  const privileges = await findPrivileges(db, tenantId, roles);
  return (connectionId, role) =>
    mayConnectionGrant(choices.get(connectionId) ?? [], role, privileges.get(role.rootId) ?? new Map());
}

function keyOf({ userId, roleId, way, givenBy }: AssignmentKey): string {
  return `${userId} ${roleId} ${way} ${givenBy}`;
}

/** The wishes for users, and what they resolve to. */
export interface AppliedWishes {
  readonly wishes: readonly RoleWish[];
  readonly finder: RoleFinder;
  /** The business units of the tenant, if a wish names one; otherwise empty. */
  readonly units: readonly BusinessUnit[];
}

/**
 * Applies the role wishes of connections for users: assigns what they mean now and takes back what they no longer mean.
 * Assignments by administrators stay. A role that a connection may no longer grant stays with those who have it.
 */
export async function applyWishes(
  trx: Trx,
  tenantId: string,
  userIds: readonly string[],
  now: number,
): Promise<AppliedWishes> {
  const wishes = await listRoleWishes(trx, tenantId, userIds);
  const given = (await listAssignments(trx, tenantId, userIds)).filter(
    ({ way }) => way === "securityRoles" || way === "roles",
  );
  const finder = await roleFinder(
    trx,
    tenantId,
    userIds,
    wishes.map(({ written }) => written),
  );
  const has = new Set(given.map(keyOf));
  const meant = wishes.flatMap((wish) => meaningOf(finder, wish));
  const judge = await grantJudge(
    trx,
    tenantId,
    wishes.map(({ givenBy }) => givenBy),
    meant.map(({ role }) => role),
  );
  const wanted = new Map(
    meant
      .filter(({ role, assignment }) => has.has(keyOf(assignment)) || judge(assignment.givenBy, role))
      .map(({ assignment }) => [keyOf(assignment), assignment]),
  );
  const gone = given.filter((assignment) => !wanted.has(keyOf(assignment)));
  await deleteAssignments(trx, tenantId, gone);
  const come = [...wanted].filter(([key]) => !has.has(key)).map(([, assignment]) => assignment);
  await insertAssignments(trx, tenantId, come, now);
  const namesUnits = wishes.some(({ written }) => written.businessUnit !== undefined);
  return { wishes, finder, units: namesUnits ? await listBusinessUnits(trx, tenantId) : [] };
}

function meaningOf(
  finder: RoleFinder,
  { userId, way, givenBy, written }: RoleWish,
): { role: SecurityRole; assignment: NewAssignment }[] {
  const resolved = finder.resolve(userId, written);
  if (resolved.found !== "roles") return [];
  return resolved.roles.map((role) => ({
    role,
    assignment: { userId, roleId: role.id, instanceId: role.instanceId, way, givenBy },
  }));
}
