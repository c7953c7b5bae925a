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

/** The roles that some names mean, and where users are: all that is needed to find what a name means for whom. */
export interface RoleFinder extends RoleCatalog {
  readonly unitOf: UnitOf;
  /** What a name means for a user; `exact` for a name that comes now. */
  resolve(userId: string, written: WrittenRole, exact?: boolean): ResolvedRole;
}

/** Loads what names of roles may mean for users; three statements. */
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

/** What must be known of a role to tell who may grant it. */
type GrantedRole = Pick<SecurityRole, "rootId" | "name" | "isManaged">;

/** Tells whether connections may grant roles, out of one look at what was chosen. */
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

/** The wishes for users, and what they mean. */
export interface AppliedWishes {
  readonly wishes: readonly RoleWish[];
  readonly finder: RoleFinder;
  /** Those of the tenant where a wish names one; else none are needed. */
  readonly units: readonly BusinessUnit[];
}

/**
 * Lets the wishes of connections for users come into force: what they mean now is given, and what they mean no longer
 * is taken back; what administrators gave stays. What a connection may not grant any longer stays where it is given.
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
