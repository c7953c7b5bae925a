import { ACCESS_MODE_LABELS, ACCESS_MODES } from "../crm/access-mode-codes.js";
import { changeAccessMode } from "../use-cases/records/change-access-mode.js";
import type { Command } from "./command.js";
import { TENANT_OPTION } from "./database.js";
import { instanceOption, OF_INSTANCE, readWord } from "./in-instance.js";
import { asOperator } from "./operator-context.js";
import { requireUserId } from "./user.js";

const LABELS = ACCESS_MODES.map((mode) => ACCESS_MODE_LABELS[mode]);

/** `usher mode …`: access modes. R113 */
export const modeCommands: readonly Command[] = [
  {
    name: "mode set",
    summary: `set the access mode of a user in an instance: ${LABELS.join(", ")}`,
    operands: ["USER", "MODE"],
    options: { ...OF_INSTANCE, ...TENANT_OPTION },
    async run(call) {
      const label = readWord("MODE", call.secondOperand, LABELS);
      const mode = ACCESS_MODES[LABELS.indexOf(label)] ?? "readWrite";
      const instance = instanceOption(call);
      const { userId, instanceId } = await asOperator(call, async (ctx) =>
        changeAccessMode(ctx, await requireUserId(ctx, call.operand), instance, mode),
      );
      call.print({ userId, instanceId, mode: label }, `User ${call.operand} is ${label} in ${instance}`);
    },
  },
];
