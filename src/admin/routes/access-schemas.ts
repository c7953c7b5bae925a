import { Type } from "@sinclair/typebox";
import { VERBS } from "../../access/default-roles.js";
import { CONNECTORS, INSTANCE_TYPES } from "../../access/instances.js";
import { ACCESS_LEVELS } from "../../access/privileges.js";
import { TEAM_KINDS } from "../../access/teams.js";
import type { JsonSchema } from "../route.js";
import { warningsJson } from "../warnings.js";
import { nameJson, refersTo } from "../with-told.js";

const text = { type: "string" };
const time = { type: "string", format: "date-time" };
const texts = { type: "array", items: text };

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
export const instanceSchema: JsonSchema = {
  title: "Instance",
  type: "object",
  required: [
    "id",
    "name",
    "displayName",
    "type",
    "connector",
    "guardMissing",
    "isOpened",
    "version",
    "createdAt",
    "lastModifiedAt",
  ],
  properties: {
    id: text,
    name: { type: "string", description: "As in `Role@instance`; never changes." },
    displayName: text,
    type: { enum: INSTANCE_TYPES },
    connector: { enum: CONNECTORS },
    guardGroupId: {
      type: "string",
      description: "The group whose direct members may enter; absent when all may.",
    },
    guardMissing: { type: "boolean", description: "That group is gone: hardly anybody enters." },
    isOpened: { type: "boolean", description: "Whether a license of some SKU opens it." },
    version: { type: "integer" },
    createdAt: time,
    lastModifiedAt: time,
  },
};

/** A business unit of an instance. */
export const businessUnitSchema: JsonSchema = {
  title: "BusinessUnit",
  type: "object",
  required: ["id", "instanceId", "name", "path", "createdAt"],
  properties: {
    id: text,
    instanceId: text,
    parentId: { type: "string", description: "Absent for the root." },
    name: text,
    path: { type: "string", description: "Names from the root down: `Root/North`." },
    createdAt: time,
  },
};

/** A privilege of a role. */
export const privilegeSchema: JsonSchema = {
  title: "Privilege",
  type: "object",
  required: ["verb", "table", "level"],
  properties: {
    verb: { enum: VERBS },
    table: { type: "string", pattern: "^[A-Za-z][A-Za-z0-9_]{0,63}$" },
    level: { enum: ACCESS_LEVELS },
  },
};

const role: Readonly<Record<string, JsonSchema>> = {
  id: text,
  instanceId: text,
  businessUnitId: text,
  rootId: { type: "string", description: "The role that it is a copy of; its own id where it was made." },
  name: text,
  description: text,
  isManaged: { type: "boolean", description: "A default role, which cannot be changed or deleted." },
  createdAt: time,
  lastModifiedAt: time,
};
const roleRequired = [
  "id",
  "instanceId",
  "businessUnitId",
  "rootId",
  "name",
  "isManaged",
  "createdAt",
  "lastModifiedAt",
];

/** A security role as one business unit has it. */
export const roleSchema: JsonSchema = {
  title: "SecurityRole",
  type: "object",
  required: roleRequired,
  properties: role,
};

/** A security role with what it allows. */
export const roleDetailSchema: JsonSchema = {
  title: "SecurityRoleDetail",
  type: "object",
  required: [...roleRequired, "privileges"],
  properties: { ...role, privileges: { type: "array", items: privilegeSchema } },
};

/** A security role that a user could have. */
export const assignableRoleSchema: JsonSchema = {
  title: "AssignableRole",
  type: "object",
  required: [...roleRequired, "assigned"],
  properties: { ...role, assigned: { type: "boolean", description: "Whether the user has it directly." } },
};

/** A security role that a user has. */
export const heldRoleSchema: JsonSchema = {
  title: "HeldRole",
  type: "object",
  required: ["roleId", "rootId", "name", "businessUnitId", "source", "grants"],
  properties: {
    roleId: text,
    rootId: text,
    name: text,
    businessUnitId: text,
    source: { enum: ["direct", "adminRole"] },
    grants: {
      type: "array",
      description: "Who gave it; none for what follows from an administrator role.",
      items: {
        type: "object",
        required: ["way", "givenAt"],
        properties: {
          way: { enum: ["admin", "securityRoles", "roles", "adminRole"] },
          connectionId: text,
          givenAt: time,
        },
      },
    },
  },
};

/** What became of one user's roles. */
export const userRolesResultSchema: JsonSchema = {
  title: "UserRolesResult",
  type: "object",
  required: ["userId", "added", "removed", "warnings"],
  properties: {
    userId: text,
    added: { ...texts, description: "Names of the roles that came." },
    removed: { ...texts, description: "Names of the roles that went." },
    ...warningsJson(["LAST_ROLE_REMOVED_NOT_A_WAY_TO_DISABLE", "ROLE_FOLLOWS_ADMINISTRATOR_ROLE"]),
  },
};

/** A team of an instance. */
export const teamSchema: JsonSchema = {
  title: "Team",
  type: "object",
  required: ["id", "instanceId", "businessUnitId", "name", "kind", "roles", "createdAt"],
  properties: {
    id: text,
    instanceId: text,
    businessUnitId: text,
    name: text,
    kind: { enum: TEAM_KINDS },
    groupId: { type: "string", description: "The SCIM group of a group team." },
    roles: {
      type: "array",
      items: {
        type: "object",
        required: ["id", "rootId", "name"],
        properties: { id: text, rootId: text, name: text },
      },
    },
    createdAt: time,
  },
};
