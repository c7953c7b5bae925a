import type { AccessFacts } from "../../access/access-facts.js";
import { decodeFacts } from "../../access/facts-code.js";
import type { NamedRole } from "../../access/named-roles.js";
import type { Db } from "../../db/connect.js";
import { findKept, type KeptRow } from "../kept/kept-access.js";

/** Why the facts before a change count for a user in an instance. */
export interface Kept {
  readonly row: KeptRow;
  /** The facts that would count otherwise. */
  readonly live: AccessFacts;
  /** The roles that the user held through teams. */
  readonly teamRoles: readonly NamedRole[];
}

/** What users keep, by user and instance. */
export interface KeptAccesses {
  readonly isEmpty: boolean;
  readonly roleIds: readonly string[];
  of(userId: string, instanceId: string): KeptRow | undefined;
}

/**
 * Finds what users keep at a moment. It is read after the other facts: whoever sees a change that is held sees the hold,
 * too. One statement.
 * @param now - UTC milliseconds
 */
export async function findKeptAccesses(
  db: Db,
  tenantId: string,
  userIds: readonly string[],
  now: number,
): Promise<KeptAccesses> {
  const all = await findKept(db, tenantId, userIds);
  const rows = all.filter(({ endsAt }) => endsAt === undefined || endsAt > now);
  const byKey = new Map(rows.map((row) => [`${row.userId} ${row.instanceId}`, row]));
  return {
    isEmpty: rows.length === 0,
    roleIds: [...new Set(rows.flatMap(({ roleIds, teamRoleIds }) => [...roleIds, ...teamRoleIds]))],
    of: (userId, instanceId) => byKey.get(`${userId} ${instanceId}`),
  };
}

/** Returns the facts that count for somebody who keeps access. */
export function keptFacts({ facts, state }: KeptRow): AccessFacts {
  return { ...decodeFacts(facts), kept: state };
}
