import { type Privilege, VERBS } from "../access/default-roles.js";
import { ACCESS_LEVELS } from "../access/privileges.js";
import type { AdminContext } from "../admin/route.js";
import { AppError } from "../errors.js";
import { fold } from "../schema/fold.js";
import { type Answer, objectsAt, sentenceOf, textAt } from "./answer-text.js";
import { listOperation } from "./call-operation.js";
import type { Call, Command } from "./command.js";
import { operationCommand } from "./operation-command.js";

const UNIT = {
  unit: {
    value: "UNIT",
    doc: "the business unit, by id, path or name; the root if not given",
    fills: "businessUnit",
  },
} as const;
const EDITABLE = {
  privilege: {
    value: "VERB:TABLE:LEVEL",
    doc: `a privilege to change, such as Read:account:organization; may be repeated; verbs ${VERBS.join(", ")}, levels ${ACCESS_LEVELS.join(", ")}`,
    repeat: true,
    fills: "privileges",
    read: readPrivilege,
  },
  description: { value: "TEXT", doc: "its description" },
} as const;
const ROLE = { fills: "role", find: roleId } as const;

/** `usher role …`: the security roles of an instance, and which of them connections may grant. R061–R067 */
export const roleCommands: readonly Command[] = [
  operationCommand({
    name: "role list",
    summary: "List the security roles of a business unit",
    operation: "listSecurityRoles",
    options: UNIT,
    columns: {
      name: "name",
      id: "id",
      managed: (role) => (role["isManaged"] === true ? "yes" : ""),
      description: "description",
    },
  }),
  operationCommand({
    name: "role show",
    summary: "Show what a role allows",
    operation: "getSecurityRole",
    operands: { ROLE },
    options: UNIT,
    line: describe,
  }),
  operationCommand({
    name: "role copy",
    summary: "Copy a role under a new name",
    operation: "copySecurityRole",
    operands: { ROLE, NAME: "name" },
    options: { ...EDITABLE, ...UNIT },
    line: describe,
  }),
  operationCommand({
    name: "role change",
    summary: "Change what a custom role allows",
    operation: "changeSecurityRole",
    operands: { ROLE },
    options: { ...EDITABLE, ...UNIT },
    line: describe,
  }),
  operationCommand({
    name: "role delete",
    summary: "Delete a custom role; users who have it lose it",
    operation: "removeSecurityRole",
    operands: { ROLE },
    options: UNIT,
    json: ({ users }, _, call) => ({ removed: call.operand, users }),
    line: "Deleted the role, which {users} users had",
  }),
  operationCommand({
    name: "role apply",
    summary: "Give users the roles that connections set for them, where that was interrupted",
    operation: "applyRoles",
    line: "Looked at {users} users",
  }),
  operationCommand({
    name: "role allow",
    summary: "Allow a connection to grant a security role, or deny it",
    operation: "setGrantableRole",
    operands: { CONNECTION: "name", ROLE: "role" },
    options: {
      deny: { conflicts: ["default"], doc: "deny it" },
      default: { doc: "remove the decision, so that the default applies" },
    },
    members: (call) => (call.flag("default") ? {} : { allowed: !call.flag("deny") }),
    json: (answer, { role }) => roleIn(answer, role) ?? { role },
    line: (answer, call) =>
      `'${call.operand}' ${roleIn(answer, call.secondOperand)?.["allowed"] === true ? "may" : "may not"} grant '${call.secondOperand}'`,
  }),
  operationCommand({
    name: "role grantable",
    summary: "List the security roles and whether a connection may grant them",
    operation: "listGrantableRoles",
    operands: { CONNECTION: "name" },
    columns: {
      role: "role",
      allowed: (role) => (role["allowed"] === true ? "yes" : "no"),
      chosen: (role) => (role["chosen"] === true ? "yes" : ""),
    },
  }),
];

function readPrivilege(text: string, flag: string): Privilege {
  const [first, table = "", last] = text.split(":");
  const verb = VERBS.find((candidate) => candidate === first);
  const level = ACCESS_LEVELS.find((candidate) => candidate === last);
  if (verb !== undefined && level !== undefined && /^[A-Za-z][A-Za-z0-9_]{0,63}$/.test(table)) {
    return { verb, table, level };
  }
  throw new AppError("invalidValue", `${flag} must be like Read:account:organization`);
}

/** Finds the id of a role by id, or by name in the business unit of `--unit`. */
async function roleId(ctx: AdminContext, name: string, call: Call): Promise<string> {
  const sent = { instance: call.text("instance"), businessUnit: call.text("unit") };
  const roles = await listOperation(ctx, "listSecurityRoles", sent, Infinity);
  const found = roles.find((role) => role["id"] === name || fold(textAt(role, "name")) === fold(name));
  // The id of another business unit's copy is accepted as well.
  return found === undefined ? name : textAt(found, "id");
}

function describe(role: Answer): string {
  const privileges = objectsAt(role, "privileges");
  return [
    sentenceOf("{name} ({id})", role),
    ...privileges.map((privilege) => sentenceOf("  {verb} {table}: {level}", privilege)),
  ].join("\n");
}

function roleIn(answer: Answer, name: unknown): Answer | undefined {
  return objectsAt(answer, "value").find(({ role }) => fold(String(role)) === fold(String(name)));
}
