import { Type } from "@sinclair/typebox";
import { AppError } from "../../../errors.js";
import { findInvitation, listInvitations } from "../../../licensing/invitations.js";
import { INVITATION_STATUSES } from "../../../schema/definitions/crm-user.js";
import {
  inviteUser,
  inviteUsers,
  resendInvitation,
  revokeInvitation,
} from "../../../use-cases/invitations/invite-user.js";
import { refersTo } from "../../documented-as.js";
import { choice } from "../../json-schema.js";
import { pageSchema, readPage, toPage } from "../../pages.js";
import { type AdminRoute, adminRoute } from "../../route.js";
import {
  invitationSchema,
  issuedSchema,
  resultsSchema,
  showInvitation,
  showIssued,
  showResult,
} from "./invitation-views.js";

const TAG = "Invitations";

/** The maximum number of people per request. */
const MAX_PEOPLE = 1000;

// PostgreSQL cannot compare with U+0000, which no stored text contains.
const name = Type.String({ minLength: 1, maxLength: 100, pattern: "^[^\\u0000]*$" });

const skuId = Type.Optional(
  refersTo("SKU", {
    ...name,
    description: "Id or part number of the SKU of which a seat is held; the only one if left out.",
  }),
);
const sendMail = Type.Optional(
  Type.Boolean({
    description: "Whether to mail the link; if omitted, it is mailed to users with an address.",
  }),
);

/** The routes of invitations: send, resend, revoke. R049–R051, R087 */
export const invitationRoutes: readonly AdminRoute[] = [
  adminRoute({
    method: "get",
    path: "/invitations",
    action: "manageUsers",
    operationId: "listInvitations",
    tag: TAG,
    summary: "Lists invitations, newest first",
    users: ["user"],
    query: {
      status: choice(INVITATION_STATUSES, {
        type: "string",
        description: "Only invitations with this status.",
      }),
      user: { ...name, description: "Id or userName of a user." },
    },
    paged: true,
    answers: { 200: pageSchema(invitationSchema) },
    async run({ ctx: { db, viewer, now }, query }) {
      const { limit, after: before } = readPage(query);
      const filter = { status: query.status, userId: query.user, before, limit: limit + 1 };
      const time = now();
      const found = await listInvitations(db.read, viewer.tenantId, filter, time);
      const value = found.map((invitation) => showInvitation(invitation, time));
      return { body: toPage(value, limit) };
    },
  }),
  adminRoute({
    method: "post",
    path: "/invitations",
    action: "manageUsers",
    operationId: "inviteUsers",
    tag: TAG,
    summary: "Invites up to 1,000 people in this order, each for itself, with a result for each",
    users: ["userIds"],
    body: Type.Object({
      userIds: Type.Array(name, { minItems: 1, maxItems: MAX_PEOPLE }),
      skuId,
      sendMail,
    }),
    answers: { 200: resultsSchema },
    async run({ ctx, body }) {
      const results = await inviteUsers(ctx, body.userIds, { sku: body.skuId, sendMail: body.sendMail });
      return { body: { value: results.map((result) => showResult(ctx, result)) } };
    },
  }),
  adminRoute({
    method: "get",
    path: "/invitations/{id}",
    action: "manageUsers",
    operationId: "getInvitation",
    tag: TAG,
    summary: "Reads an invitation",
    answers: { 200: invitationSchema },
    async run({ ctx: { db, viewer, now }, params: { id } }) {
      const invitation = await findInvitation(db.read, viewer.tenantId, id, now());
      if (invitation === undefined) {
        throw new AppError("notFound", `Invitation "${id.slice(0, 60)}" does not exist`);
      }
      return { body: showInvitation(invitation, now()) };
    },
  }),
  adminRoute({
    method: "post",
    path: "/invitations/{id}/resend",
    action: "manageUsers",
    operationId: "resendInvitation",
    tag: TAG,
    summary: "Resends an open invitation with a new link and a new expiry; the previous link becomes void",
    body: Type.Object({ sendMail }),
    bodyOptional: true,
    answers: { 200: issuedSchema },
    async run({ ctx, params, body }) {
      return { body: showIssued(ctx, await resendInvitation(ctx, params.id, { sendMail: body.sendMail })) };
    },
  }),
  adminRoute({
    method: "post",
    path: "/invitations/{id}/revoke",
    action: "manageUsers",
    operationId: "revokeInvitation",
    tag: TAG,
    summary: "Revokes an open invitation: its link becomes void, and its held seat is released",
    answers: { 200: invitationSchema },
    async run({ ctx, params }) {
      return { body: showInvitation(await revokeInvitation(ctx, params.id), ctx.now()) };
    },
  }),
  adminRoute({
    method: "post",
    path: "/users/{id}/invitation",
    action: "manageUsers",
    operationId: "inviteUser",
    tag: TAG,
    summary: "Invites a person, and holds a seat if the person has none; an open invitation gets a new link",
    body: Type.Object({ skuId, sendMail }),
    bodyOptional: true,
    sends: ["Location"],
    answers: { 201: issuedSchema },
    async run({ ctx, params, body }) {
      const issued = await inviteUser(ctx, params.id, { sku: body.skuId, sendMail: body.sendMail });
      const headers = { Location: `/admin/v1/invitations/${issued.invitation.id}` };
      return { body: showIssued(ctx, issued), headers };
    },
  }),
];
