import type { components } from "../api/schema";

type Access = components["schemas"]["Access"];

/** What each reason says in a few words. */
export const REASON_NAMES: Readonly<Record<Access["reasons"][number]["code"], string>> = {
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
