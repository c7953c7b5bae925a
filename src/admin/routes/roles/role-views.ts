import { Type } from "@sinclair/typebox";
import { VERBS } from "../../../access/default-roles.js";
import { ACCESS_LEVELS } from "../../../access/privileges.js";
import type { HeldRole } from "../../../access/roles-of.js";
import type { SecurityRole } from "../../../access/security-roles.js";
import type { RoleDetail } from "../../../use-cases/roles/security-roles.js";
import { choice, type Shown, text } from "../../json-schema.js";
import { timeJson, toTime } from "../../times.js";
import { warningsJson } from "../../warnings.js";

const texts = Type.Array(text);

/** A privilege of a role. */
export const privilegeSchema = Type.Object(
  {
    verb: choice(VERBS),
    table: Type.String({ pattern: "^[A-Za-z][A-Za-z0-9_]{0,63}$" }),
    level: choice(ACCESS_LEVELS),
  },
  { title: "Privilege" },
);

const members = {
  id: text,
  instanceId: text,
  businessUnitId: text,
  rootId: Type.String({ description: "The role that it is a copy of; its own id where it was made." }),
  name: text,
  description: Type.Optional(text),
  isManaged: Type.Boolean({ description: "A default role, which cannot be changed or deleted." }),
  createdAt: timeJson,
  lastModifiedAt: timeJson,
};

/** The schema of a security role in a business unit. */
export const roleSchema = Type.Object(members, { title: "SecurityRole" });

/** Returns a security role as it is answered. */
export function showRole({ createdAt, lastModifiedAt, ...role }: SecurityRole): Shown<typeof roleSchema> {
  return { ...role, createdAt: toTime(createdAt), lastModifiedAt: toTime(lastModifiedAt) };
}

/** The schema of a security role with its privileges. */
export const roleDetailSchema = Type.Object(
  { ...members, privileges: Type.Array(privilegeSchema) },
  { title: "SecurityRoleDetail" },
);

/** Returns a security role with its privileges as it is answered. */
export function showRoleDetail({ role, privileges }: RoleDetail): Shown<typeof roleDetailSchema> {
  return { ...showRole(role), privileges };
}

/** The schema of a role that can be assigned to a user. */
export const assignableRoleSchema = Type.Object(
  { ...members, assigned: Type.Boolean({ description: "Whether the user has it directly." }) },
  { title: "AssignableRole" },
);

/** The schema of a role of a user. */
export const heldRoleSchema = Type.Object(
  {
    roleId: text,
    rootId: text,
    name: text,
    businessUnitId: text,
    source: choice(["direct", "adminRole"]),
    grants: Type.Array(
      Type.Object({
        way: choice(["admin", "securityRoles", "roles", "adminRole"]),
        connectionId: Type.Optional(text),
        givenAt: timeJson,
      }),
      { description: "Who assigned it; none if it follows from an administrator role." },
    ),
  },
  { title: "HeldRole" },
);

/** Returns a role of a user as it is answered. */
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

/** The schema of the result for one user's roles. */
export const userRolesResultSchema = Type.Object(
  {
    userId: text,
    added: { ...texts, description: "Names of the roles that came." },
    removed: { ...texts, description: "Names of the roles that went." },
    ...warningsJson(["LAST_ROLE_REMOVED_NOT_A_WAY_TO_DISABLE", "ROLE_FOLLOWS_ADMINISTRATOR_ROLE"]),
  },
  { title: "UserRolesResult" },
);
