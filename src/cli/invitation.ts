import { loadConfig } from "../config/settings.js";
import type { Database } from "../db/connect.js";
import type { Context } from "../effects/context.js";
import { invitationLink } from "../effects/seats/invitation-mail.js";
import type { IssuedInvitation } from "../effects/seats/issue-invitation.js";
import { tenantContext } from "../effects/tenant-context.js";
import { requireUser } from "../effects/users/resolve-user.js";
import { warningText } from "../effects/warnings.js";
import { AppError } from "../errors.js";
import { INVITATION_STATUSES, stateAt } from "../licensing/invitation.js";
import { listInvitations } from "../licensing/invitations.js";
import { createSealer } from "../mail/sealer.js";
import { configuredServerKey } from "../server.js";
import type { Tenant } from "../tenants/tenants.js";
import { answerInvitation } from "../use-cases/invitations/answer-invitation.js";
import { inviteUser, resendInvitation, revokeInvitation } from "../use-cases/invitations/invite-user.js";
import type { Call, Command, Option } from "./command.js";
import { TENANT_OPTION, withDatabase, withTenant } from "./database.js";
import { timeText } from "./values.js";

const ACTOR = { actor: { kind: "cli", id: "usher" }, trigger: "cli" } as const;

const MAIL_OPTIONS = {
  "send-mail": { doc: "fail when the link cannot be mailed; it is, if it can be" },
  "no-mail": { conflicts: ["send-mail"], doc: "do not mail the link" },
} as const satisfies Record<string, Option>;

/** `usher invitation …`. */
export const invitationCommands: readonly Command[] = [
  {
    name: "invitation send",
    summary: "invite a user, by id or userName, and show the link this once",
    operands: ["USER"],
    options: {
      sku: { value: "SKU", doc: "of which a seat is held; the only one if not given" },
      ...MAIL_OPTIONS,
      ...TENANT_OPTION,
    },
    async run(call) {
      const issued = await withTenant(call, async (db, tenant) => {
        const id = await requireUser(db.read, tenant.id, call.operand);
        const ctx = await operatorContext(call, db, tenant);
        return inviteUser(ctx, id, { sku: call.text("sku"), sendMail: mailWish(call) });
      });
      printIssued(call, issued);
    },
  },
  {
    name: "invitation list",
    summary: "list invitations, newest first",
    options: {
      status: { value: "STATUS", doc: `one of ${INVITATION_STATUSES.join(", ")}` },
      user: { value: "USER", doc: "those of one user, by id or userName" },
      ...TENANT_OPTION,
    },
    async run(call) {
      const now = Date.now();
      const found = await withTenant(call, async (db, tenant) => {
        const user = call.text("user");
        const userId = user === undefined ? undefined : await requireUser(db.read, tenant.id, user);
        return listInvitations(db.read, tenant.id, { status: readStatus(call), userId, limit: 1000 }, now);
      });
      const shown = found.map((invitation) => ({ ...invitation, status: stateAt(invitation, now) }));
      call.printTable(
        shown.map(({ id, display, status, issuedAt, expiresAt, holdsSeat }) => ({
          id,
          user: display,
          status,
          sent: timeText(issuedAt),
          expires: timeText(expiresAt),
          seat: holdsSeat ? "held" : "",
        })),
        shown,
      );
    },
  },
  {
    name: "invitation resend",
    summary: "send an open invitation again, with a new link and a new time",
    operands: ["ID"],
    options: { ...MAIL_OPTIONS, ...TENANT_OPTION },
    async run(call) {
      const issued = await withTenant(call, async (db, tenant) =>
        resendInvitation(await operatorContext(call, db, tenant), call.operand, { sendMail: mailWish(call) }),
      );
      printIssued(call, issued);
    },
  },
  {
    name: "invitation revoke",
    summary: "take an open invitation back; its seat is free at once",
    operands: ["ID"],
    options: TENANT_OPTION,
    async run(call) {
      const revoked = await withTenant(call, async (db, tenant) =>
        revokeInvitation(await operatorContext(call, db, tenant), call.operand),
      );
      call.print(revoked, `Revoked invitation ${revoked.id}`);
    },
  },
  {
    name: "invitation accept",
    summary: "accept an invitation by the token in its link, in the place of the person",
    operands: ["TOKEN"],
    async run(call) {
      const token = call.operand.split("/").at(-1) ?? "";
      const accepted = await withDatabase(call, (db) =>
        answerInvitation({ ...ACTOR, db, now: Date.now }, token, "accept"),
      );
      if (accepted === undefined) {
        throw new AppError(
          "notFound",
          "This invitation is unknown, was answered or has ended: send a new one",
        );
      }
      call.print(accepted, `Accepted invitation ${accepted.invitationId}`);
    },
  },
];

/** The context of an operator, which can seal mails with the server's key and knows where the server is reached. */
async function operatorContext(call: Call, db: Database, tenant: Tenant): Promise<Context> {
  const { seal } = createSealer(configuredServerKey(loadConfig(call.terminal.env)));
  return tenantContext(db, tenant.id, { ...ACTOR, seal, baseUrl: serverUrl(call) });
}

function serverUrl(call: Call): string {
  const { publicUrl, host, port } = loadConfig(call.terminal.env);
  return publicUrl ?? `http://${host.includes(":") ? `[${host}]` : host}:${port}`;
}

function mailWish(call: Call): boolean | undefined {
  if (call.flag("no-mail")) return false;
  return call.flag("send-mail") ? true : undefined;
}

function readStatus(call: Call): (typeof INVITATION_STATUSES)[number] | undefined {
  const text = call.text("status");
  const status = INVITATION_STATUSES.find((candidate) => candidate.toLowerCase() === text?.toLowerCase());
  if (text !== undefined && status === undefined) {
    throw new AppError("invalidValue", `--status must be one of ${INVITATION_STATUSES.join(", ")}`);
  }
  return status;
}

function printIssued(call: Call, issued: IssuedInvitation): void {
  const link = invitationLink(serverUrl(call), issued.token);
  const { id, expiresAt } = issued.invitation;
  call.print(
    { ...issued, link },
    `Invitation ${id} until ${timeText(expiresAt)}, link shown this once:\n${link}`,
  );
  for (const warning of issued.warnings) call.note(warningText(warning));
}
