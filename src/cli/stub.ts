import { open } from "node:fs/promises";
import { type Answer, objectsAt, sentenceOf, textAt } from "./answer-text.js";
import { callOperation } from "./call-operation.js";
import type { Call, Command } from "./command.js";
import { TENANT_OPTION } from "./database.js";
import { INSTANCE_OPTION, operationCommand } from "./operation-command.js";
import { asOperator } from "./operator-context.js";
import { CHANGE_OPTIONS } from "./preview.js";

/** `usher import stubs` and `usher stub …`: unknown owners of imported rows. R136–R144 */
export const stubCommands: readonly Command[] = [
  {
    name: "import stubs",
    summary: "Import the owners of rows from a CSV file with table,id,owner; unknown owners become stubs",
    operands: ["FILE"],
    options: {
      "dry-run": { doc: "only report what would be imported" },
      ...INSTANCE_OPTION,
      ...CHANGE_OPTIONS,
      ...TENANT_OPTION,
    },
    operations: ["importRecords"],
    run: importStubs,
  },
  operationCommand({
    name: "stub list",
    summary: "List the stubs of an instance and how many rows each owns",
    operation: "listStubs",
    columns: { id: "id", name: "name", rows: "rows" },
  }),
  operationCommand({
    name: "stub reassign",
    summary: "Give everything that a stub owns to a user who has a record",
    operation: "reassignStub",
    operands: { STUB_ID: "recordId", USER: "to" },
    line: (answer, call) => `Gave ${textAt(answer, "rows")} rows to user ${call.secondOperand}`,
  }),
];

async function importStubs(call: Call): Promise<void> {
  // Opened first, so that a file that does not exist is reported as such.
  const file = await open(call.operand);
  const sent = { instance: call.text("instance"), dryRun: call.flag("dry-run") };
  const result = await asOperator(call, (ctx) =>
    callOperation(ctx, "importRecords", sent, { stream: file.createReadStream() }),
  ).finally(() => file.close());
  call.print(result, describe(result));
}

function describe(result: Answer): string {
  const errors = objectsAt(result, "errors");
  const unlisted = Number(result["errorCount"]) - errors.length;
  const verb = result["dryRun"] === true ? "Would import" : "Imported";
  return [
    sentenceOf(
      `${verb} {rows} rows, {rowsOfUsers} of users who exist, with {stubs} new stubs; {errorCount} lines left out`,
      result,
    ),
    ...errors.map((error) => `  ${textAt(error, "detail")}`),
    ...(unlisted > 0 ? [`  and ${unlisted} more`] : []),
  ].join("\n");
}
