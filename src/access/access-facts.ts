import type { Membership } from "../directory/groups/nested-memberships.js";
import type { InvitationState } from "../licensing/invitation.js";
import type { TenantSettings } from "../tenants/settings.js";
import type { AdministratorRole } from "./administrator-roles.js";

/**
 * What a user of an instance is: a person of the directory, a program, a placeholder that an import left, or a record
 * of the platform itself. R128–R144
 */
export type UserKind = "person" | "application" | "stub" | "system";

/** A license that opens the instance: none, one with a seat, a seat held by an invitation, or a wish without a seat. */
export type LicenseState = "none" | "assigned" | "held" | "error";

/** How a record may use its instance. R106–R127 */
export type AccessMode = "readWrite" | "read" | "administrative" | "nonInteractive";

/** The strongest kind of team through which roles come; `group` is a team of a directory group. R072 */
export type TeamRole = "none" | "owner" | "group";

/** The rules on which instances may differ, resolved from their settings. docs/access.md */
export interface AccessRules {
  /** `current` lets people in before the first synchronization. */
  readonly ruleset: "classic" | "current";
  /** Whether roles of a group team are enough to sign in. */
  readonly groupTeamCounts: boolean;
  /** Whether global and service administrators get System Administrator by themselves. */
  readonly autoSystemAdministrator: boolean;
  /** Whether who was disabled and is enabled again needs an invitation. */
  readonly invitationOnReenable: boolean;
}

/** All that decides about one user in one instance. docs/access.md */
export interface AccessFacts {
  readonly rules: AccessRules;
  readonly kind: UserKind;
  /** SCIM's `active`; of an application user, whether it is activated. */
  readonly active: boolean;
  readonly deleted: boolean;
  readonly license: LicenseState;
  /** Whether no SKU opens the instance, so that no license can be assigned. */
  readonly isUnopened?: boolean;
  /** Where the person's invitation stands for this instance. */
  readonly invitation: InvitationState;
  readonly administratorRoles: ReadonlySet<AdministratorRole>;
  /** Whether a group guards the instance. */
  readonly instanceGroup: boolean;
  /** Membership of that group. */
  readonly member: Membership;
  /**
   * Whether this is a System Administrator without whom the guard would leave the instance to nobody who can
   * administer it.
   */
  readonly lastAdministrator?: boolean;
  readonly mode: AccessMode;
  /** Security roles held directly: on the record and still wanted, without the automatic one. */
  readonly roles: number;
  readonly teamRole: TeamRole;
  /** Whether the instance has a record of the user. */
  readonly everSynced: boolean;
  /** `pending` while the record's enabled flag is not yet that of `recordTarget`. */
  readonly sync: "done" | "pending";
}

/** The rules in force under settings: what a rule set implies, unless a setting says otherwise. docs/access.md */
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
