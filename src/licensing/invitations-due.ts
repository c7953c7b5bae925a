import type { SqlFragment } from "../db/condition.js";
import type { Db } from "../db/connect.js";
import { LIMIT } from "../db/dialect.js";
import { queryRows } from "../db/query.js";
import { queryForUsers, type SeatWork } from "./seat-work.js";

// The stored representation of a person differs from the actual state, because of time or of a new requirement.
const OVERDUE = "state = 'open' and (expires_at <= ? or (near_at <= ? and shown = 'Invited'))";

/**
 * Lists the tenants in which invitations expired, became Near Expired or became required, and representations do not
 * show it.
 * @param now - UTC milliseconds
 */
export async function listTenantsWithDueInvitations(db: Db, now: number): Promise<string[]> {
  const rows = await queryRows<{ tenant_id: string }>(
    db,
    `select tenant_id from invitations where state = 'open' and expires_at <= ?
     union select tenant_id from invitations where state = 'open' and shown = 'Invited' and near_at <= ?
     union select tenant_id from invitation_requirements where shown = 0`,
    [now, now],
  );
  return rows.map(({ tenant_id: id }) => id);
}

/** Lists some of the users concerned. */
export async function listUsersWithDueInvitations(
  { trx, origin, now }: SeatWork,
  limit: number,
): Promise<string[]> {
  const rows = await queryRows<{ user_id: string }>(
    trx,
    `select user_id from invitations where tenant_id = ? and ${OVERDUE}
     union select user_id from invitation_requirements where tenant_id = ? and shown = 0
     order by user_id ${LIMIT}`,
    [origin.tenantId, now, now, origin.tenantId, limit],
  );
  return rows.map(({ user_id: id }) => id);
}

/** Marks the Near Expired invitations that the representations of users now show. */
export async function markNearExpiry(
  { trx, origin, now }: SeatWork,
  userIds: readonly string[],
): Promise<void> {
  await queryForUsers(
    trx,
    (ids) => `update invitations set shown = 'Near Expired'
      where tenant_id = ? and state = 'open' and near_at <= ? and user_id in (${ids})`,
    [origin.tenantId, now],
    userIds,
  );
}

/** Counts the open invitations of a tenant, and those of them that end before a time. UTC milliseconds. */
export async function countOpenInvitations(
  db: Db,
  tenantId: string,
  { now, until }: { readonly now: number; readonly until: number },
): Promise<{ readonly open: number; readonly ending: number }> {
  const [row] = await queryRows<{ open: number; ending: number }>(
    db,
    `select cast(count(*) as integer) as open,
       cast(count(case when expires_at <= ? then 1 end) as integer) as ending
     from invitations where tenant_id = ? and state = 'open' and expires_at > ?`,
    [until, tenantId, now],
  );
  return row ?? { open: 0, ending: 0 };
}

/** Returns a select of the ids of people with an open invitation. @param now - UTC milliseconds */
export function invitedPeople(tenantId: string, now: number): SqlFragment {
  return {
    sql: "select i.user_id from invitations i where i.tenant_id = ? and i.state = 'open' and i.expires_at > ?",
    bindings: [tenantId, now],
  };
}
