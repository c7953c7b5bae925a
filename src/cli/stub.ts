import { open } from "node:fs/promises";
import { getInstance } from "../access/instances.js";
import { countRows } from "../crm/records/owned-rows.js";
import { listRecords } from "../crm/records/records.js";
import { importRecords } from "../use-cases/imports/import-records.js";
import { reassignStub } from "../use-cases/imports/reassign-stub.js";
import type { Call, Command } from "./command.js";
import { TENANT_OPTION } from "./database.js";
import { instanceOption, OF_INSTANCE } from "./in-instance.js";
import { asOperator } from "./operator-context.js";
import { requireUserId } from "./user.js";

/** Stubs that `usher stub list` shows at the most. */
const MAX_SHOWN = 10_000;

async function load(call: Call): Promise<void> {
  // Opened first, so that a file that is not there is told as such.
  const file = await open(call.operand);
  const options = { dryRun: call.flag("dry-run") };
  const result = await asOperator(call, (ctx) =>
    importRecords(ctx, instanceOption(call), file.createReadStream(), options),
  ).finally(() => file.close());
  const { dryRun, rows, rowsOfUsers, stubs, errors, errorCount } = result;
  const unlisted = errorCount - errors.length;
  const lines = [
    `${dryRun ? "Would import" : "Imported"} ${rows} rows, ${rowsOfUsers} of users who exist, with ${stubs} new stubs; ${errorCount} lines left out`,
    ...errors.map(({ detail }) => `  ${detail}`),
    ...(unlisted > 0 ? [`  and ${unlisted} more`] : []),
  ];
  call.print(result, lines.join("\n"));
}

/** `usher import stubs` and `usher stub …`: owners who did not exist when data was imported. R136–R144 */
export const stubCommands: readonly Command[] = [
  {
    name: "import stubs",
    summary: "import whose rows are from a CSV file with table,id,owner; who does not exist becomes a stub",
    operands: ["FILE"],
    options: {
      "dry-run": { doc: "write nothing, and report the same" },
      ...OF_INSTANCE,
      ...TENANT_OPTION,
    },
    run: load,
  },
  {
    name: "stub list",
    summary: "list the stubs of an instance with how much they own",
    options: { ...OF_INSTANCE, ...TENANT_OPTION },
    async run(call) {
      const stubs = await asOperator(call, async ({ db, viewer: { tenantId } }) => {
        const { id: instanceId } = await getInstance(db.read, tenantId, instanceOption(call));
        const records = await listRecords(db.read, tenantId, instanceId, "stub", { limit: MAX_SHOWN });
        const ids = records.map(({ id }) => id);
        const rowsOf = await countRows(db.read, tenantId, instanceId, ids);
        return records.map(({ id, name }) => ({ id, name, rows: rowsOf(id) }));
      });
      call.printTable(
        stubs.map(({ id, name, rows }) => ({ id, name, rows: String(rows) })),
        stubs,
      );
    },
  },
  {
    name: "stub reassign",
    summary: "give everything that a stub owns to a user who has a record",
    operands: ["STUB_ID", "USER"],
    options: { ...OF_INSTANCE, ...TENANT_OPTION },
    async run(call) {
      const rows = await asOperator(call, async (ctx) =>
        reassignStub(ctx, instanceOption(call), call.operand, await requireUserId(ctx, call.secondOperand)),
      );
      call.print({ rows }, `Gave ${rows} rows to user ${call.secondOperand}`);
    },
  },
];
