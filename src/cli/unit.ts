import { sentenceOf } from "./answer-text.js";
import type { Command } from "./command.js";
import { operationCommand } from "./operation-command.js";

const PARENT = { value: "UNIT", doc: "the business unit above it, by id, path or name" } as const;
const UNIT = "Business unit {path} ({id})";

/** `usher unit …`: the business units of an instance. R067 */
export const unitCommands: readonly Command[] = [
  operationCommand({
    name: "unit list",
    summary: "List the business units of an instance",
    operation: "listBusinessUnits",
    columns: { path: "path", id: "id" },
  }),
  operationCommand({
    name: "unit add",
    summary: "Add a business unit",
    operation: "addBusinessUnit",
    operands: { NAME: "name" },
    options: { parent: { ...PARENT, doc: `${PARENT.doc}; the root if not given` } },
    line: UNIT,
  }),
  operationCommand({
    name: "unit set",
    summary: "Rename a business unit, or move it",
    operation: "changeBusinessUnit",
    operands: { UNIT: "unit" },
    options: { name: { value: "TEXT", doc: "its new name" }, parent: PARENT },
    line: UNIT,
  }),
  operationCommand({
    name: "unit remove",
    summary: "Delete a business unit that has no users",
    operation: "removeBusinessUnit",
    operands: { UNIT: "unit" },
    json: (_, { unit }) => ({ removed: unit }),
    line: "Deleted business unit {unit}",
  }),
  operationCommand({
    name: "unit move-user",
    summary: "Move a user to a business unit; the user loses its roles unless the instance keeps them",
    operation: "moveUser",
    operands: { USER: "user", UNIT: "businessUnit" },
    line: (moved, call) =>
      `${call.operand} is in ${sentenceOf("{businessUnit.path}[; lost: {removed}]", moved)}`,
  }),
];
