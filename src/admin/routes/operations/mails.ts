import { Type } from "@sinclair/typebox";
import { listMails, type MailInfo } from "../../../mail/outbox.js";
import { sendAgain } from "../../../use-cases/operations/retry-mail.js";
import { choice, type Shown, text } from "../../json-schema.js";
import { pageSchema, readPage, toPage } from "../../pages.js";
import { type AdminRoute, adminRoute } from "../../route.js";
import { timeJson, toTime } from "../../times.js";

const mail = Type.Object(
  {
    id: text,
    kind: choice(["password", "invitation", "hold"], { type: "string" }),
    to: text,
    state: choice(["queued", "sent", "parked"], { type: "string" }),
    attempts: Type.Integer(),
    error: Type.Optional(
      Type.String({ description: "Why the last attempt failed, or why there are no more attempts." }),
    ),
    createdAt: timeJson,
    dueAt: Type.Optional({ ...timeJson, description: "When the next try is due." }),
    settledAt: Type.Optional({ ...timeJson, description: "When it was delivered or parked." }),
    hasContent: Type.Boolean({ description: "Whether it still can be sent." }),
  },
  { title: "Mail" },
);

function toView(found: MailInfo): Shown<typeof mail> {
  const { createdAt, dueAt, settledAt } = found;
  return { ...found, createdAt: toTime(createdAt), dueAt: toTime(dueAt), settledAt: toTime(settledAt) };
}

/** The routes of the outbox; the content of mails is never shown. */
export const mailRoutes: readonly AdminRoute[] = [
  adminRoute({
    method: "get",
    path: "/mails",
    action: "manageServer",
    operationId: "listMails",
    tag: "Mails",
    summary: "Lists the mails of the last thirty days with their state, newest first",
    paged: true,
    answers: { 200: pageSchema(mail) },
    async run(call) {
      const { limit, after } = readPage(call.query);
      const mails = await listMails(call.ctx.db.read, call.ctx.viewer.tenantId, after, limit + 1);
      return { body: toPage(mails.map(toView), limit) };
    },
  }),
  adminRoute({
    method: "post",
    path: "/mails/{id}/retry",
    action: "manageServer",
    operationId: "retryMail",
    tag: "Mails",
    summary: "Retries a parked mail",
    answers: { 204: undefined },
    async run({ ctx, params }) {
      await sendAgain(ctx, params.id);
      return {};
    },
  }),
];
