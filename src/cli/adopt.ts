import { DEFAULT_NAME } from "../use-cases/tenants/bootstrap.js";
import { adoptionRisk } from "../use-cases/users/hand-over.js";
import { type Command, YES_OPTION } from "./command.js";
import { requireGroupId, requireUserId } from "./names.js";
import { operationCommand } from "./operation-command.js";

/** `usher adopt …`: hands a resource over to a connection that sees only its own. */
export const adoptCommands: readonly Command[] = [adopt("User", "adoptUser"), adopt("Group", "adoptGroup")];

function adopt(type: "User" | "Group", operation: string): Command {
  const noun = type.toLowerCase();
  return operationCommand({
    name: `adopt ${noun}`,
    summary: `Hand a ${noun} over to a connection`,
    operation,
    operands: {
      [noun.toUpperCase()]: { fills: "id", find: type === "User" ? requireUserId : requireGroupId },
    },
    options: {
      connection: { value: "NAME", doc: "the connection", default: DEFAULT_NAME },
      "external-id": {
        value: "TEXT",
        doc: "the id that the connection's provider uses; some providers delete what they do not know by it",
      },
      ...YES_OPTION,
    },
    async members(call, ctx) {
      if (call.text("external-id") !== undefined) return {};
      const risk = await adoptionRisk(ctx, type, call.operand, call.text("connection") ?? DEFAULT_NAME);
      if (risk !== undefined) await call.confirm(`${risk} with --external-id`);
      return {};
    },
    json: (_, { id, connection }) => ({ id, type, connection }),
    line: `${type} {id} now belongs to the connection '{connection}'`,
  });
}
