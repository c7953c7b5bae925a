import { AppError } from "../errors.js";
import { textAt } from "./answer-text.js";
import { callOperation, type Members } from "./call-operation.js";
import type { Call, Command } from "./command.js";
import { TENANT_OPTION } from "./database.js";
import { INSTANCE_OPTION, operationCommand } from "./operation-command.js";
import { asOperator } from "./operator-context.js";
import { CHANGE_OPTIONS } from "./preview.js";

const ROLES = { value: "ROLE", doc: "a role, by id or name; may be repeated", repeat: true } as const;

/** `usher role …`: the security roles of a user. R068–R076 */
export const userRoleCommands: readonly Command[] = [
  operationCommand({
    name: "role add",
    summary: "Give a user roles of its business unit; it keeps the others",
    operation: "changeUserRoles",
    operands: { USER: "user" },
    options: { role: ROLES },
    members: (call) => ({ add: requireRoles(call, "give") }),
    line: (answer, call) => `${call.operand}: ${describeChange(answer)}`,
  }),
  operationCommand({
    name: "role remove",
    summary: "Take roles from a user, whoever gave them; it keeps the others ('role delete' deletes a role)",
    operation: "changeUserRoles",
    operands: { USER: "user" },
    options: { role: ROLES },
    members: (call) => ({ remove: requireRoles(call, "take; 'usher role delete' deletes a role") }),
    line: (answer, call) => `${call.operand}: ${describeChange(answer)}`,
  }),
  {
    name: "role set",
    summary: "Give a user exactly these roles of its business unit, and show what was added and removed",
    operands: ["USER"],
    options: {
      role: { ...ROLES, doc: `${ROLES.doc}; without it all roles are taken` },
      ...INSTANCE_OPTION,
      ...CHANGE_OPTIONS,
      ...TENANT_OPTION,
    },
    operations: ["setUserRoles"],
    run: setRoles,
  },
  operationCommand({
    name: "role user",
    summary: "Show the roles of a user",
    operation: "listUserRoles",
    operands: { USER: "user" },
    columns: { name: "name", source: "source", given: "grants.way" },
  }),
];

/** Returns the roles of `--role`. @throws AppError `invalidValue` if it is not given */
function requireRoles(call: Call, what: string): string[] {
  const names = call.texts("role");
  if (names.length > 0) return names;
  throw new AppError("invalidValue", `--role must be given: name the role to ${what}`);
}

async function setRoles(call: Call): Promise<void> {
  const sent = { instance: call.text("instance"), user: call.operand, roleIds: call.texts("role") };
  const result = await asOperator(call, (ctx) => callOperation(ctx, "setUserRoles", sent));
  call.print(result, `${call.operand}: ${describeChange(result)}`);
  call.noteAll(result["warningDetails"]);
}

function describeChange(result: Members): string {
  const [added, removed] = [textAt(result, "added"), textAt(result, "removed")];
  if (`${added}${removed}` === "") return "nothing added, nothing removed";
  return `added ${added || "nothing"}; removed ${removed || "nothing"}`;
}
