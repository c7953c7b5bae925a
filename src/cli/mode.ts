import { ACCESS_MODE_LABELS, ACCESS_MODES } from "../crm/access-mode-codes.js";
import type { Command } from "./command.js";
import { operationCommand } from "./operation-command.js";
import { oneOf } from "./values.js";

const LABELS = ACCESS_MODES.map((mode) => ACCESS_MODE_LABELS[mode]);

/** `usher mode …`: access modes. R113 */
export const modeCommands: readonly Command[] = [
  operationCommand({
    name: "mode set",
    summary: `Set the access mode of a user in an instance: ${LABELS.join(", ")}`,
    operation: "setAccessMode",
    operands: { USER: "id", MODE: { fills: "mode", read: (text, name) => oneOf(name, LABELS, text) } },
    line: ({ mode }, call) => `User ${call.operand} is ${String(mode)} in ${call.text("instance")}`,
  }),
];
