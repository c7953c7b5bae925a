import { inTransaction } from "../db/transaction.js";
import { DEFAULT_NAME } from "../directory/bootstrap.js";
import { createConnection } from "../directory/connections.js";
import { insertTenant, listTenants } from "../directory/tenants.js";
import { AppError } from "../errors.js";
import type { Command } from "./command.js";
import { withDatabase } from "./database.js";

/** `usher tenant …`. */
export const tenantCommands: readonly Command[] = [
  {
    name: "tenant add",
    summary: `add a tenant with a connection '${DEFAULT_NAME}'`,
    operands: ["NAME"],
    options: { bare: { type: "boolean", doc: "without a CRM instance" } },
    async run(call) {
      const name = call.operand;
      const now = Date.now();
      const tenant = await withDatabase(call, (db) =>
        inTransaction(db, async (trx) => {
          const added = await insertTenant(trx, name, now);
          if (added === undefined)
            throw new AppError("uniqueness", `There is already a tenant named '${name}'`);
          await createConnection(trx, added.id, DEFAULT_NAME, {}, now);
          return added;
        }),
      );
      call.print(tenant, `Added tenant '${tenant.name}' (${tenant.id})`);
    },
  },
  {
    name: "tenant list",
    summary: "list the tenants",
    async run(call) {
      const tenants = await withDatabase(call, (db) => listTenants(db.read));
      call.printTable(
        tenants.map(({ name, id, createdAt }) => ({ name, id, created: new Date(createdAt).toISOString() })),
        tenants,
      );
    },
  },
];
