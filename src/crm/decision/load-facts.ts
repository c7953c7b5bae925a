import {
  type AccessFacts,
  type AccessMode,
  accessRules,
  type LicenseState,
} from "../../access/access-facts.js";
import { toAdministratorRoles } from "../../access/administrator-roles.js";
import { isUnlicensedMode } from "../../access/circumstances.js";
import { decideAccess, recordTarget } from "../../access/decide.js";
import { listSystemAdministrators } from "../../access/instance-administrators.js";
import type { Instance } from "../../access/instances.js";
import { isSystemAdministrator } from "../../access/role-privileges.js";
import { type HeldRole, rolesOf } from "../../access/roles-of.js";
import { teamRolesOf } from "../../access/team-held-roles.js";
import type { Db } from "../../db/connect.js";
import { MINUTE } from "../../db/duration.js";
import { membershipsOf } from "../../directory/groups/nested-memberships.js";
import { findKnownUsers, type KnownUser } from "../../directory/users/stored-users.js";
import type { InvitationState } from "../../licensing/invitation.js";
import { invitationStateOf } from "../../licensing/invitation-requirements.js";
import { licenseStatesOf } from "../../licensing/license-states.js";
import { crmOfUser } from "../../schema/crm-extension.js";
import type { Resource } from "../../schema/model.js";
import { findAllSettings } from "../../tenants/settings.js";
import { modeOfLabel } from "../access-mode-codes.js";
import { findRecords, type UserRecord } from "../records/records.js";

/** A user in an instance: the facts of the decision, and what they were derived from. */
export interface UserInInstance {
  readonly userId: string;
  readonly instance: Instance;
  /** As it is, or as it was when it was deleted. */
  readonly user: KnownUser;
  readonly record: UserRecord | undefined;
  /** The roles that the user will have in this instance. */
  readonly roles: readonly HeldRole[];
  readonly facts: AccessFacts;
}

/** How an instance treats a user whose access was restored, and when that was requested. */
interface Return {
  /** The time in milliseconds within which no new invitation is required. */
  readonly grace: number;
  /** UTC milliseconds. */
  readonly now: number;
  /** The state of the invitation if one is required since the record was disabled. */
  invitation(): InvitationState;
}

/** A user in an instance, before the facts that depend on the record are known. */
interface Raw {
  readonly one: UserInInstance;
  readonly comesBack: Return;
}

/**
 * Loads the facts of the decision about users in instances, for any number of both in a constant number of statements;
 * a few more if a guard shuts out a System Administrator. Users who never existed are left out.
 * @param now - UTC milliseconds
 */
export async function loadFacts(
  db: Db,
  tenantId: string,
  userIds: readonly string[],
  instances: readonly Instance[],
  now: number,
): Promise<readonly UserInInstance[]> {
  const people = await readFacts(db, tenantId, userIds, instances, now);
  const deserted = new Map<string, boolean>();
  for (const raw of people) {
    const { instance } = raw.one;
    if (deserted.has(instance.id) || !needsPass(raw)) continue;
    deserted.set(instance.id, !(await hasAdministrator(db, tenantId, instance, now, "regularly")));
  }
  return people.map((raw) => withOutcome(raw, deserted.get(raw.one.instance.id) === true && needsPass(raw)));
}

/** The number of users per page of the search for an administrator. */
const ADMINISTRATORS = 100;

/**
 * Returns true if some user can enter an instance and administer it, once its records follow the directory.
 * @param how - `regularly`: without the exceptions for the last administrator; `atLast`: with them
 * @param now - UTC milliseconds
 */
export async function hasAdministrator(
  db: Db,
  tenantId: string,
  instance: Instance,
  now: number,
  how: "regularly" | "atLast",
): Promise<boolean> {
  for (let after: string | undefined = ""; after !== undefined; ) {
    const page = { after, limit: ADMINISTRATORS };
    const ids: readonly string[] = await listSystemAdministrators(db, tenantId, instance.id, page);
    const people = await readFacts(db, tenantId, ids, [instance], now);
    if (people.some((raw) => administers(withOutcome(raw, how === "atLast")))) return true;
    after = ids.length < ADMINISTRATORS ? undefined : ids.at(-1);
  }
  return false;
}

/** Returns true if the user can enter the instance and administer it, once the record follows the directory. */
export function administers({ facts, roles }: UserInInstance): boolean {
  if (facts.kind !== "person" || !roles.some(isSystemAdministrator)) return false;
  const { canSignIn, features } = decideAccess({ ...facts, everSynced: true, sync: "done" });
  return canSignIn && features !== "readOnly";
}

/**
 * Returns true if a System Administrator can enter only by the exception for the last one. It is not made for users who
 * hold the role by an administrator role alone: they can correct the directory themselves.
 */
function needsPass(raw: Raw): boolean {
  if (!raw.one.roles.some((role) => role.grants.length > 0 && isSystemAdministrator(role))) return false;
  return !administers(withOutcome(raw, false)) && administers(withOutcome(raw, true));
}

async function readFacts(
  db: Db,
  tenantId: string,
  userIds: readonly string[],
  instances: readonly Instance[],
  now: number,
): Promise<readonly Raw[]> {
  const only = instances.length === 1 ? instances[0]?.id : undefined;
  const guards = instances.flatMap(({ guardGroupId }) => guardGroupId ?? []);
  const users = await findKnownUsers(db, tenantId, userIds);
  const records = await findRecords(db, tenantId, userIds, only);
  const licenseOf = await licenseStatesOf(db, tenantId, userIds, now);
  const membershipOf = await membershipsOf(db, tenantId, userIds, guards);
  const held = await rolesOf(db, tenantId, userIds);
  const teamRoleOf = await teamRolesOf(db, tenantId, userIds);
  const invitationOf = await invitationStateOf(db, tenantId, userIds, now);
  const settingsOf = await findAllSettings(db, tenantId);
  const recordOf = new Map(records.map((one) => [`${one.userId} ${one.instanceId}`, one]));
  return users.flatMap((user) =>
    instances.map((instance) => {
      const { id: userId } = user;
      const record = recordOf.get(`${userId} ${instance.id}`);
      const roles = (held.get(userId) ?? []).filter(({ instanceId }) => instanceId === instance.id);
      const settings = settingsOf(instance.id);
      const facts: AccessFacts = {
        rules: accessRules(settings),
        ...ofUser(user),
        mode: modeIn(user, record, licenseOf(userId, instance.id)),
        license: licenseOf(userId, instance.id),
        ...(!instance.isOpened && { isUnopened: true }),
        invitation: invitationOf(userId, instance.id),
        instanceGroup: instance.guardGroupId !== undefined,
        member: instance.guardGroupId === undefined ? "no" : membershipOf(userId, instance.guardGroupId),
        roles: countedRoles(user, record, roles),
        teamRole: teamRoleOf(userId, instance.id),
        everSynced: record !== undefined,
        sync: "done",
      };
      const comesBack: Return = {
        grace: settings["invitation.revertGrace"] * MINUTE,
        now,
        invitation: () => invitationOf(userId, instance.id, record?.disabledAt ?? now),
      };
      return { one: { userId, instance, user, record, roles, facts }, comesBack };
    }),
  );
}

function ofUser({
  resource,
  deletedAt,
}: KnownUser): Pick<AccessFacts, "kind" | "active" | "deleted" | "administratorRoles"> {
  const { isApplication, administratorRoles } = crmOfUser(resource);
  return {
    kind: isApplication ? "application" : "person",
    active: resource["active"] !== false,
    deleted: deletedAt !== undefined,
    administratorRoles: toAdministratorRoles(administratorRoles),
  };
}

/** Returns the default access mode of a user for all instances. R113 */
export function defaultModeOf(resource: Resource): AccessMode {
  const { accessMode } = crmOfUser(resource);
  return (accessMode === undefined ? undefined : modeOfLabel(accessMode)) ?? "readWrite";
}

/**
 * Returns the mode that counts in an instance: the one chosen for the record, otherwise the user's default. A mode that
 * requires no license can be reached only with a license. R110, R113, R114, A1
 */
function modeIn({ resource }: KnownUser, record: UserRecord | undefined, license: LicenseState): AccessMode {
  const wanted = record?.chosenMode ?? defaultModeOf(resource);
  const isReached = record?.mode === wanted || license === "assigned";
  return isUnlicensedMode(wanted) && !isReached ? "readWrite" : wanted;
}

/** Returns the number of roles that count. An application user has none in an instance without a record. R134 */
function countedRoles(user: KnownUser, record: UserRecord | undefined, roles: readonly HeldRole[]): number {
  if (record === undefined && crmOfUser(user.resource).isApplication) return 0;
  return roles.filter(({ source }) => source === "direct").length;
}

/**
 * Completes the facts with what the record shows: whether it differs from the decision, and whether a user whose access
 * was restored must be invited. Access that is restored soon needs no invitation, nor does the last user who can
 * administer the instance. R087
 */
function withOutcome({ one, comesBack }: Raw, isLast: boolean): UserInInstance {
  const { record } = one;
  const facts: AccessFacts = isLast ? { ...one.facts, lastAdministrator: true } : one.facts;
  const target = recordTarget(facts);
  const isBehind = target !== undefined && target.enabled !== (record?.enabled ?? false);
  const isBack = target?.enabled === true && record !== undefined && !record.enabled;
  const mustBeInvited =
    isBack &&
    facts.rules.invitationOnReenable &&
    facts.kind === "person" &&
    !isLast &&
    !isReverted(record, comesBack);
  return {
    ...one,
    facts: {
      ...facts,
      sync: isBehind ? "pending" : "done",
      invitation: mustBeInvited ? comesBack.invitation() : facts.invitation,
    },
  };
}

/** Returns true if access was restored within the grace period. The time of the request counts. */
function isReverted({ disabledAt, askedAt }: UserRecord, { grace, now }: Return): boolean {
  if (disabledAt === undefined) return false;
  const putBackAt = askedAt === undefined ? now : Math.min(askedAt, now);
  return putBackAt - disabledAt < grace;
}

/** Returns the decision about a user in an instance. */
export function decisionOf({ facts }: UserInInstance): ReturnType<typeof decideAccess> {
  return decideAccess(facts);
}
