import type { Db } from "../db/connect.js";
import { manyIdsSql, queryTuples } from "../db/query.js";
import type { TimedInvitation } from "./invitation.js";

type Tuple = readonly [
  userId: string,
  kind: TimedInvitation["kind"],
  state: TimedInvitation["state"],
  issuedAt: number,
  nearExpiryAt: number,
  expiresAt: number,
];

/** Returns the invitations of users by user, newest first, without their seats and issuers. One statement. */
export async function findInvitationTimes(
  db: Db,
  tenantId: string,
  userIds: readonly string[],
): Promise<ReadonlyMap<string, readonly TimedInvitation[]>> {
  const rows = await queryTuples<Tuple>(
    db,
    ["user_id", "kind", "state", "issued_at", "near_at", "expires_at"],
    `select i.user_id, i.kind, i.state, i.issued_at, i.near_at, i.expires_at from invitations i
     where i.tenant_id = ? and i.user_id ${manyIdsSql(db, "e")} order by i.user_id, i.id desc`,
    [tenantId, JSON.stringify(userIds)],
  );
  const found = new Map<string, TimedInvitation[]>();
  for (const [userId, kind, state, issuedAt, nearExpiryAt, expiresAt] of rows) {
    const invitation = { userId, kind, state, issuedAt, nearExpiryAt, expiresAt };
    const invitations = found.get(userId);
    if (invitations === undefined) found.set(userId, [invitation]);
    else invitations.push(invitation);
  }
  return found;
}
