import { type AccessFacts, type AccessMode, accessRules, type LicenseState } from "../access/access-facts.js";
import { toAdministratorRoles } from "../access/administrator-roles.js";
import { isUnlicensedMode } from "../access/circumstances.js";
import { decideAccess, recordTarget } from "../access/decide.js";
import type { Instance } from "../access/instances.js";
import { type HeldRole, rolesOf } from "../access/roles-of.js";
import { teamRolesOf } from "../access/team-roles-of.js";
import type { Db } from "../db/connect.js";
import { isApplication } from "../directory/applications.js";
import { membershipsOf } from "../directory/guard-memberships.js";
import { findAllSettings } from "../directory/tenant-settings.js";
import { findKnownUsers, type KnownUser } from "../directory/user-pages.js";
import { invitationStateOf } from "../licensing/invitation-requirements.js";
import { licenseStatesOf } from "../licensing/license-states.js";
import { CRM_USER_URN } from "../schema/definitions/crm-user.js";
import type { Resource, ScimObject } from "../schema/model.js";
import { objectOrEmpty } from "../schema/scim-object.js";
import { modeOfLabel } from "./access-mode-codes.js";
import { findRecords, type UserRecord } from "./records.js";

/** All that is known of a user in an instance: what decides on access, and what it was made of. */
export interface UserInInstance {
  readonly userId: string;
  readonly instance: Instance;
  /** As it is, or was when it was deleted. */
  readonly user: KnownUser;
  readonly record: UserRecord | undefined;
  /** The roles it is to have in this instance. */
  readonly roles: readonly HeldRole[];
  readonly facts: AccessFacts;
}

/**
 * Reads what decides on the access of users to instances, for any number of both in a constant number of statements.
 * Users who never were are left out.
 * @param now - UTC milliseconds
 */
export async function loadFacts(
  db: Db,
  tenantId: string,
  userIds: readonly string[],
  instances: readonly Instance[],
  now: number,
): Promise<readonly UserInInstance[]> {
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
      const facts = settled(
        {
          rules: accessRules(settingsOf(instance.id)),
          ...ofUser(user),
          mode: modeIn(user, record, licenseOf(userId, instance.id)),
          license: licenseOf(userId, instance.id),
          invitation: invitationOf(userId, instance.id),
          instanceGroup: instance.guardGroupId !== undefined,
          member: instance.guardGroupId === undefined ? "no" : membershipOf(userId, instance.guardGroupId),
          roles: countedRoles(user, record, roles),
          teamRole: teamRoleOf(userId, instance.id),
          everSynced: record !== undefined,
          sync: "done",
        },
        record,
        () => invitationOf(userId, instance.id, record?.disabledAt ?? now),
      );
      return { userId, instance, user, record, roles, facts };
    }),
  );
}

function ofUser({
  resource,
  deletedAt,
}: KnownUser): Pick<AccessFacts, "kind" | "active" | "deleted" | "administratorRoles"> {
  const { administratorRoles } = crmOf(resource);
  return {
    kind: isApplication(resource) ? "application" : "person",
    active: resource["active"] !== false,
    deleted: deletedAt !== undefined,
    administratorRoles: toAdministratorRoles(
      Array.isArray(administratorRoles) ? administratorRoles.map(String) : [],
    ),
  };
}

function crmOf(resource: Resource): ScimObject {
  return objectOrEmpty(resource[CRM_USER_URN]);
}

/** The access mode that a user has by default, in all instances. crm.md 4.2 */
export function defaultModeOf(resource: Resource): AccessMode {
  const { accessMode } = crmOf(resource);
  return (typeof accessMode === "string" ? modeOfLabel(accessMode) : undefined) ?? "readWrite";
}

/**
 * The mode that counts in an instance: what was chosen for the record, else the user's default. One that asks for no
 * license is reached with a license only. crm.md R110, R113, R114, A1
 */
function modeIn({ resource }: KnownUser, record: UserRecord | undefined, license: LicenseState): AccessMode {
  const wanted = record?.chosenMode ?? defaultModeOf(resource);
  const isReached = record?.mode === wanted || license === "assigned";
  return isUnlicensedMode(wanted) && !isReached ? "readWrite" : wanted;
}

/** An application user is of those instances only in which it has a record. crm.md R134 */
function countedRoles(user: KnownUser, record: UserRecord | undefined, roles: readonly HeldRole[]): number {
  if (record === undefined && isApplication(user.resource)) return 0;
  return roles.filter(({ source }) => source === "direct").length;
}

/** What the record shows makes two facts more: whether it is behind, and that who comes back has to be invited. */
function settled(
  facts: AccessFacts,
  record: UserRecord | undefined,
  invitationSinceDisabled: () => AccessFacts["invitation"],
): AccessFacts {
  const target = recordTarget(facts);
  const isBehind = target !== undefined && target.enabled !== (record?.enabled ?? false);
  const comesBack = target?.enabled === true && record !== undefined && !record.enabled;
  const mustBeInvited = comesBack && facts.rules.invitationOnReenable && facts.kind === "person";
  return {
    ...facts,
    sync: isBehind ? "pending" : "done",
    invitation: mustBeInvited ? invitationSinceDisabled() : facts.invitation,
  };
}

/** What is decided about a user in an instance now. */
export function decisionOf({ facts }: UserInInstance): ReturnType<typeof decideAccess> {
  return decideAccess(facts);
}
