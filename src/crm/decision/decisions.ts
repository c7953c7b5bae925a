import { type AccessFacts, accessRules } from "../../access/access-facts.js";
import { type AccessDecision, decideAccess } from "../../access/decide.js";
import { listSystemAdministrators } from "../../access/instance-administrators.js";
import type { Instance } from "../../access/instances.js";
import { findNamedRoles, type NamedRole, openNamedRoles } from "../../access/named-roles.js";
import { teamRolesOf } from "../../access/team-held-roles.js";
import type { Db } from "../../db/connect.js";
import { MINUTE } from "../../db/duration.js";
import { PairMap } from "../../db/pair-map.js";
import { membershipsOf } from "../../directory/groups/nested-memberships.js";
import { findTraits, type UserTraits } from "../../directory/users/traits.js";
import { invitationStateOf } from "../../licensing/invitation-requirements.js";
import { licenseStatesOf } from "../../licensing/license-states.js";
import { findAllSettings } from "../../tenants/settings.js";
import { findRecordStates, type RecordState } from "../records/record-states.js";
import {
  administers,
  type Candidate,
  completeFacts,
  type Found,
  findFacts,
  mustBeInvited,
  needsPass,
  type Place,
  type Sources,
} from "./facts.js";
import { findKeptAccesses, type Kept, keptFacts } from "./kept.js";

/** What is loaded of users: as little as the decision needs, or all that there is. */
export interface Depth<User, Record extends RecordState, Role extends NamedRole> {
  users(userIds: readonly string[]): Promise<readonly Candidate<User>[]>;
  /** @param instanceId - if only the records of one instance are needed */
  records(userIds: readonly string[], instanceId: string | undefined): Promise<readonly Record[]>;
  /** By user, in all instances. */
  roles(users: readonly UserTraits[]): Promise<ReadonlyMap<string, readonly Role[]>>;
  /** By id, for users who keep roles. */
  rolesOfIds(roleIds: readonly string[]): Promise<ReadonlyMap<string, Role>>;
}

/** A user in an instance: the facts of the decision, and what they were made of. */
export interface InInstance<User, Record extends RecordState, Role extends NamedRole> {
  readonly userId: string;
  readonly instance: Instance;
  /** As it is, or as it was when it was deleted. */
  readonly user: User;
  readonly record: Record | undefined;
  /** The roles that the user will have in this instance. */
  readonly roles: readonly Role[];
  readonly facts: AccessFacts;
  /** True if the access is restored and needs a new invitation. R087 */
  readonly isInvitedAgain: boolean;
  /** Set if the facts and roles are those before a change whose effect is held. */
  readonly kept?: Kept | undefined;
}

/** A user in an instance, with no more than the decision needs. */
export type DecidedUser = InInstance<UserTraits, RecordState, NamedRole>;

/** Loads users in instances, one batch after the other. */
export interface Decisions<One> {
  /** Loads the facts about some users, in a constant number of statements. Users who never existed are left out. */
  load(userIds: readonly string[]): Promise<readonly One[]>;
}

/**
 * Prepares decisions about many users in instances. What is the same for all of them is read once: settings, names of
 * roles, whether somebody administers an instance. So prepare again after a change, and for another time.
 * @param now - UTC milliseconds
 * @example
 * const decisions = await openDecisions(db, tenantId, instances, now);
 * for (const ids of batches) for (const one of await decisions.load(ids)) decisionOf(one);
 */
export function openDecisions(
  db: Db,
  tenantId: string,
  instances: readonly Instance[],
  now: number,
): Promise<Decisions<DecidedUser>> {
  return openWith({ db, tenantId, now }, instances, leanDepth(db, tenantId));
}

function leanDepth(db: Db, tenantId: string): Depth<UserTraits, RecordState, NamedRole> {
  return {
    users: async (ids) => (await findTraits(db, tenantId, ids)).map((traits) => ({ user: traits, traits })),
    records: (ids, instanceId) => findRecordStates(db, tenantId, ids, instanceId),
    roles: openNamedRoles(db, tenantId),
    rolesOfIds: (ids) => findNamedRoles(db, tenantId, ids),
  };
}

/** Where and when decisions are made. */
interface Scope {
  readonly db: Db;
  readonly tenantId: string;
  /** UTC milliseconds. */
  readonly now: number;
}

/** Prepares decisions, and says how much is loaded of the users. */
export async function openWith<User, Record extends RecordState, Role extends NamedRole>(
  scope: Scope,
  instances: readonly Instance[],
  depth: Depth<User, Record, Role>,
): Promise<Decisions<InInstance<User, Record, Role>>> {
  const places = await findPlaces(scope, instances);
  /** Whether nobody administers an instance, by instance. */
  const deserted = new Map<string, boolean>();
  const isDeserted = async (instance: Instance): Promise<boolean> => {
    const known = deserted.get(instance.id);
    if (known !== undefined) return known;
    const has = await hasAdministrator(scope.db, scope.tenantId, instance, scope.now, "regularly");
    deserted.set(instance.id, !has);
    return !has;
  };
  return {
    async load(userIds) {
      const people: InInstance<User, Record, Role>[] = [];
      for (const found of await readFacts(scope, places, depth, userIds)) {
        const { user, traits, place, record, roles } = found;
        const isLast = needsPass(found, scope.now) && (await isDeserted(place.instance));
        const facts = completeFacts(found, isLast, scope.now);
        const isInvitedAgain = mustBeInvited(found, isLast, scope.now);
        people.push({
          userId: traits.id,
          instance: place.instance,
          user,
          record,
          roles,
          facts,
          isInvitedAgain,
        });
      }
      return withKept(scope, depth, people, userIds);
    },
  };
}

/** Puts the facts and roles in place that count for users who keep access. */
async function withKept<User, Record extends RecordState, Role extends NamedRole>(
  { db, tenantId, now }: Scope,
  depth: Depth<User, Record, Role>,
  people: readonly InInstance<User, Record, Role>[],
  userIds: readonly string[],
): Promise<readonly InInstance<User, Record, Role>[]> {
  const keeps = await findKeptAccesses(db, tenantId, userIds, now);
  if (keeps.isEmpty) return people;
  const roleOf = await depth.rolesOfIds(keeps.roleIds);
  return people.map((one) => {
    const row = keeps.of(one.userId, one.instance.id);
    if (row === undefined) return one;
    const [roles, teamRoles] = [row.roleIds, row.teamRoleIds].map((ids) =>
      ids.flatMap((id) => roleOf.get(id) ?? []),
    );
    const kept = { row, live: one.facts, teamRoles: teamRoles ?? [] };
    return { ...one, roles: roles ?? [], facts: keptFacts(row), kept };
  });
}

async function findPlaces(
  { db, tenantId }: Scope,
  instances: readonly Instance[],
): Promise<readonly Place[]> {
  const settingsOf = await findAllSettings(db, tenantId);
  return instances.map((instance) => {
    const settings = settingsOf(instance.id);
    return { instance, rules: accessRules(settings), grace: settings["invitation.revertGrace"] * MINUTE };
  });
}

/** Reads the facts about users from all their sources. */
async function readFacts<User, Record extends RecordState, Role extends NamedRole>(
  { db, tenantId, now }: Scope,
  places: readonly Place[],
  depth: Depth<User, Record, Role>,
  userIds: readonly string[],
): Promise<readonly Found<User, Record, Role>[]> {
  const only = places.length === 1 ? places[0]?.instance.id : undefined;
  const guards = places.flatMap(({ instance }) => instance.guardGroupId ?? []);
  const users = await depth.users(userIds);
  const records = await depth.records(userIds, only);
  const roles = await depth.roles(users.map(({ traits }) => traits));
  const recordOf = new PairMap<Record>();
  for (const one of records) recordOf.set(one.userId ?? "", one.instanceId, one);
  const sources: Sources<Record, Role> = {
    recordOf: (userId, instanceId) => recordOf.get(userId, instanceId),
    rolesOf: (userId) => roles.get(userId) ?? [],
    licenseOf: await licenseStatesOf(db, tenantId, userIds, now),
    membershipOf: await membershipsOf(db, tenantId, userIds, guards),
    teamRoleOf: await teamRolesOf(db, tenantId, userIds),
    invitationOf: await invitationStateOf(db, tenantId, userIds, now),
  };
  return users.flatMap((user) => places.map((place) => findFacts(user, place, sources)));
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
  const scope = { db, tenantId, now };
  const places = await findPlaces(scope, [instance]);
  const depth = leanDepth(db, tenantId);
  for (let after: string | undefined = ""; after !== undefined; ) {
    const page = { after, limit: ADMINISTRATORS };
    const ids: readonly string[] = await listSystemAdministrators(db, tenantId, instance.id, page);
    for (const found of await readFacts(scope, places, depth, ids)) {
      const facts = completeFacts(found, how === "atLast", now);
      if (administers({ facts, roles: found.roles })) return true;
    }
    after = ids.length < ADMINISTRATORS ? undefined : ids.at(-1);
  }
  return false;
}

/** Returns the decision about a user in an instance. */
export function decisionOf({ facts }: { readonly facts: AccessFacts }): AccessDecision {
  return decideAccess(facts);
}
