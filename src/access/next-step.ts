import type { AccessMode } from "./access-facts.js";
import type { Reason } from "./reasons.js";

/** Details that make the sentence about a reason more precise. Times are UTC milliseconds. */
export interface NextStepDetail {
  /** The display name of the group that guards the instance. */
  readonly groupName?: string | undefined;
  /** The name of the instance. */
  readonly instance?: string | undefined;
  /** True if that group is deleted. */
  readonly isGuardMissing?: boolean | undefined;
  /** True if no SKU opens the instance. */
  readonly isUnopened?: boolean | undefined;
  /** The part number of the SKU that opens the instance. */
  readonly sku?: string | undefined;
  readonly seatsAvailable?: number | undefined;
  /** The display name of the group that gives the license, if nothing else gives it. */
  readonly licensedBy?: string | undefined;
  /** True if an invitation takes a seat; undefined if that is not known. */
  readonly takesSeat?: boolean | undefined;
  readonly businessUnit?: string | undefined;
  /** When sign-in was blocked. */
  readonly blockedAt?: number | undefined;
  readonly blockedBy?: "administrator" | "provider" | undefined;
  /** The mode in which the user uses the instance. */
  readonly mode?: AccessMode | undefined;
  /** When the open invitation expires. */
  readonly invitationEndsAt?: number | undefined;
  /** When the effect of a held change takes place. */
  readonly heldUntil?: number | undefined;
  /** The time until which the deleted user can be restored. */
  readonly restoreUntil?: number | undefined;
}

/** Returns ` before 2026-01-31T00:00:00.000Z`, or an empty text if the time is not known. */
function moment(preposition: string, at: number | undefined): string {
  return at === undefined ? "" : ` ${preposition} ${new Date(at).toISOString()}`;
}

function group({ groupName }: NextStepDetail): string {
  return groupName === undefined ? "the group that guards the instance" : `the group "${groupName}"`;
}

/** Returns what to do about a guard whose group is deleted. @param instance - its name */
function lostGuardStep(instance: string | undefined): string {
  return `let another group guard ${inInstance({ instance })}, or clear its guard.`;
}

/** Returns the step for a deleted group, to which nobody can be added. */
function enterBy(detail: NextStepDetail, step: string): string {
  if (detail.isGuardMissing !== true) return step;
  return `Ask a global or service administrator: ${group(detail)} is deleted; ${lostGuardStep(detail.instance)}`;
}

function license({ sku }: NextStepDetail): string {
  return sku === undefined ? "license" : `license "${sku}"`;
}

function available({ seatsAvailable }: NextStepDetail): string {
  if (seatsAvailable === undefined) return "";
  return ` (${seatsAvailable} available)`;
}

/** Names whoever blocked sign-in, since they can unblock it. */
function unblock({ blockedBy, blockedAt }: NextStepDetail): string {
  const when = moment("at", blockedAt);
  switch (blockedBy) {
    case "administrator":
      return `Ask an administrator to set active=true: an administrator blocked sign-in${when}.`;
    case "provider":
      return `Unblock sign-in where it was blocked${when}: have the provider send active=true.`;
    default:
      return `Unblock sign-in${when === "" ? "" : `, which was blocked${when}`}: have the provider send active=true, or an administrator set it.`;
  }
}

/** Mentions Read-Write, since people who return from Administrative mode need the license again. R108 */
function unneeded(detail: NextStepDetail): string {
  return detail.mode === "administrative"
    ? `Nothing to do: Administrative mode needs no license. The ${license(detail)} is needed when the mode is Read-Write again; a user who stays in this mode can do without it.`
    : `${withoutLicense(detail)} to free its seat: this mode needs none.`;
}

/** Returns how to remove a license: one that a group gives is removed with the membership. */
function withoutLicense(detail: NextStepDetail): string {
  if (detail.licensedBy === undefined) return `Remove the ${license(detail)}`;
  return `Take the user out of the group "${detail.licensedBy}", which gives the ${license(detail)},`;
}

/** Returns what to do if no license can be assigned. */
function openInstance(detail: NextStepDetail): string {
  return `Have a global or billing administrator add ${inInstance(detail)} to the instances of a SKU, then assign a license of it`;
}

/** Asks for a seat first if none is available. */
function assign(detail: NextStepDetail): string {
  if (detail.isUnopened === true) return openInstance(detail);
  if (detail.seatsAvailable !== 0) return `Assign a ${license(detail)}${available(detail)}`;
  return `Buy or free a seat of the ${license(detail)}${available(detail)} and assign it`;
}

/** Mentions the seat if the invitation takes one. */
function seat(detail: NextStepDetail): string {
  return detail.takesSeat === false ? "" : `, which needs a seat${available(detail)}`;
}

function inInstance({ instance }: NextStepDetail): string {
  return instance === undefined ? "the instance" : `the instance "${instance}"`;
}

const STEPS: Readonly<Record<Reason, (detail: NextStepDetail) => string>> = {
  STUB_USER: () => "Create the person, then reassign the stub's records: a stub never signs in.",
  SYSTEM_USER: () => "Nothing to do: the platform keeps this record for itself.",
  USER_DELETED: (detail) =>
    `Restore the user${moment("until", detail.restoreUntil)}, then license them again.`,
  APPLICATION_USER_DEACTIVATED: () => "Activate the application user.",
  SIGN_IN_BLOCKED: unblock,
  LICENSE_COUNT_VIOLATION: (detail) =>
    `Buy or free a seat of the ${license(detail)}${available(detail)}, then process the assignment again.`,
  NO_LICENSE: (detail) => `${assign(detail)}.`,
  INSTANCE_NOT_LICENSED: (detail) => `${openInstance(detail)}: no SKU opens ${inInstance(detail)}.`,
  NESTED_GROUP_IGNORED: (detail) =>
    enterBy(
      detail,
      `Add the user directly to ${group(detail)}: membership through another group does not count.`,
    ),
  NOT_IN_SECURITY_GROUP: (detail) => enterBy(detail, `Add the user to ${group(detail)}.`),
  SYNC_PENDING: () => "Synchronize now, or wait for the next run.",
  INVITATION_REQUIRED: () => "Send an invitation: a user whose access was restored must accept a new one.",
  INVITATION_PENDING: (detail) =>
    `Remind the person or send the invitation again; it must be accepted${moment("before", detail.invitationEndsAt)}.`,
  INVITATION_EXPIRED: (detail) => `Send a new invitation${seat(detail)}.`,
  INVITATION_REJECTED: (detail) => `Ask the person, then send a new invitation${seat(detail)}.`,
  INVITATION_REVOKED: () => "Send a new invitation if the person is to come in after all.",
  NO_SECURITY_ROLE: ({ businessUnit }) =>
    businessUnit === undefined
      ? "Assign a security role of the user's business unit."
      : `Assign a security role of the business unit "${businessUnit}".`,
  TEAM_ROLE_INSUFFICIENT: () =>
    "Assign a security role to the user directly: those of the team do not count.",
  SELF_ELEVATION_REQUIRED: () =>
    "Have the administrator elevate themselves in the instance, or assign a role.",
  NO_INTERACTIVE_SIGN_IN: () => "Nothing to do: this user works through the API only.",
  ADMINISTRATIVE_MODE_FORCED: (detail) =>
    `${assign(detail)} if this administrator is to use more than the settings.`,
  LICENSE_NOT_NEEDED: unneeded,
  SYSTEM_ADMINISTRATOR_AUTO: () =>
    "Nothing to do: System Administrator came with the administrator role and goes with it.",
  SECURITY_GROUP_BYPASSED: (detail) =>
    `Nothing to do: a global administrator, or the last System Administrator, need not be in ${group(detail)}.`,
  EFFECT_HELD: (detail) =>
    `Release the hold, or discard it: a connection sent a change that ends this access${moment("at", detail.heldUntil)}.`,
  KEPT_BY_EXCEPTION: () =>
    "Correct the person where the provider keeps them: an administrator discarded a change that would have ended this access.",
};

/** Returns one sentence that says what to do about a reason. docs/access.md */
export function nextStep(reason: Reason, detail: NextStepDetail = {}): string {
  return STEPS[reason](detail);
}
