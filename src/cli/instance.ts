import { INSTANCE_TYPES } from "../access/instances.js";
import { AppError } from "../errors.js";
import { sentenceOf, textAt } from "./answer-text.js";
import { callOperation } from "./call-operation.js";
import type { Call, Command } from "./command.js";
import { TENANT_OPTION } from "./database.js";
import { requireGroupId } from "./names.js";
import { operationCommand } from "./operation-command.js";
import { asOperator } from "./operator-context.js";
import { CHANGE_OPTIONS } from "./preview.js";

const EDITABLE = {
  name: { value: "TEXT", doc: "its display name", fills: "displayName" },
  type: { choices: INSTANCE_TYPES, doc: "its purpose; a new instance is a sandbox if not given" },
} as const;

/** `usher instance …`: CRM instances and their guards. R105 */
export const instanceCommands: readonly Command[] = [
  operationCommand({
    name: "instance list",
    summary: "List the CRM instances",
    operation: "listInstances",
    columns: {
      name: "name",
      title: "displayName",
      type: "type",
      id: "id",
      guard: (one) => `${textAt(one, "guardGroupId")}${one["guardMissing"] === true ? " (missing)" : ""}`,
    },
  }),
  operationCommand({
    name: "instance add",
    summary: "Add an instance with a root business unit and the default roles",
    operation: "addInstance",
    operands: { NAME: "name" },
    options: EDITABLE,
    line: "Added instance '{name}' ({id})",
  }),
  operationCommand({
    name: "instance set",
    summary: "Change an instance's display name and its purpose; 'usher settings set' changes its settings",
    operation: "changeInstance",
    operands: { INSTANCE: "instance" },
    options: EDITABLE,
    line: "Instance '{name}' is shown as '{displayName}', type {type}",
  }),
  {
    name: "instance guard",
    summary: "Let only the direct members of a group into an instance, or everybody; try --preview first",
    operands: ["INSTANCE"],
    options: {
      group: { value: "GROUP", doc: "the group, by id or displayName" },
      none: { doc: "no group: everybody with a license" },
      ...CHANGE_OPTIONS,
      ...TENANT_OPTION,
    },
    operations: ["setGuard", "clearGuard"],
    run: guard,
  },
];

async function guard(call: Call): Promise<void> {
  const name = call.text("group");
  if ((name === undefined) !== call.flag("none")) {
    throw new AppError("invalidValue", "Give either --group GROUP or --none");
  }
  const answer = await asOperator(call, async (ctx) => {
    const groupId = name === undefined ? undefined : await requireGroupId(ctx, name);
    const operation = name === undefined ? "clearGuard" : "setGuard";
    return callOperation(ctx, operation, { instance: call.operand, groupId });
  });
  const who = name === undefined ? "guarded by nobody" : "guarded by {guardGroupId}";
  call.print(answer, sentenceOf(`Instance '{name}' is ${who}`, answer));
}
