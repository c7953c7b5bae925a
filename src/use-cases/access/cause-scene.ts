import { listTeams } from "../../access/teams.js";
import type { UserInInstance } from "../../crm/decision/load-facts.js";
import type { Db } from "../../db/connect.js";
import { groupsAbove, groupsWithin, listMemberships } from "../../directory/groups/nested-groups.js";
import { findInvitations } from "../../licensing/invitations.js";
import { listLedger } from "../../licensing/ledger.js";
import { findLicenses } from "../../licensing/license-view.js";
import { listSkus } from "../../licensing/skus.js";
import { type AuditCause, listCauses } from "../../observability/audit-cause.js";

/** The resources whose changes can affect a user's access to an instance. */
export interface CauseScene {
  readonly tenantId: string;
  readonly one: UserInInstance;
  /** The ids of the SKUs that open the instance. */
  readonly opening: ReadonlySet<string>;
  /** Newest first. */
  readonly invitationIds: readonly string[];
  /** The groups that give, gave or would give the user a license. */
  readonly licenseGroupIds: readonly string[];
  /** The group that guards the instance, and the groups within it. */
  readonly guardIds: readonly string[];
  /** The groups of the user, direct and nested. */
  readonly memberOf: readonly string[];
  /** The groups that have a group team in the instance. */
  readonly teamGroupIds: readonly string[];
  /** Whether the user was in a team before an audit entry. */
  readonly inTeam: (teamId: string, entryId: string) => boolean;
  /** Whether the user had a role, `Name@instance`, before an audit entry. */
  readonly heldRole: (role: string, entryId: string) => boolean;
}

/** The number of ledger rows of a user that are searched for groups. */
const LEDGER_ROWS = 100;

/** The maximum number of groups of one kind. */
const GROUPS = 20;

/** Reads the scene of a user in an instance, with a constant number of statements. */
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

/** Returns what the user had, from audit entries. */
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
