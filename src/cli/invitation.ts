import { AppError } from "../errors.js";
import { INVITATION_STATUSES } from "../schema/definitions/crm-user.js";
import { answerInvitation } from "../use-cases/invitations/answer-invitation.js";
import type { Call, Command } from "./command.js";
import { withDatabase } from "./database.js";
import { requireUserId } from "./names.js";
import { operationCommand } from "./operation-command.js";
import { OPERATOR } from "./operator-context.js";

const MAIL_OPTIONS = {
  "send-mail": {
    doc: "fail if the link cannot be mailed; it is mailed anyway where it can be",
    fills: "sendMail",
  },
  "no-mail": { doc: "do not mail the link", conflicts: ["send-mail"] },
} as const;

const ISSUED = "Invitation {invitation.id} until {invitation.expiresAt}, link shown this once:\n{link}";

function noMail(call: Call): { sendMail?: boolean } {
  return call.flag("no-mail") ? { sendMail: false } : {};
}

/** `usher invitation …`. */
export const invitationCommands: readonly Command[] = [
  operationCommand({
    name: "invitation send",
    summary: "Invite a user and show the link once",
    operation: "inviteUser",
    operands: { USER: "id" },
    options: {
      sku: {
        value: "SKU",
        doc: "the SKU of which a seat is held; the only SKU if not given",
        fills: "skuId",
      },
      ...MAIL_OPTIONS,
    },
    members: noMail,
    line: ISSUED,
  }),
  operationCommand({
    name: "invitation list",
    summary: "List invitations, newest first",
    operation: "listInvitations",
    options: {
      status: {
        value: "STATUS",
        choices: INVITATION_STATUSES,
        doc: `one of ${INVITATION_STATUSES.join(", ")}`,
      },
      user: { value: "USER", doc: "only those of this user, by id or userName", find: requireUserId },
    },
    columns: {
      id: "id",
      user: "display",
      status: "status",
      sent: "issuedAt",
      expires: "expiresAt",
      seat: (invitation) => (invitation["holdsSeat"] === true ? "held" : ""),
    },
  }),
  operationCommand({
    name: "invitation resend",
    summary: "Send an open invitation again, with a new link and a new expiry",
    operation: "resendInvitation",
    operands: { ID: "id" },
    options: MAIL_OPTIONS,
    members: noMail,
    line: ISSUED,
  }),
  operationCommand({
    name: "invitation revoke",
    summary: "Revoke an open invitation, which frees its seat at once",
    operation: "revokeInvitation",
    operands: { ID: "id" },
    line: "Revoked invitation {id}",
  }),
  {
    name: "invitation accept",
    summary: "Accept an invitation for the user, by the token in its link",
    operands: ["TOKEN"],
    async run(call) {
      const token = call.operand.split("/").at(-1) ?? "";
      const accepted = await withDatabase(call, (db) =>
        answerInvitation({ ...OPERATOR, db, now: Date.now }, token, "accept"),
      );
      if (accepted !== undefined) {
        return call.print(accepted, `Accepted invitation ${accepted.invitationId}`);
      }
      throw new AppError("notFound", "This invitation is unknown, was answered or has ended: send a new one");
    },
  },
];
