import type { AdminContext } from "../admin/route.js";
import { SETTING_NAMES } from "../tenants/settings.js";
import { type Answer, cellsOf, objectsAt, textAt } from "./answer-text.js";
import { callOperation } from "./call-operation.js";
import type { Call, Command } from "./command.js";
import { TENANT_OPTION } from "./database.js";
import { asOperator } from "./operator-context.js";
import { CHANGE_OPTIONS } from "./preview.js";
import { oneOf } from "./values.js";

const OPTIONS = {
  instance: { value: "INSTANCE", doc: "of an instance, by id or name, instead of the tenant" },
  ...TENANT_OPTION,
} as const;

/** The value that resets a setting. */
const DEFAULT = "default";

const COLUMNS = { name: "name", value: "value", "may be": "expected", meaning: "meaning" } as const;

/** `usher settings …`: the settings of a tenant or of one of its instances. */
export const settingsCommands: readonly Command[] = [
  {
    name: "settings list",
    summary: "List the settings that are in force, and what they may be",
    options: OPTIONS,
    operations: ["listSettings", "listInstanceSettings"],
    async run(call) {
      const settings = await asOperator(call, (ctx) =>
        settingsAfter(ctx, call, ["listSettings", "listInstanceSettings"]),
      );
      call.printTable(
        settings.map((setting) => cellsOf(COLUMNS, setting)),
        settings,
      );
    },
  },
  {
    name: "settings set",
    summary: `Change a setting; '${DEFAULT}' resets it`,
    operands: ["NAME", "VALUE"],
    options: { ...OPTIONS, ...CHANGE_OPTIONS },
    operations: ["changeSettings", "changeInstanceSettings"],
    async run(call) {
      const name = oneOf("NAME", SETTING_NAMES, call.operand);
      const body = { [name]: call.secondOperand === DEFAULT ? null : call.secondOperand };
      const settings = await asOperator(call, (ctx) =>
        settingsAfter(ctx, call, ["changeSettings", "changeInstanceSettings"], { body }),
      );
      const changed = settings.find((setting) => setting["name"] === name);
      call.print({ name, value: changed?.["value"] }, `${name} is ${textAt(changed, "value")}`);
    },
  },
];

/** Returns the settings of the tenant, or of the instance of `--instance`. */
async function settingsAfter(
  ctx: AdminContext,
  call: Call,
  [ofTenant, ofInstance]: readonly [string, string],
  whole: { readonly body?: unknown } = {},
): Promise<Answer[]> {
  const id = call.text("instance");
  return objectsAt(
    await callOperation(ctx, id === undefined ? ofTenant : ofInstance, { id }, whole),
    "value",
  );
}
