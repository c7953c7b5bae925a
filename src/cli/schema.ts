import { listExtensions } from "../tenants/extension-schemas.js";
import { addExtensionSchema, removeExtensionSchema } from "../use-cases/tenants/extension-schemas.js";
import type { Command } from "./command.js";
import { TENANT_OPTION, withTenant } from "./database.js";
import { serverContext } from "./server-context.js";
import { readOperandJson } from "./values.js";

/** `usher schema …`. */
export const schemaCommands: readonly Command[] = [
  {
    name: "schema add",
    summary: "declare an extension schema of the tenant's own from a JSON file",
    operands: ["FILE"],
    options: TENANT_OPTION,
    async run(call) {
      const document = readOperandJson(call.operand);
      const added = await withTenant(call, (db, tenant) =>
        addExtensionSchema(serverContext(db, tenant.id), document),
      );
      call.print(added, `Declared ${added.urn} for ${added.resourceType}s: ${added.attributes.join(", ")}`);
    },
  },
  {
    name: "schema list",
    summary: "list the extension schemas that a tenant has declared",
    options: TENANT_OPTION,
    async run(call) {
      const extensions = await withTenant(call, (db, tenant) => listExtensions(db.read, tenant.id));
      call.printTable(
        extensions.map(({ urn, resourceType, required, attributes }) => ({
          urn,
          resourceType,
          required: String(required),
          attributes: attributes.join(" "),
        })),
        extensions,
      );
    },
  },
  {
    name: "schema remove",
    summary: "take back an extension schema that no resource has values of",
    operands: ["URN"],
    options: TENANT_OPTION,
    async run(call) {
      await withTenant(call, (db, tenant) =>
        removeExtensionSchema(serverContext(db, tenant.id), call.operand),
      );
      call.print({ removed: call.operand }, `Removed ${call.operand}`);
    },
  },
];
