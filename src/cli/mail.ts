import { listMails, type MailInfo } from "../mail/outbox.js";
import { sendAgain } from "../use-cases/operations/retry-mail.js";
import type { Command } from "./command.js";
import { TENANT_OPTION, withTenant } from "./database.js";
import { serverContext } from "./server-context.js";
import { timeText } from "./values.js";

/** Mails that are listed at the most. */
const MAX_LISTED = 1000;

/** `usher mail …`. */
export const mailCommands: readonly Command[] = [
  {
    name: "mail list",
    summary: "list the mails of a tenant, newest first, and what became of them",
    options: TENANT_OPTION,
    async run(call) {
      const mails = await withTenant(call, (db, tenant) =>
        listMails(db.read, tenant.id, undefined, MAX_LISTED),
      );
      call.printTable(mails.map(toRow), mails);
    },
  },
  {
    name: "mail retry",
    summary: "give a mail that was given up another round of tries",
    operands: ["ID"],
    options: TENANT_OPTION,
    async run(call) {
      const id = call.operand;
      await withTenant(call, (db, tenant) => sendAgain(serverContext(db, tenant.id), id));
      call.print({ id, state: "queued" }, `Mail ${id} is sent again within seconds`);
    },
  },
];

function toRow({ id, kind, to, state, attempts, error, createdAt, dueAt }: MailInfo): Record<string, string> {
  return {
    id,
    kind,
    to,
    state,
    tries: String(attempts),
    error: error ?? "",
    created: timeText(createdAt),
    "next try": timeText(dueAt),
  };
}
