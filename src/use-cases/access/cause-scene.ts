import { listTeams } from "../../access/teams.js";
import type { UserInInstance } from "../../crm/decision/load-facts.js";
import type { Db } from "../../db/connect.js";
import { groupsAbove, groupsWithin, listMemberships } from "../../directory/groups/nested-groups.js";
import { findInvitations } from "../../licensing/invitations.js";
import { listLedger } from "../../licensing/ledger.js";
import { findLicenses } from "../../licensing/license-view.js";
import { listSkus } from "../../licensing/skus.js";
import { type AuditCause, listCauses } from "../../observability/audit-cause.js";

/** All that changes may have been made on which decide about a user in an instance. */
export interface CauseScene {
  readonly tenantId: string;
  readonly one: UserInInstance;
  /** Ids of the SKUs that open the instance now. */
  readonly opening: ReadonlySet<string>;
  /** Newest first. */
  readonly invitationIds: readonly string[];
  /** Groups that give, gave or would give the user a license. */
  readonly licenseGroupIds: readonly string[];
  /** The group that guards the instance, and those that are in it. */
  readonly guardIds: readonly string[];
  /** Groups in which the user is, directly or through others. */
  readonly memberOf: readonly string[];
  /** Groups whose members are teams of the instance. */
  readonly teamGroupIds: readonly string[];
  /** Whether the user was in a team, before the entry of this id. */
  readonly inTeam: (teamId: string, entryId: string) => boolean;
  /** Whether the user had a role, `Name@instance`, before the entry of this id. */
  readonly heldRole: (role: string, entryId: string) => boolean;
}

/** Rows of the ledger of a user by which groups are found. */
const LEDGER_ROWS = 100;

/** Groups of one kind that are looked at. */
const GROUPS = 20;

/** Reads the scene of a user in an instance; a constant number of statements. */
export async function readCauseScene(
  db: Db,
  tenantId: string,
  one: UserInInstance,
  now: number,
): Promise<CauseScene> {
  const { userId, instance } = one;
  const skus = await listSkus(db, tenantId, now);
  const opening = skus.filter(({ instances }) => instances.length === 0 || instances.includes(instance.id));
  const openingIds = new Set(opening.map(({ id }) => id));
  const invitations = (await findInvitations(db, tenantId, [userId], now)).get(userId) ?? [];
  const licenses = (await findLicenses(db, tenantId, [userId], now)).get(userId) ?? [];
  const ledger = await listLedger(db, tenantId, { userId, limit: LEDGER_ROWS });
  const givers = [
    ...licenses.flatMap(({ groupId, skuId }) => (openingIds.has(skuId) ? (groupId ?? []) : [])),
    ...ledger.flatMap(({ cause, skuId }) =>
      openingIds.has(skuId) && cause.startsWith("group:") ? cause.slice("group:".length) : [],
    ),
  ];
  const { guardGroupId } = instance;
  const within = guardGroupId === undefined ? [] : await groupsWithin(db, tenantId, guardGroupId, GROUPS);
  const teams = await listTeams(db, tenantId, { instanceId: instance.id });
  return {
    tenantId,
    one,
    opening: openingIds,
    invitationIds: invitations.slice(0, GROUPS).map(({ id }) => id),
    licenseGroupIds: [...new Set(givers)].slice(0, GROUPS),
    guardIds: guardGroupId === undefined ? [] : [...new Set([guardGroupId, ...within])],
    memberOf: await groupsAbove(db, tenantId, userId, GROUPS),
    teamGroupIds: [...new Set(teams.flatMap(({ groupId }) => groupId ?? []))].slice(0, GROUPS),
    ...(await readPast(db, tenantId, userId, now)),
  };
}

/** What the user had, by what was told of it. */
async function readPast(
  db: Db,
  tenantId: string,
  userId: string,
  now: number,
): Promise<Pick<CauseScene, "inTeam" | "heldRole">> {
  const roles = await listCauses(db, tenantId, { on: { id: userId }, actions: ["user.rolesChanged"] }, now);
  const moves = await listCauses(
    db,
    tenantId,
    { on: { kind: "Team" }, actions: ["team.membersChanged"], mentions: [userId] },
    now,
  );
  const made = await listCauses(db, tenantId, { on: { kind: "Team" }, actions: ["team.created"] }, now);
  const groupIds = await listMemberships(db, tenantId, userId);
  const ofGroup = new Set(
    made.filter(({ facts }) => groupIds.has(String(facts["groupId"]))).map(({ resourceId }) => resourceId),
  );
  return {
    heldRole: (role, entryId) => {
      const told = roles.find((entry) => entry.id < entryId && isTold(entry, role));
      return listOf(told?.facts["added"]).includes(role);
    },
    inTeam: (teamId, entryId) => {
      const told = moves.find((entry) => entry.id < entryId && entry.resourceId === teamId);
      const members = told?.changes?.["members"];
      if (members !== undefined && "added" in members) return members.added.includes(userId);
      return ofGroup.has(teamId);
    },
  };
}

function isTold({ facts }: AuditCause, role: string): boolean {
  return [...listOf(facts["added"]), ...listOf(facts["removed"])].includes(role);
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
