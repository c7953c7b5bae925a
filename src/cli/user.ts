import { userView } from "../admin/views.js";
import { DAY } from "../db/duration.js";
import { crmOfUser } from "../schema/crm-extension.js";
import type { Resource } from "../schema/model.js";
import { personName } from "../schema/person-name.js";
import { DEFAULT_NAME } from "../use-cases/tenants/bootstrap.js";
import { createUser, readNewUser } from "../use-cases/users/create-user.js";
import { type Answer, objectsAt, sentenceOf } from "./answer-text.js";
import { callUseCase } from "./call-operation.js";
import type { Command } from "./command.js";
import { TENANT_OPTION } from "./database.js";
import { limitOption, operationCommand } from "./operation-command.js";
import { asOperator } from "./operator-context.js";
import { CHANGE_OPTIONS } from "./preview.js";
import { FILTER_OPTION, readOperandJson, readOperandObject } from "./values.js";

/** `usher user …`: the users of a tenant. */
export const userCommands: readonly Command[] = [
  operationCommand({
    name: "user list",
    summary: "List users",
    operation: "listUsers",
    options: { ...FILTER_OPTION, ...limitOption(100, 9_999_999) },
    columns: {
      id: "id",
      "user name": "userName",
      name: (user) => personName(user as Resource),
      active: (user) => (user["active"] === false ? "false" : "true"),
      "administrator roles": (user) => crmOfUser(user as Resource).administratorRoles.join(" "),
    },
  }),
  operationCommand({
    name: "user show",
    summary: "Show a user, by id or userName, with its groups",
    operation: "getUser",
    operands: { USER: "id" },
    line: (user) => JSON.stringify(user, null, 2),
  }),
  {
    name: "user create",
    summary:
      "Create a user from a file with a SCIM User as JSON; 'usher account create' generates a password too",
    operands: ["FILE"],
    options: {
      connection: { value: "NAME", doc: "the connection to which it belongs", default: DEFAULT_NAME },
      ...CHANGE_OPTIONS,
      ...TENANT_OPTION,
    },
    async run(call) {
      const input = readOperandJson(call.operand);
      const user = await asOperator(
        call,
        (ctx) =>
          callUseCase(ctx, `createUser ${JSON.stringify(input)}`, async (inner) =>
            userView(inner, await createUser(inner, await readNewUser(inner, input))),
          ),
        call.text("connection"),
      );
      call.print(user, `Created user ${user.id}, user name ${user.userName}`);
    },
  },
  operationCommand({
    name: "user change",
    summary: "Change the attributes of a user that a file of JSON names; null clears",
    operation: "changeUser",
    operands: { USER: "id", FILE: {} },
    whole: (call) => ({ body: readOperandObject(call.secondOperand) }),
    line: "Changed user {id}",
  }),
  operationCommand({
    name: "user delete",
    summary: "Delete a user, who can be restored for some days",
    operation: "deleteUser",
    operands: { USER: "id" },
    json: (deletion) => ({ ...deletion, restorableDays: restorableDays(deletion) }),
    line: (deletion) =>
      sentenceOf(`Deleted user {id}, who can be restored for ${restorableDays(deletion)} days`, deletion),
    notes: (deletion) => objectsAt(deletion, "hints").map((hint) => sentenceOf("{code}: {detail}", hint)),
  }),
  operationCommand({
    name: "user deleted",
    summary: "List the users who can be restored",
    operation: "listDeletedUsers",
    columns: {
      id: "id",
      "user name": "userName",
      name: "displayName",
      deleted: "deletedAt",
      "restorable until": "restorableUntil",
    },
  }),
  operationCommand({
    name: "user restore",
    summary: "Restore a deleted user with its state in instances, without its seats and groups",
    operation: "restoreUser",
    operands: { USER: "id" },
    line: (user) =>
      [sentenceOf("Restored user {id}, user name {userName}", user), ...lostOf(user)].join("\n"),
  }),
];

/** Returns the rounded number of days until a moment. */
function restorableDays({ restorableUntil }: Answer): number {
  return Math.round((Date.parse(String(restorableUntil)) - Date.now()) / DAY);
}

function lostOf(user: Answer): string[] {
  return objectsAt(user, "notRestored").map((one) =>
    sentenceOf("Not restored: {type} {name}[ of {instance}]: {detail}", one),
  );
}
