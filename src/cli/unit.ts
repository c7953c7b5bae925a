import { type BusinessUnit, listBusinessUnits } from "../access/business-units.js";
import { warningText } from "../effects/warnings.js";
import {
  addBusinessUnit,
  changeBusinessUnit,
  removeBusinessUnit,
} from "../use-cases/roles/business-units.js";
import { moveUser } from "../use-cases/roles/move-user.js";
import type { Command } from "./command.js";
import { TENANT_OPTION } from "./database.js";
import { INSTANCE_OPTION, instanceIdOf, instanceRef } from "./instance.js";
import { asOperator } from "./operator-context.js";
import { requireUserId } from "./user.js";

const OPTIONS = { ...INSTANCE_OPTION, ...TENANT_OPTION } as const;
const PARENT = { value: "UNIT", doc: "the one above it, by id, path or name" } as const;

function described({ path, id }: BusinessUnit): string {
  return `Business unit ${path} (${id})`;
}

/** `usher unit …`: the business units of an instance. R067 */
export const unitCommands: readonly Command[] = [
  {
    name: "unit list",
    summary: "list the business units of an instance",
    options: OPTIONS,
    async run(call) {
      const units = await asOperator(call, async (ctx) =>
        listBusinessUnits(ctx.db.read, ctx.viewer.tenantId, await instanceIdOf(call, ctx)),
      );
      call.printTable(
        units.map(({ path, id }) => ({ path, id })),
        units,
      );
    },
  },
  {
    name: "unit add",
    summary: "add a business unit",
    operands: ["NAME"],
    options: { parent: { ...PARENT, doc: `${PARENT.doc}; the root if not given` }, ...OPTIONS },
    async run(call) {
      const wanted = { name: call.operand, parent: call.text("parent") };
      const unit = await asOperator(call, (ctx) => addBusinessUnit(ctx, instanceRef(call), wanted));
      call.print(unit, described(unit));
    },
  },
  {
    name: "unit set",
    summary: "rename a business unit, or move it",
    operands: ["UNIT"],
    options: { name: { value: "TEXT", doc: "its new name" }, parent: PARENT, ...OPTIONS },
    async run(call) {
      const change = { name: call.text("name"), parent: call.text("parent") };
      const unit = await asOperator(call, (ctx) =>
        changeBusinessUnit(ctx, instanceRef(call), call.operand, change),
      );
      call.print(unit, described(unit));
    },
  },
  {
    name: "unit remove",
    summary: "delete a business unit in which there is nobody",
    operands: ["UNIT"],
    options: OPTIONS,
    async run(call) {
      await asOperator(call, (ctx) => removeBusinessUnit(ctx, instanceRef(call), call.operand));
      call.print({ removed: call.operand }, `Deleted business unit ${call.operand}`);
    },
  },
  {
    name: "unit move-user",
    summary: "move a user to a business unit; the roles go unless the instance keeps them",
    operands: ["USER", "UNIT"],
    options: OPTIONS,
    async run(call) {
      const moved = await asOperator(call, async (ctx) => {
        const userId = await requireUserId(ctx, call.operand);
        return moveUser(ctx, instanceRef(call), userId, call.secondOperand);
      });
      const lost = moved.removed.length === 0 ? "" : `; lost: ${moved.removed.join(", ")}`;
      call.print(moved, `${call.operand} is in ${moved.businessUnit.path}${lost}`);
      for (const warning of moved.warnings) call.note(warningText(warning));
    },
  },
];
