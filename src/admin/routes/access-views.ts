import type { BusinessUnit } from "../../access/business-units.js";
import type { Instance } from "../../access/instances.js";
import type { HeldRole } from "../../access/roles-of.js";
import type { SecurityRole } from "../../access/security-roles.js";
import type { Team } from "../../access/teams.js";
import type { RoleDetail } from "../../use-cases/roles/security-roles.js";

function time(at: number): string {
  return new Date(at).toISOString();
}

/** An instance as it is answered; how its connector is set up stays inside. */
export function showInstance(instance: Instance) {
  const { connectorConfig: _, createdAt, lastModifiedAt, ...shown } = instance;
  return { ...shown, createdAt: time(createdAt), lastModifiedAt: time(lastModifiedAt) };
}

/** A business unit as it is answered. */
export function showUnit({ createdAt, ...unit }: BusinessUnit) {
  return { ...unit, createdAt: time(createdAt) };
}

/** A security role as it is answered. */
export function showRole({ createdAt, lastModifiedAt, ...role }: SecurityRole) {
  return { ...role, createdAt: time(createdAt), lastModifiedAt: time(lastModifiedAt) };
}

/** A security role with its privileges as it is answered. */
export function showRoleDetail({ role, privileges }: RoleDetail) {
  return { ...showRole(role), privileges };
}

/** A role that a user has as it is answered. */
export function showHeldRole({ roleId, rootId, name, businessUnitId, source, grants }: HeldRole) {
  return {
    roleId,
    rootId,
    name,
    businessUnitId,
    source,
    grants: grants.map(({ way, givenBy, givenAt }) => ({
      way,
      ...(givenBy !== "" && { connectionId: givenBy }),
      givenAt: time(givenAt),
    })),
  };
}

/** A team as it is answered. */
export function showTeam({ createdAt, ...team }: Team) {
  return { ...team, createdAt: time(createdAt) };
}
