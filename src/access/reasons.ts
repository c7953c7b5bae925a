/**
 * The effect of a reason: it `disables` the record and refuses access, `refuses` access and leaves the record as it is,
 * or `explains` the decision.
 */
type ReasonEffect = "disables" | "refuses" | "explains";

/** Every reason of a decision, in the order in which decisions list them. docs/access.md */
export const REASONS = {
  STUB_USER: "disables",
  SYSTEM_USER: "refuses",
  USER_DELETED: "disables",
  APPLICATION_USER_DEACTIVATED: "disables",
  SIGN_IN_BLOCKED: "disables",
  LICENSE_COUNT_VIOLATION: "disables",
  NO_LICENSE: "disables",
  INSTANCE_NOT_LICENSED: "disables",
  NESTED_GROUP_IGNORED: "disables",
  NOT_IN_SECURITY_GROUP: "disables",
  SYNC_PENDING: "refuses",
  INVITATION_REQUIRED: "refuses",
  INVITATION_PENDING: "refuses",
  INVITATION_EXPIRED: "refuses",
  INVITATION_REJECTED: "refuses",
  INVITATION_REVOKED: "refuses",
  NO_SECURITY_ROLE: "refuses",
  TEAM_ROLE_INSUFFICIENT: "refuses",
  SELF_ELEVATION_REQUIRED: "refuses",
  NO_INTERACTIVE_SIGN_IN: "explains",
  ADMINISTRATIVE_MODE_FORCED: "explains",
  LICENSE_NOT_NEEDED: "explains",
  SYSTEM_ADMINISTRATOR_AUTO: "explains",
  SECURITY_GROUP_BYPASSED: "explains",
  EFFECT_HELD: "explains",
  KEPT_BY_EXCEPTION: "explains",
} as const satisfies Record<string, ReasonEffect>;

/** A reason of a decision. */
export type Reason = keyof typeof REASONS;

/** All reasons, in the order in which decisions list them. */
export const REASON_ORDER = Object.keys(REASONS) as readonly Reason[];
