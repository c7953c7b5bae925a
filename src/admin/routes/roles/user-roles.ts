import { type TSchema, Type } from "@sinclair/typebox";
import { moveUser } from "../../../use-cases/roles/move-user.js";
import {
  changeUserRoles,
  getUserRoles,
  listAssignableRoles,
  setUserRoles,
  type UserRolesResult,
} from "../../../use-cases/roles/user-roles.js";
import type { Shown } from "../../json-schema.js";
import { text } from "../../json-schema.js";
import { NAMES, UNIT } from "../../names.js";
import { listSchema } from "../../pages.js";
import { type AdminRoute, adminRoute } from "../../route.js";
import { showWarnings, warningsJson } from "../../warnings.js";
import {
  assignableRoleSchema,
  heldRoleSchema,
  showHeldRole,
  showRole,
  userRolesResultSchema,
} from "./role-views.js";
import { businessUnitSchema, showUnit } from "./unit-view.js";

const TAG = "Roles of users";

function showChange(result: UserRolesResult | undefined): Shown<typeof userRolesResultSchema> {
  if (result === undefined) throw new Error("each user has a result");
  return { ...result, ...showWarnings(result.warnings) };
}

const ROLES = { ...NAMES, description: "Ids, or names of roles of the user's business unit." };

/** The schema of a user's roles with the business unit. */
function rolesOfUser<Role extends TSchema>(role: Role, title: string) {
  return Type.Object({ ...listSchema(role).properties, businessUnit: businessUnitSchema }, { title });
}

/** The routes of users' roles. R065, R068, R073–R076 */
export const userRoleRoutes: readonly AdminRoute[] = [
  adminRoute({
    method: "get",
    path: "/instances/{instance}/users/{user}/roles",
    action: "read",
    operationId: "listUserRoles",
    tag: TAG,
    summary: "Lists the roles of a user, and who assigned them",
    answers: { 200: rolesOfUser(heldRoleSchema, "UserRoles") },
    async run(call) {
      const { db, viewer } = call.ctx;
      const found = await getUserRoles(db.read, viewer.tenantId, call.params.instance, call.params.user);
      return { body: { businessUnit: showUnit(found.businessUnit), value: found.roles.map(showHeldRole) } };
    },
  }),
  adminRoute({
    method: "get",
    path: "/instances/{instance}/users/{user}/assignable-roles",
    action: "read",
    inInstance: "everybody",
    operationId: "listAssignableRoles",
    tag: TAG,
    summary: "Lists the roles of the user's business unit, and which of them the user has",
    answers: { 200: rolesOfUser(assignableRoleSchema, "AssignableRoles") },
    async run(call) {
      const { db, viewer } = call.ctx;
      const found = await listAssignableRoles(
        db.read,
        viewer.tenantId,
        call.params.instance,
        call.params.user,
      );
      const value = found.roles.map(({ role, assigned }) => ({ ...showRole(role), assigned }));
      return { body: { businessUnit: showUnit(found.businessUnit), value } };
    },
  }),
  adminRoute({
    method: "put",
    path: "/instances/{instance}/users/{user}/roles",
    action: "manageInstances",
    inInstance: "everybody",
    operationId: "setUserRoles",
    tag: TAG,
    summary: "Sets the roles of a user, which must be of the user's business unit",
    body: Type.Object({ roleIds: ROLES }),
    answers: { 200: userRolesResultSchema },
    async run(call) {
      const { roleIds } = call.body;
      const [result] = await setUserRoles(call.ctx, call.params.instance, [call.params.user], roleIds);
      return { body: showChange(result) };
    },
  }),
  adminRoute({
    method: "post",
    path: "/instances/{instance}/users/{user}/roles",
    action: "manageInstances",
    inInstance: "everybody",
    operationId: "changeUserRoles",
    tag: TAG,
    summary: "Adds and removes roles of a user, all or none; those that are not named stay",
    body: Type.Object({ add: Type.Optional(ROLES), remove: Type.Optional(ROLES) }, { minProperties: 1 }),
    answers: { 200: userRolesResultSchema },
    async run(call) {
      const { add = [], remove = [] } = call.body;
      const [result] = await changeUserRoles(call.ctx, call.params.instance, [call.params.user], {
        add,
        remove,
      });
      return { body: showChange(result) };
    },
  }),
  adminRoute({
    method: "post",
    path: "/instances/{instance}/role-assignments",
    action: "manageInstances",
    inInstance: "everybody",
    operationId: "setRolesOfUsers",
    tag: TAG,
    summary: "Sets the roles of several users of one business unit, all or none",
    users: ["userIds"],
    body: Type.Object({ userIds: { ...NAMES, minItems: 1 }, roleIds: ROLES }),
    answers: { 200: listSchema(userRolesResultSchema) },
    async run(call) {
      const { userIds, roleIds } = call.body;
      const results = await setUserRoles(call.ctx, call.params.instance, userIds, roleIds);
      return { body: { value: results.map(showChange) } };
    },
  }),
  adminRoute({
    method: "put",
    path: "/instances/{instance}/users/{user}/business-unit",
    action: "manageInstances",
    operationId: "moveUser",
    tag: TAG,
    summary: "Moves a user to another business unit, which removes the roles unless the instance keeps them",
    body: Type.Object({ businessUnit: UNIT }),
    answers: {
      200: Type.Object(
        {
          businessUnit: businessUnitSchema,
          removed: Type.Array(text, { description: "Names of the roles that are gone." }),
          ...warningsJson(["LAST_ROLE_REMOVED_NOT_A_WAY_TO_DISABLE"]),
        },
        { title: "MovedUser" },
      ),
    },
    async run(call) {
      const { businessUnit } = call.body;
      const moved = await moveUser(call.ctx, call.params.instance, call.params.user, businessUnit);
      return {
        body: { ...moved, ...showWarnings(moved.warnings), businessUnit: showUnit(moved.businessUnit) },
      };
    },
  }),
];
