import { DEFAULT_NAME } from "../directory/bootstrap.js";
import { handOver } from "../provisioning/hand-over.js";
import type { Call, Command } from "./command.js";
import { TENANT_OPTION, withTenant } from "./database.js";
import { serverContext } from "./server-context.js";

async function adopt(call: Call, type: "User" | "Group"): Promise<void> {
  const name = call.text("connection") ?? DEFAULT_NAME;
  const id = await withTenant(call, (db, tenant) =>
    handOver(serverContext(db, tenant.id), type, call.operand, name),
  );
  call.print({ id, type, connection: name }, `${type} ${id} now belongs to the connection '${name}'`);
}

const options = {
  connection: { type: "string", value: "NAME", doc: `the connection, '${DEFAULT_NAME}' if not given` },
  ...TENANT_OPTION,
} as const;

/** `usher adopt …`: hands a resource over to a connection that sees its own alone. */
export const adoptCommands: readonly Command[] = [
  {
    name: "adopt user",
    summary: "hand a user, by id or userName, over to a connection",
    operands: ["USER"],
    options,
    run: (call) => adopt(call, "User"),
  },
  {
    name: "adopt group",
    summary: "hand a group, by id or displayName, over to a connection",
    operands: ["GROUP"],
    options,
    run: (call) => adopt(call, "Group"),
  },
];
