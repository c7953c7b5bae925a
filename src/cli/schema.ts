import { spaced } from "./answer-text.js";
import type { Command } from "./command.js";
import { operationCommand } from "./operation-command.js";
import { readOperandObject } from "./values.js";

/** `usher schema …`. */
export const schemaCommands: readonly Command[] = [
  operationCommand({
    name: "schema add",
    summary: "Declare an extension schema of the tenant's own from a JSON file",
    operation: "addExtensionSchema",
    operands: { FILE: {} },
    whole: (call) => ({ body: readOperandObject(call.operand) }),
    line: "Declared {urn} for {resourceType}s: {attributes}",
  }),
  operationCommand({
    name: "schema list",
    summary: "List the extension schemas that a tenant has declared",
    operation: "listExtensionSchemas",
    columns: {
      urn: "urn",
      resourceType: "resourceType",
      required: "required",
      attributes: spaced("attributes"),
    },
  }),
  operationCommand({
    name: "schema remove",
    summary: "Remove an extension schema of which no resource has values",
    operation: "removeExtensionSchema",
    operands: { URN: "urn" },
    json: (_, { urn }) => ({ removed: urn }),
    line: "Removed {urn}",
  }),
];
