import type { components } from "../../api/schema";

type Schemas = components["schemas"];

/** The decision about a user in an instance. */
export type Access = Schemas["Access"];
/** A check of the decision. */
export type Check = NonNullable<Access["checks"]>[number];
/** A reason of the decision. */
export type Reason = Access["reasons"][number];
/** A request that does something about a reason. */
export type Remedy = Schemas["Remedy"];
/** A state of access in the history. */
export type PastAccess = Schemas["PastAccess"];
/** An entry of the audit trail that caused something. */
export type Cause = NonNullable<Reason["changedBy"]>;

/** The name of each check. */
export const CHECK_NAMES: Readonly<Record<Check["check"], string>> = {
  account: "Account",
  signIn: "Sign-in",
  license: "License",
  securityGroup: "Security group",
  record: "Record",
  invitation: "Invitation",
  securityRole: "Security role",
};

/** The word for each state of a check. */
export const STATE_WORDS: Readonly<Record<Check["state"], string>> = {
  passed: "Passed",
  failed: "Missing",
  pending: "Waiting",
  notNeeded: "Not needed",
  notReached: "Waits for the checks before it",
};

/** What each reason says in a few words. */
export const REASON_NAMES: Readonly<Record<Reason["code"], string>> = {
  STUB_USER: "Stub user",
  SYSTEM_USER: "User of the platform",
  USER_DELETED: "Deleted",
  APPLICATION_USER_DEACTIVATED: "Application user deactivated",
  SIGN_IN_BLOCKED: "Sign-in blocked",
  LICENSE_COUNT_VIOLATION: "Waits for a seat",
  NO_LICENSE: "No license",
  INSTANCE_NOT_LICENSED: "No license opens the instance",
  NESTED_GROUP_IGNORED: "Only in a nested group",
  NOT_IN_SECURITY_GROUP: "Not in the security group",
  SYNC_PENDING: "Not synchronized yet",
  INVITATION_REQUIRED: "Invitation required",
  INVITATION_PENDING: "Invitation not accepted yet",
  INVITATION_EXPIRED: "Invitation expired",
  INVITATION_REJECTED: "Invitation rejected",
  INVITATION_REVOKED: "Invitation revoked",
  NO_SECURITY_ROLE: "No security role",
  TEAM_ROLE_INSUFFICIENT: "Roles of the team do not count",
  SELF_ELEVATION_REQUIRED: "Has to elevate",
  NO_INTERACTIVE_SIGN_IN: "Uses the API only",
  ADMINISTRATIVE_MODE_FORCED: "Administrative mode without a license",
  LICENSE_NOT_NEEDED: "License not needed",
  SYSTEM_ADMINISTRATOR_AUTO: "System Administrator by office",
  SECURITY_GROUP_BYPASSED: "Need not be in the security group",
  EFFECT_HELD: "Access kept for now",
  KEPT_BY_EXCEPTION: "Access kept by an exception",
};

/** What is open to a user, in words. */
export const FEATURE_WORDS: Readonly<Record<Access["features"], string>> = {
  full: "everything that the roles allow",
  readOnly: "reading only",
  settingsOnly: "settings and administration only",
  apiOnly: "the API only",
  none: "nothing",
};

const ACTION_WORDS: Readonly<Record<string, string>> = {
  "user.created": "created the user",
  "user.changed": "changed the user",
  "user.deleted": "deleted the user",
  "user.restored": "restored the user",
  "user.rolesChanged": "changed the security roles",
  "user.businessUnitChanged": "moved the user to another business unit",
  "group.created": "created the group",
  "group.changed": "changed the group",
  "group.deleted": "deleted the group",
  "license.assigned": "assigned the license",
  "license.removed": "removed the license",
  "license.reassigned": "gave the license to somebody else",
  "sku.created": "added the product",
  "sku.changed": "changed the product",
  "sku.deleted": "removed the product",
  "instance.created": "added the instance",
  "instance.guardSet": "let a group guard the instance",
  "instance.guardCleared": "cleared the guard of the instance",
  "instance.recordsImported": "imported records",
  "invitation.sent": "sent the invitation",
  "invitation.expired": "let the invitation end",
  "invitation.revoked": "revoked the invitation",
  "invitation.rejected": "rejected the invitation",
  "invitation.accepted": "accepted the invitation",
  "record.modeChanged": "changed the access mode",
  "setting.changed": "changed a setting",
  "securityRole.deleted": "deleted the security role",
  "team.changed": "changed the team",
  "team.deleted": "deleted the team",
  "team.membersChanged": "changed the members of the team",
};

/** Returns who did it: a name, or what is known. */
function actorOf({ actor }: Pick<Cause, "actor">): string {
  return actor.name ?? actor.userName ?? actor.kind;
}

/** Returns a sentence about an entry of the audit trail: "Entra ID changed the group". */
export function causeText(cause: Cause): string {
  return `${actorOf(cause)} ${ACTION_WORDS[cause.action] ?? `(${cause.action})`}`;
}

/** Returns true if a reason keeps the user out. */
export function isRefusing({ effect }: Pick<Reason, "effect">): boolean {
  return effect !== "explains";
}
