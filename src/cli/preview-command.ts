import { AppError } from "../errors.js";
import { callOperation } from "./call-operation.js";
import type { Command } from "./command.js";
import { TENANT_OPTION } from "./database.js";
import { asOperator } from "./operator-context.js";
import { endWith } from "./preview.js";
import { readJsonFile } from "./values.js";

/** `usher preview`: several operations, or a later instant. */
export const previewCommand: Command = {
  name: "preview",
  summary:
    "Show what several operations, or time alone, would change; exit code 3 if somebody would lose access",
  options: {
    file: {
      value: "FILE",
      doc: 'the operations: JSON such as [{"method": "DELETE", "path": "/users/ada"}]',
      read: readJsonFile,
    },
    at: { value: "DATE", doc: "the later instant: 2030-12-31T18:00:00Z" },
    ...TENANT_OPTION,
  },
  operations: ["previewOperations"],
  async run(call) {
    const [operations, at] = [call.value("file"), call.text("at")];
    if (operations === undefined && at === undefined) {
      throw new AppError("invalidValue", "Give --file FILE, --at DATE, or both");
    }
    endWith(
      call,
      await asOperator(call, (ctx) => callOperation(ctx, "previewOperations", { operations, at })),
    );
  },
};
