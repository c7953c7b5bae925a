import { BUSINESS_CODES } from "../../errors/business-codes.js";
import {
  INVITATION_STATUSES,
  type Invitation,
  type InvitationStatus,
  stateAt,
  statusCodeOf,
} from "../../licensing/invitation.js";
import { invitationLink } from "../../provisioning/invitation-mail.js";
import type { InvitationResult } from "../../provisioning/invite-user.js";
import type { IssuedInvitation } from "../../provisioning/issue-invitation.js";
import type { AdminContext, JsonSchema } from "../route.js";
import { showWarnings, warningsJson } from "../warnings.js";

const text = { type: "string" };
const time = { type: "string", description: "A moment as in RFC 3339." };

/** An invitation in answers. */
export const invitationSchema: JsonSchema = {
  title: "Invitation",
  type: "object",
  required: [
    "id",
    "userId",
    "status",
    "statusCode",
    "kind",
    "issuedAt",
    "expiresAt",
    "holdsSeat",
    "issuedBy",
  ],
  properties: {
    id: text,
    userId: text,
    display: { type: "string", description: "The person's name, in lists." },
    status: { enum: INVITATION_STATUSES },
    statusCode: { type: "integer", description: "The CRM's number of it, `invitestatuscode`." },
    kind: {
      enum: ["first", "again"],
      description:
        "`first`: there is no access before it is accepted. `again`: sent to who has accepted one, or after a re-enable.",
    },
    issuedAt: time,
    nearExpiryAt: time,
    expiresAt: time,
    endedAt: { ...time, description: "When it was accepted, rejected, revoked or found expired." },
    skuId: { type: "string", description: "The SKU of which a seat was held when it was sent." },
    holdsSeat: { type: "boolean", description: "Whether a seat is held for it now." },
    issuedBy: {
      type: "object",
      required: ["kind", "id"],
      properties: { kind: text, id: text },
    },
  },
};

const issuedProperties = {
  invitation: invitationSchema,
  link: { type: "string", description: "Shown this once; whoever has it can accept and reject." },
  token: { type: "string", description: "The last part of the link." },
  ...warningsJson(["ACCESS_WAITS_FOR_ACCEPTANCE", "INVITATION_NOT_REQUIRED", "NOT_MAILED"]),
};

/** An invitation that was just sent, in answers. */
export const issuedSchema: JsonSchema = {
  title: "IssuedInvitation",
  type: "object",
  required: ["invitation", "link", "token", "warnings"],
  properties: issuedProperties,
};

/** What became of the invitations of many. */
export const resultsSchema: JsonSchema = {
  type: "object",
  required: ["value"],
  properties: {
    value: {
      type: "array",
      items: {
        title: "InvitationResult",
        type: "object",
        required: ["userId"],
        properties: {
          userId: text,
          ...issuedProperties,
          error: {
            type: "object",
            description: "Why this person was not invited.",
            required: ["title", "detail"],
            properties: { title: text, code: { enum: Object.keys(BUSINESS_CODES) }, detail: text },
          },
        },
      },
    },
  },
};

function moment(at: number): string {
  return new Date(at).toISOString();
}

/** An invitation as the admin API shows it at a moment. */
export function showInvitation(
  invitation: Invitation & { readonly display?: string },
  now: number,
): Record<string, unknown> & { readonly id: string } {
  const { id, userId, display, kind, skuId, holdsSeat, endedAt, issuer } = invitation;
  const status: InvitationStatus = stateAt(invitation, now);
  return {
    id,
    userId,
    ...(display !== undefined && { display }),
    status,
    statusCode: statusCodeOf(status),
    kind,
    issuedAt: moment(invitation.issuedAt),
    nearExpiryAt: moment(invitation.nearExpiryAt),
    expiresAt: moment(invitation.expiresAt),
    ...(endedAt !== undefined && { endedAt: moment(endedAt) }),
    ...(skuId !== undefined && { skuId }),
    holdsSeat,
    issuedBy: issuer,
  };
}

/** An invitation that was just sent, with its link. */
export function showIssued(
  { baseUrl, now }: Pick<AdminContext, "baseUrl" | "now">,
  { invitation, token, warnings: told }: IssuedInvitation,
): Record<string, unknown> {
  return {
    invitation: showInvitation(invitation, now()),
    link: invitationLink(baseUrl, token),
    token,
    ...showWarnings(told),
  };
}

/** What became of the invitation of one of many. */
export function showResult(ctx: AdminContext, result: InvitationResult): Record<string, unknown> {
  const { userId } = result;
  if ("issued" in result) return { userId, ...showIssued(ctx, result.issued) };
  const { error } = result;
  const { businessCode: code } = error;
  return {
    userId,
    error: { title: error.code, ...(code !== undefined && { code }), detail: error.message },
  };
}
