import { createHash } from "node:crypto";
import type { Db } from "../db/connect.js";
import { DAY } from "../db/duration.js";
import { queryFirst, queryRows } from "../db/query.js";

/** How long an address stays known for a user, in milliseconds. */
const KNOWN_FOR = 90 * DAY;

/** The number of known addresses per user; the least recently used one is dropped. */
const MAX_ADDRESSES = 20;

/** Returns the network of an address: of an IPv6 address its /64, all of which one subscriber controls. */
export function networkOf(address: string): string {
  const v4 = /^(?:::ffff:)?(\d{1,3}(?:\.\d{1,3}){3})$/i.exec(address)?.[1];
  if (v4 !== undefined) return v4;
  const [head = "", tail] = address.split("::");
  const groups = head.split(":");
  if (tail === undefined) return groups.slice(0, 4).join(":");
  const filled = [...groups, ...Array.from({ length: 8 }, () => "0")];
  return filled.slice(0, 4).join(":");
}

/**
 * Returns the hash under which an address is stored; it differs per user, so that the table does not show who shares a
 * network.
 */
function keyOf(userId: string, address: string): string {
  return createHash("sha256")
    .update(`${userId} ${networkOf(address)}`)
    .digest("hex");
}

/** Returns whether a user has signed in from the network of an address lately. */
export async function hasSignedInFrom(
  db: Db,
  tenantId: string,
  userId: string,
  address: string,
  now: number,
): Promise<boolean> {
  const row = await queryFirst(
    db,
    "select 1 from sign_in_addresses where tenant_id = ? and user_id = ? and network = ? and last_at > ?",
    [tenantId, userId, keyOf(userId, address), now - KNOWN_FOR],
  );
  return row !== undefined;
}

/** Stores the address of a sign-in, unless the user was deleted meanwhile. */
export async function rememberAddress(
  db: Db,
  tenantId: string,
  userId: string,
  address: string,
  now: number,
): Promise<void> {
  const key = keyOf(userId, address);
  await queryRows(
    db,
    `insert into sign_in_addresses (tenant_id, user_id, network, last_at)
      select users.tenant_id, users.id, cast(? as text), cast(? as bigint) from users
      where users.tenant_id = ? and users.id = ?
      on conflict (tenant_id, user_id, network) do update set last_at = excluded.last_at`,
    [key, now, tenantId, userId],
  );
  await queryRows(
    db,
    `delete from sign_in_addresses where tenant_id = ? and user_id = ? and network not in (
      select network from sign_in_addresses where tenant_id = ? and user_id = ?
      order by last_at desc, network limit ${MAX_ADDRESSES})`,
    [tenantId, userId, tenantId, userId],
  );
}
