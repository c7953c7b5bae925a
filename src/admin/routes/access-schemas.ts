import { Type } from "@sinclair/typebox";
import { VERBS } from "../../access/default-roles.js";
import { CONNECTORS, INSTANCE_TYPES } from "../../access/instances.js";
import { ACCESS_LEVELS } from "../../access/privileges.js";
import { TEAM_KINDS } from "../../access/teams.js";
import { choice, text } from "../json-schema.js";
import { timeJson } from "../times.js";
import { warningsJson } from "../warnings.js";
import { nameJson, refersTo } from "../with-told.js";

const texts = Type.Array(text);

/** A name that somebody gives; what it may be is checked by the use-case. */
export const NAME = Type.String({ minLength: 1, maxLength: 200 });

/** The name of an instance, of which `Role@instance` is made. */
export const INSTANCE_NAME = Type.String({
  pattern: "^[A-Za-z0-9](?:[A-Za-z0-9._-]{0,38}[A-Za-z0-9])?$",
});

/** The name of a business unit; paths have slashes. */
export const UNIT_NAME = nameJson(NAME, 160, "/");

/** The name of a team. */
export const TEAM_NAME = nameJson(NAME, 160);

/** The name of a security role; lists of roles have separators. */
export const ROLE_NAME = nameJson(NAME, 100, ";@{");

/** A SCIM group that is there. */
export const GROUP = refersTo("group", NAME);

/** A business unit that is there, by id, path or name. */
export const UNIT = refersTo("businessUnit", { ...NAME, description: "Id, path or name." });

/** Ids or names, each once. */
export const NAMES = Type.Array(refersTo("what the list is of", NAME), { maxItems: 1000 });

/** A CRM instance. */
export const instanceSchema = Type.Object(
  {
    id: text,
    name: Type.String({ description: "As in `Role@instance`; never changes." }),
    displayName: text,
    type: choice(INSTANCE_TYPES),
    connector: choice(CONNECTORS),
    guardGroupId: Type.Optional(
      Type.String({ description: "The group whose direct members may enter; absent when all may." }),
    ),
    guardMissing: Type.Boolean({ description: "That group is gone: hardly anybody enters." }),
    isOpened: Type.Boolean({ description: "Whether a license of some SKU opens it." }),
    version: Type.Integer(),
    createdAt: timeJson,
    lastModifiedAt: timeJson,
  },
  { title: "Instance" },
);

/** A business unit of an instance. */
export const businessUnitSchema = Type.Object(
  {
    id: text,
    instanceId: text,
    parentId: Type.Optional(Type.String({ description: "Absent for the root." })),
    name: text,
    path: Type.String({ description: "Names from the root down: `Root/North`." }),
    createdAt: timeJson,
  },
  { title: "BusinessUnit" },
);

/** A privilege of a role. */
export const privilegeSchema = Type.Object(
  {
    verb: choice(VERBS),
    table: Type.String({ pattern: "^[A-Za-z][A-Za-z0-9_]{0,63}$" }),
    level: choice(ACCESS_LEVELS),
  },
  { title: "Privilege" },
);

const role = {
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

/** A security role as one business unit has it. */
export const roleSchema = Type.Object(role, { title: "SecurityRole" });

/** A security role with what it allows. */
export const roleDetailSchema = Type.Object(
  { ...role, privileges: Type.Array(privilegeSchema) },
  { title: "SecurityRoleDetail" },
);

/** A security role that a user could have. */
export const assignableRoleSchema = Type.Object(
  { ...role, assigned: Type.Boolean({ description: "Whether the user has it directly." }) },
  { title: "AssignableRole" },
);

/** A security role that a user has. */
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
      { description: "Who gave it; none for what follows from an administrator role." },
    ),
  },
  { title: "HeldRole" },
);

/** What became of one user's roles. */
export const userRolesResultSchema = Type.Object(
  {
    userId: text,
    added: { ...texts, description: "Names of the roles that came." },
    removed: { ...texts, description: "Names of the roles that went." },
    ...warningsJson(["LAST_ROLE_REMOVED_NOT_A_WAY_TO_DISABLE", "ROLE_FOLLOWS_ADMINISTRATOR_ROLE"]),
  },
  { title: "UserRolesResult" },
);

/** A team of an instance. */
export const teamSchema = Type.Object(
  {
    id: text,
    instanceId: text,
    businessUnitId: text,
    name: text,
    kind: choice(TEAM_KINDS),
    groupId: Type.Optional(Type.String({ description: "The SCIM group of a group team." })),
    roles: Type.Array(Type.Object({ id: text, rootId: text, name: text })),
    createdAt: timeJson,
  },
  { title: "Team" },
);
