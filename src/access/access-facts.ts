import type { Membership } from "../directory/groups/nested-memberships.js";
import type { InvitationState } from "../licensing/invitation.js";
import type { TenantSettings } from "../tenants/settings.js";
import type { AdministratorRole } from "./administrator-roles.js";

/**
 * What a user of an instance is: a person or a program of the directory, a placeholder created by an import, or one of
 * the platform's own users. R128–R144
 */
export type UserKind = "person" | "application" | "stub" | "system";

/**
 * The state of the license that opens the instance. `held`: an invitation holds its seat. `error`: the wish waits for a
 * seat.
 */
export type LicenseState = "none" | "assigned" | "held" | "error";

/** How a record may use its instance. R106–R127 */
export type AccessMode = "readWrite" | "read" | "administrative" | "nonInteractive";

/** The strongest kind of team that gives the user roles. R072 */
export type TeamRole = "none" | "owner" | "group";

/** The rules that may differ between instances, resolved from their settings. docs/access.md */
export interface AccessRules {
  /** `current` admits people before their first synchronization. */
  readonly ruleset: "classic" | "current";
  /** True if the roles of a group team are enough to sign in. */
  readonly groupTeamCounts: boolean;
  /** True if global and service administrators are System Administrators automatically. */
  readonly autoSystemAdministrator: boolean;
  /** True if a person whose record is enabled again needs an invitation. */
  readonly invitationOnReenable: boolean;
}

/** Everything the decision about one user in one instance depends on. docs/access.md */
export interface AccessFacts {
  readonly rules: AccessRules;
  readonly kind: UserKind;
  /** SCIM's `active`. For an application user: whether it is activated. */
  readonly active: boolean;
  readonly deleted: boolean;
  readonly license: LicenseState;
  /** True if no SKU opens the instance, so that no license can be assigned. */
  readonly isUnopened?: boolean;
  /** The state of the person's invitation for this instance. */
  readonly invitation: InvitationState;
  readonly administratorRoles: ReadonlySet<AdministratorRole>;
  /** True if a group guards the instance. */
  readonly instanceGroup: boolean;
  /** The user's membership in that group. */
  readonly member: Membership;
  /** True for a System Administrator without whom the guard would leave nobody who can administer the instance. */
  readonly lastAdministrator?: boolean;
  readonly mode: AccessMode;
  /** The number of security roles the user holds directly in this instance, without the automatic one. */
  readonly roles: number;
  readonly teamRole: TeamRole;
  /** True if the instance has a record of the user. */
  readonly everSynced: boolean;
  /** `pending` while the record's enabled flag differs from that of `recordTarget`. */
  readonly sync: "done" | "pending";
  /** Set if these are the facts before a change of a connection: its effect is held, or an administrator made an exception. */
  readonly kept?: KeptAccess;
}

/** Why the facts before a change count. */
export type KeptAccess = "held" | "exception";

/** Returns the rules that the settings imply. Single settings override the rule set. docs/access.md */
export function accessRules(settings: TenantSettings): AccessRules {
  const { ruleset } = settings;
  const chosen = { byRuleset: undefined, true: true, false: false } as const;
  return {
    ruleset,
    groupTeamCounts: chosen[settings["roles.groupTeamCounts"]] ?? ruleset === "current",
    autoSystemAdministrator: chosen[settings["adminRoles.autoSystemAdministrator"]] ?? ruleset === "classic",
    invitationOnReenable: settings["invitation.onReenable"] === "required",
  };
}
