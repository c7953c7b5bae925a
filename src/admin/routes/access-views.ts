import type { BusinessUnit } from "../../access/business-units.js";
import type { Instance } from "../../access/instances.js";
import type { HeldRole } from "../../access/roles-of.js";
import type { SecurityRole } from "../../access/security-roles.js";
import type { Team } from "../../access/teams.js";
import type { RoleDetail } from "../../use-cases/roles/security-roles.js";
import type { Shown } from "../json-schema.js";
import { toTime } from "../times.js";
import type {
  businessUnitSchema,
  heldRoleSchema,
  instanceSchema,
  roleDetailSchema,
  roleSchema,
  teamSchema,
} from "./access-schemas.js";

/** An instance as it is answered; how its connector is set up stays inside. */
export function showInstance(instance: Instance): Shown<typeof instanceSchema> {
  const { connectorConfig: _, createdAt, lastModifiedAt, ...shown } = instance;
  return { ...shown, createdAt: toTime(createdAt), lastModifiedAt: toTime(lastModifiedAt) };
}

/** A business unit as it is answered. */
export function showUnit({ createdAt, ...unit }: BusinessUnit): Shown<typeof businessUnitSchema> {
  return { ...unit, createdAt: toTime(createdAt) };
}

/** A security role as it is answered. */
export function showRole({ createdAt, lastModifiedAt, ...role }: SecurityRole): Shown<typeof roleSchema> {
  return { ...role, createdAt: toTime(createdAt), lastModifiedAt: toTime(lastModifiedAt) };
}

/** A security role with its privileges as it is answered. */
export function showRoleDetail({ role, privileges }: RoleDetail): Shown<typeof roleDetailSchema> {
  return { ...showRole(role), privileges };
}

/** A role that a user has as it is answered. */
export function showHeldRole({
  roleId,
  rootId,
  name,
  businessUnitId,
  source,
  grants,
}: HeldRole): Shown<typeof heldRoleSchema> {
  return {
    roleId,
    rootId,
    name,
    businessUnitId,
    source,
    grants: grants.map(({ way, givenBy, givenAt }) => ({
      way,
      ...(givenBy !== "" && { connectionId: givenBy }),
      givenAt: toTime(givenAt),
    })),
  };
}

/** A team as it is answered. */
export function showTeam({ createdAt, ...team }: Team): Shown<typeof teamSchema> {
  return { ...team, createdAt: toTime(createdAt) };
}
