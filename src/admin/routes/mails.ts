import { listMails, type MailInfo } from "../../mail/outbox.js";
import { sendAgain } from "../../use-cases/operations/retry-mail.js";
import { listSchema, readPage, toPage } from "../pages.js";
import { type AdminRoute, adminRoute, type JsonSchema } from "../route.js";

const time = { type: "string", format: "date-time" };

const mail: JsonSchema = {
  title: "Mail",
  type: "object",
  required: ["id", "kind", "to", "state", "attempts", "createdAt", "hasContent"],
  properties: {
    id: { type: "string" },
    kind: { type: "string", enum: ["password", "invitation"] },
    to: { type: "string" },
    state: { type: "string", enum: ["queued", "sent", "parked"] },
    attempts: { type: "integer" },
    error: { type: "string", description: "Why the last try failed, or why there is none any more." },
    createdAt: time,
    dueAt: { ...time, description: "When the next try is due." },
    settledAt: { ...time, description: "When it was delivered or parked." },
    hasContent: { type: "boolean", description: "Whether it still can be sent." },
  },
};

function timeOf(at: number | undefined): string | undefined {
  return at === undefined ? undefined : new Date(at).toISOString();
}

function toBody(found: MailInfo): { readonly id: string } & Record<string, unknown> {
  const { createdAt, dueAt, settledAt } = found;
  return { ...found, createdAt: timeOf(createdAt), dueAt: timeOf(dueAt), settledAt: timeOf(settledAt) };
}

/** The outbox of mails; what they say is shown nowhere. */
export const mailRoutes: readonly AdminRoute[] = [
  adminRoute({
    method: "get",
    path: "/mails",
    action: "manageServer",
    operationId: "listMails",
    tag: "Mails",
    summary: "Lists the mails of the last thirty days, newest first, and what became of them",
    paged: true,
    answers: { 200: listSchema(mail, { paged: true }) },
    async run(call) {
      const { limit, after } = readPage(call);
      const mails = await listMails(call.ctx.db.read, call.ctx.viewer.tenantId, after, limit + 1);
      return { body: toPage(mails.map(toBody), limit) };
    },
  }),
  adminRoute({
    method: "post",
    path: "/mails/{id}/retry",
    action: "manageServer",
    operationId: "retryMail",
    tag: "Mails",
    summary: "Gives a mail that was given up another round of tries",
    answers: { 204: undefined },
    async run({ ctx, params }) {
      await sendAgain(ctx, params.id);
      return {};
    },
  }),
];
