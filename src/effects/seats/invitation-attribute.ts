import { type Invitation, shownStatus } from "../../licensing/invitation.js";
import { arrangeResource } from "../../schema/arrange.js";
import { crmOfUser, withCrmOfUser } from "../../schema/crm-extension.js";
import type { Resource, ResourceSchema, ScimObject } from "../../schema/model.js";

function timeText(time: number): string {
  return new Date(time).toISOString();
}

/** Returns the attribute `invitation` of a person; undefined if none was sent or is required. docs/invitations.md */
function toAttribute(
  newest: Invitation | undefined,
  requiredSince: readonly number[],
  now: number,
): ScimObject | undefined {
  const status = shownStatus(newest, requiredSince, now);
  if (status === undefined) return undefined;
  if (newest === undefined || (status === "required" && newest.state !== "open")) {
    return { status, holdsSeat: false };
  }
  return {
    status,
    issuedAt: timeText(newest.issuedAt),
    expiresAt: timeText(newest.expiresAt),
    ...(newest.state === "accepted" &&
      newest.endedAt !== undefined && { acceptedAt: timeText(newest.endedAt) }),
    holdsSeat: newest.holdsSeat,
  };
}

/**
 * Returns a user with the `invitation` of its current invitations.
 * @param invitations - newest first
 * @param requiredSince - when invitations became required; UTC milliseconds
 */
export function withInvitation(
  schema: ResourceSchema,
  user: Resource,
  invitations: readonly Invitation[],
  requiredSince: readonly number[],
  now: number,
): Resource {
  return withAttribute(schema, user, toAttribute(invitations[0], requiredSince, now));
}

/** Returns a user with the `invitation` of another state; values from clients are ignored. */
export function copyInvitation(
  schema: ResourceSchema,
  user: Resource,
  stored: Resource | undefined,
): Resource {
  const { invitation } = crmOfUser(stored);
  return crmOfUser(user).invitation === invitation ? user : withAttribute(schema, user, invitation);
}

function withAttribute(schema: ResourceSchema, user: Resource, invitation: ScimObject | undefined): Resource {
  if (invitation === undefined && crmOfUser(user).invitation === undefined) return user;
  return arrangeResource(schema, withCrmOfUser(user, { invitation }));
}
