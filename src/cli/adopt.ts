import { AppError } from "../errors.js";
import { DEFAULT_NAME } from "../use-cases/tenants/bootstrap.js";
import { adoptionRisk, handOver } from "../use-cases/users/hand-over.js";
import { type Call, type Command, YES_OPTION } from "./command.js";
import { TENANT_OPTION, withTenant } from "./database.js";
import { serverContext } from "./server-context.js";

async function adopt(call: Call, type: "User" | "Group"): Promise<void> {
  const name = call.text("connection") ?? DEFAULT_NAME;
  const externalId = call.text("external-id");
  if (externalId === "") throw new AppError("invalidValue", "--external-id must not be empty");
  const id = await withTenant(call, async (db, tenant) => {
    const ctx = serverContext(db, tenant.id);
    const risk = externalId === undefined ? await adoptionRisk(ctx, type, call.operand, name) : undefined;
    if (risk !== undefined) await call.confirm(`${risk} with --external-id`);
    return handOver(ctx, type, call.operand, name, externalId);
  });
  call.print({ id, type, connection: name }, `${type} ${id} now belongs to the connection '${name}'`);
}

const options = {
  connection: { value: "NAME", doc: `the connection, '${DEFAULT_NAME}' if not given` },
  "external-id": {
    value: "TEXT",
    doc: "what the connection's provider calls it; some delete what they do not know by it",
  },
  ...YES_OPTION,
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
