import type { AdministratorRole } from "../../access/administrator-roles.js";
import { isUnlicensedMode } from "../../access/circumstances.js";
import type { Reason } from "../../access/reasons.js";
import {
  administratorRoles,
  blocked,
  comes,
  deletion,
  guard,
  holdGoes,
  imports,
  instanceComes,
  invitation,
  licenseComes,
  licenseGoes,
  type Matter,
  membership,
  mode,
  roleDeleted,
  rolesCome,
  rolesGo,
  setting,
  skus,
  teamComes,
  teamGoes,
  unblocked,
  where,
} from "./cause-searches.js";

const SERVING: readonly AdministratorRole[] = ["global", "service"];

const serves = administratorRoles(...SERVING);
const passes = administratorRoles("global");
const automaticRole = where(
  ({ one }) => SERVING.some((role) => one.facts.administratorRoles.has(role)),
  setting("ruleset", "adminRoles.autoSystemAdministrator"),
);
const teamCounts = where(
  ({ one }) => one.facts.teamRole === "group",
  setting("ruleset", "roles.groupTeamCounts"),
);
const takesLicense = mode((after, before) => !isUnlicensedMode(after) && isUnlicensedMode(before));
const takesNone = mode((after) => isUnlicensedMode(after));
const anyMode = mode(() => true);
const anyMembership = membership("added", "removed");

/** The changes that give access to a user who had none, so that an invitation may be required. */
const comesBack = [
  comes,
  unblocked,
  licenseComes,
  skus,
  guard,
  membership("added"),
  takesNone,
  serves,
] as const;

const lacksRole = [comes, rolesGo, roleDeleted, serves, automaticRole] as const;

/**
 * The kinds of changes that cause each reason. A decision has the newest cause of its reasons. Reasons that depend on
 * time alone, or that follow from others, use the causes of those.
 */
export const REASON_CAUSES: Readonly<Record<Reason, readonly Matter[]>> = {
  STUB_USER: [imports],
  SYSTEM_USER: [instanceComes],
  USER_DELETED: [deletion],
  APPLICATION_USER_DEACTIVATED: [blocked],
  SIGN_IN_BLOCKED: [blocked],
  LICENSE_COUNT_VIOLATION: [comes, unblocked, licenseComes, skus, takesLicense, serves],
  NO_LICENSE: [comes, licenseGoes, holdGoes, skus, takesLicense, serves],
  INSTANCE_NOT_LICENSED: [comes, instanceComes, skus, takesLicense, serves],
  NESTED_GROUP_IGNORED: [comes, guard, anyMembership, passes],
  NOT_IN_SECURITY_GROUP: [comes, guard, membership("removed"), passes],
  SYNC_PENDING: [],
  INVITATION_REQUIRED: [...comesBack, setting("invitation.onReenable")],
  INVITATION_PENDING: [invitation("invitation.sent", "invitation.resent")],
  INVITATION_EXPIRED: [invitation("invitation.expired")],
  INVITATION_REJECTED: [invitation("invitation.rejected")],
  INVITATION_REVOKED: [invitation("invitation.revoked")],
  NO_SECURITY_ROLE: [...lacksRole, teamGoes, teamCounts],
  TEAM_ROLE_INSUFFICIENT: [rolesGo, roleDeleted, teamComes, teamCounts],
  SELF_ELEVATION_REQUIRED: lacksRole,
  NO_INTERACTIVE_SIGN_IN: [comes, mode((after) => after === "nonInteractive")],
  ADMINISTRATIVE_MODE_FORCED: [comes, serves, licenseGoes, skus, takesLicense],
  LICENSE_NOT_NEEDED: [takesNone, licenseComes],
  SYSTEM_ADMINISTRATOR_AUTO: [serves, automaticRole],
  SECURITY_GROUP_BYPASSED: [comes, guard, anyMembership, passes],
  EFFECT_HELD: [deletion, blocked, licenseGoes, rolesGo, teamGoes, membership("removed")],
  KEPT_BY_EXCEPTION: [deletion, blocked, licenseGoes, rolesGo, teamGoes, membership("removed")],
};

/** The changes that give access to a user without any reason, or one whose access is not synchronized yet. */
export const ACCESS_CAUSES: readonly Matter[] = [
  ...comesBack,
  anyMode,
  anyMembership,
  deletion,
  blocked,
  licenseGoes,
  rolesGo,
  rolesCome,
  roleDeleted,
  teamComes,
  teamGoes,
  teamCounts,
  automaticRole,
  instanceComes,
  invitation("invitation.accepted"),
];
