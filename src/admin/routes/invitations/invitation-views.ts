import { Type } from "@sinclair/typebox";
import { invitationLink } from "../../../effects/seats/invitation-mail.js";
import type { IssuedInvitation } from "../../../effects/seats/issue-invitation.js";
import { BUSINESS_CODES } from "../../../errors/business-codes.js";
import { type Invitation, stateAt, statusCodeOf } from "../../../licensing/invitation.js";
import { INVITATION_STATUSES } from "../../../schema/definitions/crm-user.js";
import type { InvitationResult } from "../../../use-cases/invitations/invite-user.js";
import { choice, type Shown, text } from "../../json-schema.js";
import { listSchema } from "../../pages.js";
import type { AdminContext } from "../../route.js";
import { toTime } from "../../times.js";
import { showWarnings, warningsJson } from "../../warnings.js";

const time = Type.String({ description: "A moment as in RFC 3339." });

/** The schema of an invitation. */
export const invitationSchema = Type.Object(
  {
    id: text,
    userId: text,
    display: Type.Optional(Type.String({ description: "The person's name, in lists." })),
    status: choice(INVITATION_STATUSES),
    statusCode: Type.Integer({ description: "The CRM's code, `invitestatuscode`." }),
    kind: choice(["first", "again"], {
      description:
        "`first`: no access before it is accepted. `again`: sent after an earlier one was accepted, or after the user was enabled again.",
    }),
    issuedAt: time,
    nearExpiryAt: Type.Optional(time),
    expiresAt: time,
    endedAt: Type.Optional({
      ...time,
      description: "When it was accepted, rejected, revoked or found expired.",
    }),
    skuId: Type.Optional(Type.String({ description: "The SKU of which a seat was held when it was sent." })),
    holdsSeat: Type.Boolean({ description: "Whether a seat is held for it now." }),
    issuedBy: Type.Object({ kind: text, id: text }),
  },
  { title: "Invitation" },
);

const issued = {
  invitation: invitationSchema,
  link: Type.String({ description: "Shown only once; anyone who has it can accept and reject." }),
  token: Type.String({ description: "The last part of the link." }),
  ...warningsJson(["ACCESS_WAITS_FOR_ACCEPTANCE", "INVITATION_NOT_REQUIRED", "NOT_MAILED"]),
};

/** The schema of a new invitation. */
export const issuedSchema = Type.Object(issued, { title: "IssuedInvitation" });

/** The schema of the results of inviting several people. */
export const resultsSchema = listSchema(
  Type.Object(
    {
      userId: text,
      ...Type.Partial(Type.Object(issued)).properties,
      error: Type.Optional(
        Type.Object(
          { title: text, code: Type.Optional(choice(Object.keys(BUSINESS_CODES))), detail: text },
          { description: "Why this person was not invited." },
        ),
      ),
    },
    { title: "InvitationResult" },
  ),
);

/** Returns an invitation as it is answered. */
export function showInvitation(
  invitation: Invitation & { readonly display?: string },
  now: number,
): Shown<typeof invitationSchema> {
  const { id, userId, display, kind, skuId, holdsSeat, endedAt, issuer } = invitation;
  const status = stateAt(invitation, now);
  return {
    id,
    userId,
    display,
    status,
    statusCode: statusCodeOf(status),
    kind,
    issuedAt: toTime(invitation.issuedAt),
    nearExpiryAt: toTime(invitation.nearExpiryAt),
    expiresAt: toTime(invitation.expiresAt),
    endedAt: toTime(endedAt),
    skuId,
    holdsSeat,
    issuedBy: issuer,
  };
}

/** Returns a new invitation with its link. */
export function showIssued(
  { baseUrl, now }: Pick<AdminContext, "baseUrl" | "now">,
  { invitation, token, warnings }: IssuedInvitation,
): Shown<typeof issuedSchema> {
  return {
    invitation: showInvitation(invitation, now()),
    link: invitationLink(baseUrl, token),
    token,
    ...showWarnings(warnings),
  };
}

/** Returns the result of inviting one of several people. */
export function showResult(ctx: AdminContext, result: InvitationResult) {
  const { userId } = result;
  if ("issued" in result) return { userId, ...showIssued(ctx, result.issued) };
  const { error } = result;
  return { userId, error: { title: error.code, code: error.businessCode, detail: error.message } };
}
