import {
  type AccessFacts,
  type AccessMode,
  type AccessRules,
  type LicenseState,
} from "../../access/access-facts.js";
import { toAdministratorRoles } from "../../access/administrator-roles.js";
import { isUnlicensedMode } from "../../access/circumstances.js";
import { decideAccess, recordTarget } from "../../access/decide.js";
import type { Instance } from "../../access/instances.js";
import type { NamedRole } from "../../access/named-roles.js";
import { isSystemAdministrator } from "../../access/role-privileges.js";
import type { TeamRoleOf } from "../../access/team-held-roles.js";
import type { Membership } from "../../directory/groups/nested-memberships.js";
import type { UserTraits } from "../../directory/users/traits.js";
import type { InvitationStates } from "../../licensing/invitation-requirements.js";
import { modeOfLabel } from "../access-mode-codes.js";
import type { RecordState } from "../records/record-states.js";

/** What the facts of users in instances are made of. Each source answers for all users of a load. */
export interface Sources<Record extends RecordState, Role extends NamedRole> {
  readonly recordOf: (userId: string, instanceId: string) => Record | undefined;
  /** The roles that a user holds in all instances. */
  readonly rolesOf: (userId: string) => readonly Role[];
  readonly licenseOf: (userId: string, instanceId: string) => LicenseState;
  readonly membershipOf: (userId: string, groupId: string) => Membership;
  readonly teamRoleOf: TeamRoleOf;
  readonly invitationOf: InvitationStates;
}

/** An instance with what it demands of all its users. */
export interface Place {
  readonly instance: Instance;
  readonly rules: AccessRules;
  /** The time in milliseconds within which restored access requires no new invitation. */
  readonly grace: number;
}

/** A user whose facts are to be found: what was loaded of the user, and what of it decides. */
export interface Candidate<User> {
  readonly user: User;
  readonly traits: UserTraits;
}

/** The facts about a user in an instance, and what they were made of. */
export interface Found<User, Record extends RecordState, Role extends NamedRole> {
  readonly user: User;
  readonly traits: UserTraits;
  readonly place: Place;
  readonly record: Record | undefined;
  /** The roles that the user will have in this instance. */
  readonly roles: readonly Role[];
  /** The facts, without what the record must become. `complete` adds that. */
  readonly facts: AccessFacts;
  readonly invitationOf: InvitationStates;
}

type AnyFound = Found<unknown, RecordState, NamedRole>;

/** Brings together the facts about a user in an instance. */
export function findFacts<User, Record extends RecordState, Role extends NamedRole>(
  { user, traits }: Candidate<User>,
  place: Place,
  sources: Sources<Record, Role>,
): Found<User, Record, Role> {
  const { id: userId } = traits;
  const { id: instanceId, isOpened, guardGroupId } = place.instance;
  const record = sources.recordOf(userId, instanceId);
  const roles = sources.rolesOf(userId).filter((role) => role.instanceId === instanceId);
  const license = sources.licenseOf(userId, instanceId);
  const facts: AccessFacts = {
    rules: place.rules,
    kind: traits.isApplication ? "application" : "person",
    active: traits.active,
    deleted: traits.deletedAt !== undefined,
    administratorRoles: toAdministratorRoles(traits.administratorRoles),
    mode: modeIn(traits, record, license),
    license,
    ...(!isOpened && { isUnopened: true }),
    invitation: sources.invitationOf(userId, instanceId),
    instanceGroup: guardGroupId !== undefined,
    member: guardGroupId === undefined ? "no" : sources.membershipOf(userId, guardGroupId),
    roles: countedRoles(traits, record, roles),
    teamRole: sources.teamRoleOf(userId, instanceId),
    everSynced: record !== undefined,
    sync: "done",
  };
  return { user, traits, place, record, roles, facts, invitationOf: sources.invitationOf };
}

/** Returns the access mode with SCIM's name, otherwise the one that counts if none is assigned. R113 */
export function defaultModeOf({ accessMode }: Pick<UserTraits, "accessMode">): AccessMode {
  return (accessMode === undefined ? undefined : modeOfLabel(accessMode)) ?? "readWrite";
}

/**
 * Returns the mode that counts in an instance: the one chosen for the record, otherwise the user's default. A mode that
 * requires no license can be reached only with a license. R110, R113, R114, A1
 */
function modeIn(traits: UserTraits, record: RecordState | undefined, license: LicenseState): AccessMode {
  const wanted = record?.chosenMode ?? defaultModeOf(traits);
  const isReached = record?.mode === wanted || license === "assigned";
  return isUnlicensedMode(wanted) && !isReached ? "readWrite" : wanted;
}

/** Returns the number of roles that count. An application user has none in an instance without a record. R134 */
function countedRoles(
  { isApplication }: UserTraits,
  record: RecordState | undefined,
  roles: readonly NamedRole[],
): number {
  if (record === undefined && isApplication) return 0;
  let count = 0;
  for (const { source } of roles) if (source === "direct") count += 1;
  return count;
}

/**
 * Completes the facts with what the record shows: whether it differs from the decision, and whether a user whose access
 * was restored must be invited. Access that is restored soon needs no invitation, nor does the last user who can
 * administer the instance. R087
 * @param isLast - true for a System Administrator without whom nobody could administer the instance
 * @param now - UTC milliseconds
 */
export function completeFacts(found: AnyFound, isLast: boolean, now: number): AccessFacts {
  const { traits, record, place, invitationOf } = found;
  const facts: AccessFacts = isLast ? { ...found.facts, lastAdministrator: true } : found.facts;
  const target = recordTarget(facts);
  const isBehind = target !== undefined && target.enabled !== (record?.enabled ?? false);
  const isInvited = mustBeInvited(found, isLast, now);
  if (!isBehind && !isInvited) return facts;
  return {
    ...facts,
    sync: isBehind ? "pending" : "done",
    invitation: isInvited
      ? invitationOf(traits.id, place.instance.id, record?.disabledAt ?? now)
      : facts.invitation,
  };
}

/**
 * Returns true if the access of a person is restored and needs a new invitation; the open one of before does not count.
 * Access that is restored within the grace period needs none. R087
 */
export function mustBeInvited(found: AnyFound, isLast: boolean, now: number): boolean {
  const { facts, record, place } = found;
  if (isLast || record === undefined || record.enabled) return false;
  if (facts.kind !== "person" || !facts.rules.invitationOnReenable) return false;
  return recordTarget(facts)?.enabled === true && !isReverted(record, place.grace, now);
}

/** Returns true if access was restored within the grace period. The time of the request counts. */
function isReverted({ disabledAt, askedAt }: RecordState, grace: number, now: number): boolean {
  if (disabledAt === undefined) return false;
  const putBackAt = askedAt === undefined ? now : Math.min(askedAt, now);
  return putBackAt - disabledAt < grace;
}

/** Returns true if the user can enter the instance and administer it, once the record follows the directory. */
export function administers({
  facts,
  roles,
}: {
  readonly facts: AccessFacts;
  readonly roles: readonly NamedRole[];
}): boolean {
  if (facts.kind !== "person" || !roles.some(isSystemAdministrator)) return false;
  const { canSignIn, features } = decideAccess({ ...facts, everSynced: true, sync: "done" });
  return canSignIn && features !== "readOnly";
}

/**
 * Returns true if a System Administrator can enter only by the exception for the last one. It is not made for users who
 * hold the role by an administrator role alone: they can correct the directory themselves.
 */
export function needsPass(found: AnyFound, now: number): boolean {
  const { roles } = found;
  if (!roles.some((role) => role.source === "direct" && isSystemAdministrator(role))) return false;
  const administersIf = (isLast: boolean): boolean =>
    administers({ roles, facts: completeFacts(found, isLast, now) });
  return !administersIf(false) && administersIf(true);
}
