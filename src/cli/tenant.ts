import type { Database } from "../db/connect.js";
import type { ServerContext } from "../effects/context.js";
import { listTenants } from "../tenants/tenants.js";
import { addTenant } from "../use-cases/tenants/add-tenant.js";
import { DEFAULT_NAME } from "../use-cases/tenants/bootstrap.js";
import type { Command } from "./command.js";
import { withDatabase } from "./database.js";
import { OPERATOR } from "./operator-context.js";

/** Returns the context of a change outside of any tenant. */
function contextIn(db: Database): ServerContext {
  return { ...OPERATOR, db, viewer: { tenantId: "" }, requestId: undefined, now: Date.now };
}

/** `usher tenant …`. */
export const tenantCommands: readonly Command[] = [
  {
    name: "tenant add",
    summary: `Add a tenant with a connection '${DEFAULT_NAME}' and a CRM instance 'main'`,
    operands: ["NAME"],
    options: { bare: { doc: "without a CRM instance" } },
    async run(call) {
      const tenant = await withDatabase(call, (db) =>
        addTenant(contextIn(db), call.operand, { bare: call.flag("bare") }),
      );
      call.print(tenant, `Added tenant '${tenant.name}' (${tenant.id})`);
    },
  },
  {
    name: "tenant list",
    summary: "List the tenants",
    async run(call) {
      const tenants = await withDatabase(call, (db) => listTenants(db.read));
      call.printTable(
        tenants.map(({ name, id, createdAt }) => ({ name, id, created: new Date(createdAt).toISOString() })),
        tenants,
      );
    },
  },
];
