import type { Db, Trx } from "../db/connect.js";
import { candidateIdsSql, queryFirst, queryRows } from "../db/query.js";
import { type Invitation, type InvitationState, invitationStateAt, isUnanswered } from "./invitation.js";
import { findInvitations } from "./invitations.js";
import { queryForUsers, type SeatWork } from "./seat-work.js";

/**
 * Makes a new invitation required for a person in an instance, because a record that was disabled is to be enabled
 * again. For the caller to ask: `invitation.onReenable`. The person's representation says so at the next change of it,
 * at the latest when the job for what is due has run.
 * @param since - UTC milliseconds; an invitation that was issued before does not count: when the record was disabled
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

/** Since when an invitation is required, by user and instance. */
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

/** What is required of users, in whichever instance. */
export async function findRequirements(
  db: Db,
  tenantId: string,
  userIds: readonly string[],
): Promise<Requirement[]> {
  if (userIds.length === 0) return [];
  const rows = await queryRows<RequirementRow>(
    db,
    `select user_id, instance_id, since, cause from invitation_requirements
     where tenant_id = ? and user_id ${candidateIdsSql(db, "e")}`,
    [tenantId, JSON.stringify(userIds.map((id) => ({ id })))],
  );
  return rows.map(toRequirement);
}

/** Whether anything is required of a user. */
export async function hasRequirement(db: Db, tenantId: string, userId: string): Promise<boolean> {
  const row = await queryFirst(
    db,
    "select 1 from invitation_requirements where tenant_id = ? and user_id = ? limit 1",
    [tenantId, userId],
  );
  return row !== undefined;
}

/** Takes everything away that was required of a user: one acceptance is enough for all instances. A2 */
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

/** Notes that the representations of users say what is required. Returns what they did not say before. */
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
 * The state of a user in an instance; `none` for one who was never invited and need not be.
 * @param since - since when a new invitation is required there, where that is not noted yet
 */
export type InvitationStates = (userId: string, instanceId: string, since?: number) => InvitationState;

/**
 * What invitations say of users in instances; what decides on access reads it. Time counts as it is.
 * @param now - UTC milliseconds
 * @see R087, R088
 */
export async function invitationStateOf(
  db: Db,
  tenantId: string,
  userIds: readonly string[],
  now: number,
): Promise<InvitationStates> {
  const invitations = await findInvitations(db, tenantId, userIds, now);
  const requirements = await findRequirements(db, tenantId, userIds);
  const noted = new Map(
    requirements.map(({ userId, instanceId, since }) => [`${userId} ${instanceId}`, since]),
  );
  return (userId, instanceId, since = noted.get(`${userId} ${instanceId}`)) =>
    invitationStateAt(invitations.get(userId) ?? [], since, now);
}

/** Whether an invitation that is required of somebody is still to be sent. */
export function isInvitationDue(
  invitations: readonly Invitation[],
  requirements: readonly Requirement[],
): boolean {
  return requirements.some(({ since }) => isUnanswered(invitations[0], since));
}

/** People of an instance who need an invitation that nobody has sent yet. */
export interface DueInvitations {
  readonly instanceId: string;
  readonly users: number;
  /** Since when the first of them needs it, in UTC milliseconds. */
  readonly since: number;
}

/** Counts active users who cannot come in until they are invited anew, by instance. R087 */
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
