import type { Command } from "./command.js";
import { operationCommand } from "./operation-command.js";

/** `usher mail …`. */
export const mailCommands: readonly Command[] = [
  operationCommand({
    name: "mail list",
    summary: "List the mails of a tenant, newest first, and what became of them",
    operation: "listMails",
    columns: {
      id: "id",
      kind: "kind",
      to: "to",
      state: "state",
      tries: "attempts",
      error: "error",
      created: "createdAt",
      "next try": "dueAt",
    },
  }),
  operationCommand({
    name: "mail retry",
    summary: "Try again to send a mail that was given up",
    operation: "retryMail",
    operands: { ID: "id" },
    json: (_, { id }) => ({ id, state: "queued" }),
    line: "Mail {id} is sent again within seconds",
  }),
];
