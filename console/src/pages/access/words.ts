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
