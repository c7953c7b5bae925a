import type { Db, Trx } from "../db/connect.js";
import { PairMap } from "../db/pair-map.js";
import { manyIdsSql, queryFirst, queryRows } from "../db/query.js";
import {
  type Invitation,
  type InvitationState,
  invitationStateAt,
  isUnanswered,
  type TimedInvitation,
} from "./invitation.js";
import { findInvitationTimes } from "./invitation-times.js";
import { queryForUsers, type SeatWork } from "./seat-work.js";

/**
 * Requires a new invitation of a person in an instance, because a record that was disabled will be enabled again. The
 * caller checks `invitation.onReenable`. The person's representation shows the requirement with its next change, or
 * when the job for due invitations runs.
 * @param since - when the record was disabled, in UTC milliseconds; earlier invitations do not count
 * @see R087, A2, A3
 */
export async function requireInvitation(
  trx: Trx,
  tenantId: string,
  userId: string,
  instanceId: string,
  since: number,
  cause = "reenabled",
): Promise<void> {
  await queryRows(
    trx,
    `insert into invitation_requirements (tenant_id, user_id, instance_id, since, cause, shown) values (?, ?, ?, ?, ?, 0)
     on conflict (tenant_id, user_id, instance_id) do update set since = excluded.since, cause = excluded.cause, shown = 0`,
    [tenantId, userId, instanceId, since, cause],
  );
}

/** The time since when an invitation is required, by user and instance. */
export interface Requirement {
  readonly userId: string;
  readonly instanceId: string;
  /** UTC milliseconds. */
  readonly since: number;
  readonly cause: string;
}

interface RequirementRow {
  user_id: string;
  instance_id: string;
  since: number;
  cause: string;
}

function toRequirement(row: RequirementRow): Requirement {
  return { userId: row.user_id, instanceId: row.instance_id, since: row.since, cause: row.cause };
}

/** Returns the requirements for users in all instances. */
export async function findRequirements(
  db: Db,
  tenantId: string,
  userIds: readonly string[],
): Promise<Requirement[]> {
  if (userIds.length === 0) return [];
  const rows = await queryRows<RequirementRow>(
    db,
    `select user_id, instance_id, since, cause from invitation_requirements
     where tenant_id = ? and user_id ${manyIdsSql(db, "e")}`,
    [tenantId, JSON.stringify(userIds)],
  );
  return rows.map(toRequirement);
}

/** Returns true if a user has any requirement. */
export async function hasRequirement(db: Db, tenantId: string, userId: string): Promise<boolean> {
  const row = await queryFirst(
    db,
    "select 1 from invitation_requirements where tenant_id = ? and user_id = ? limit 1",
    [tenantId, userId],
  );
  return row !== undefined;
}

/** Deletes all requirements for a user: one acceptance is enough for all instances. A2 */
export async function clearRequirements(
  { trx, origin }: SeatWork,
  userId: string,
): Promise<readonly string[]> {
  const rows = await queryRows<{ instance_id: string }>(
    trx,
    "delete from invitation_requirements where tenant_id = ? and user_id = ? returning instance_id",
    [origin.tenantId, userId],
  );
  return rows.map(({ instance_id: id }) => id);
}

/** Marks the requirements that the representations of users now show. Returns those that were not marked before. */
export async function markShown(
  { trx, origin }: SeatWork,
  userIds: readonly string[],
): Promise<Requirement[]> {
  const rows = await queryForUsers<RequirementRow>(
    trx,
    (
      ids,
    ) => `update invitation_requirements set shown = 1 where tenant_id = ? and shown = 0 and user_id in (${ids})
      returning user_id, instance_id, since, cause`,
    [origin.tenantId],
    userIds,
  );
  return rows.map(toRequirement);
}

/**
 * Returns the state of a user in an instance; `none` for a user who was never invited and needs no invitation.
 * @param since - the time since when a new invitation is required there, if that is not stored yet
 */
export type InvitationStates = (userId: string, instanceId: string, since?: number) => InvitationState;

const NONE: readonly TimedInvitation[] = [];

/**
 * Loads the states that the decision about users in instances depends on. Expiry is computed, not stored.
 * @param now - UTC milliseconds
 * @see R087, R088
 */
export async function invitationStateOf(
  db: Db,
  tenantId: string,
  userIds: readonly string[],
  now: number,
): Promise<InvitationStates> {
  const invitations = await findInvitationTimes(db, tenantId, userIds);
  const requirements = await findRequirements(db, tenantId, userIds);
  const noted = new PairMap<number>();
  for (const { userId, instanceId, since } of requirements) noted.set(userId, instanceId, since);
  return (userId, instanceId, since = noted.get(userId, instanceId)) =>
    invitationStateAt(invitations.get(userId) ?? NONE, since, now);
}

/** Returns true if a required invitation has not been sent yet. */
export function isInvitationDue(
  invitations: readonly Invitation[],
  requirements: readonly Requirement[],
): boolean {
  return requirements.some(({ since }) => isUnanswered(invitations[0], since));
}

/** The people of an instance who need an invitation that has not been sent. */
export interface DueInvitations {
  readonly instanceId: string;
  readonly users: number;
  /** The time since when the first of them needs it, in UTC milliseconds. */
  readonly since: number;
}

/** Counts, by instance, the active users who cannot enter until they are invited again. R087 */
export async function countDueInvitations(db: Db, tenantId: string): Promise<DueInvitations[]> {
  const rows = await queryRows<{ instance_id: string; users: number; since: number }>(
    db,
    `select r.instance_id, cast(count(*) as integer) as users, min(r.since) as since
     from invitation_requirements r
     join users u on u.tenant_id = r.tenant_id and u.id = r.user_id and (u.active is null or u.active = 1)
     where r.tenant_id = ? and not exists (
       select 1 from invitations i where i.tenant_id = r.tenant_id and i.user_id = r.user_id
         and i.issued_at >= r.since)
     group by r.instance_id order by r.instance_id`,
    [tenantId],
  );
  return rows.map(({ instance_id: instanceId, ...rest }) => ({ ...rest, instanceId }));
}
