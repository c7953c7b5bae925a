import type { Trx } from "../../db/connect.js";
import { dialectOf, sendQuery } from "../../db/query.js";

/** The number of locks that the users and groups of a tenant share: a transaction holds this many at the most. */
const PARTS = 64;

/** Locks the tenant, and then parts of its users and groups. Binds the tenant's and the parts' seeds in their order. */
const SHARED = `select pg_advisory_xact_lock_shared(hashtextextended(?, e.value::bigint))
  from jsonb_array_elements_text(?::jsonb) as e(value)`;

function nameOf(tenantId: string): string {
  return `memberships of ${tenantId}`;
}

/** Returns the seed of the lock of a user or group; 0 is that of the whole tenant. */
function partOf(id: string): number {
  let sum = 0;
  for (let i = 0; i < id.length; i++) sum = (sum * 31 + id.charCodeAt(i)) | 0;
  return 1 + (Math.abs(sum) % PARTS);
}

/**
 * Locks members that a transaction is about to add, until it ends: none of them can be deleted meanwhile. Without this
 * lock a deletion would not see the new membership, which then names a user or group that is gone. It must come before
 * all row locks, and in a statement of its own, because a statement does not see what is committed while it waits.
 * SQLite has one writer and needs no lock.
 * @param ids - none if the transaction only removes members
 */
export async function lockNewMembers(trx: Trx, tenantId: string, ids: Iterable<string>): Promise<void> {
  if (dialectOf(trx) === "sqlite") return;
  const parts = new Set([0]);
  for (const id of ids) parts.add(partOf(id));
  // In ascending order, so that no two transactions wait for each other.
  const seeds = JSON.stringify([...parts].sort((a, b) => a - b));
  await sendQuery(trx, SHARED, [nameOf(tenantId), seeds]);
}

/**
 * Locks a user or group that is about to be deleted or restored, until the transaction ends: nobody can add it to a
 * group meanwhile. Also locks its row if it is a group, and the rows of all groups that it is in, in the order of their
 * ids: otherwise deletions of users who share groups, or of groups that contain each other, could wait for each other.
 * It must come before all other row locks.
 */
export async function lockMember(trx: Trx, tenantId: string, id: string): Promise<void> {
  if (dialectOf(trx) === "sqlite") return;
  const name = nameOf(tenantId);
  await sendQuery(
    trx,
    `select pg_advisory_xact_lock_shared(hashtextextended(?, 0)),
       pg_advisory_xact_lock(hashtextextended(?, ?::bigint))`,
    [name, name, partOf(id)],
  );
  await sendQuery(
    trx,
    `select g.id from groups g where g.tenant_id = ? and g.id in (
       select m.group_id from group_members m where m.tenant_id = ? and m.member_id = ? union all select ?)
     order by g.id for update of g`,
    [tenantId, tenantId, id, id],
  );
}

/** Locks all memberships of a tenant for a transaction that locks many rows in any order, until it ends. */
export async function lockAllMemberships(trx: Trx, tenantId: string): Promise<void> {
  if (dialectOf(trx) === "sqlite") return;
  await sendQuery(trx, "select pg_advisory_xact_lock(hashtextextended(?, 0))", [nameOf(tenantId)]);
}
