import { spaced, textAt } from "./answer-text.js";
import type { Command } from "./command.js";
import { operationCommand } from "./operation-command.js";

/** `usher application …`: programs in an instance. R128–R135 */
export const applicationCommands: readonly Command[] = [
  operationCommand({
    name: "application add",
    summary: "Let a registered app work in an instance",
    operation: "addApplicationUser",
    operands: { APPLICATION_ID: "applicationId" },
    options: {
      name: {
        value: "TEXT",
        doc: "the app's name; needed only where the app has no user yet",
        fills: "displayName",
      },
      unit: { value: "UNIT", doc: "its business unit; the root if not given", fills: "businessUnit" },
      role: { value: "ROLE", doc: "a security role; may be repeated", repeat: true, fills: "roles" },
    },
    line: "Added application user {userId}, user name {userName}",
  }),
  operationCommand({
    name: "application list",
    summary: "List the application users of an instance",
    operation: "listApplicationUsers",
    columns: {
      user: "userId",
      "user name": "userName",
      enabled: "enabled",
      roles: (row) => textAt(row, "roles", "; "),
      problems: spaced("problems"),
    },
  }),
];
