import type { Db, Trx } from "../db/connect.js";
import { indexKey } from "../db/index-key.js";
import { queryFirst, queryRows } from "../db/query.js";
import { fold } from "../schema/fold.js";

/** Records mail addresses of a user as confirmed by somebody other than a provisioning client. */
export async function confirmAddresses(
  trx: Trx,
  tenantId: string,
  userId: string,
  addresses: readonly string[],
  now: number,
): Promise<void> {
  for (const address of addresses) {
    await queryRows(
      trx,
      `insert into confirmed_addresses (tenant_id, user_id, address_key, confirmed_at) values (?, ?, ?, ?)
       on conflict (tenant_id, user_id, address_key) do nothing`,
      [tenantId, userId, keyOf(address), now],
    );
  }
}

/** Returns whether a mail address of a user is confirmed, ignoring case. */
export async function isConfirmedAddress(
  db: Db,
  tenantId: string,
  userId: string,
  address: string,
): Promise<boolean> {
  const row = await queryFirst(
    db,
    "select 1 from confirmed_addresses c where c.tenant_id = ? and c.user_id = ? and c.address_key = ?",
    [tenantId, userId, keyOf(address)],
  );
  return row !== undefined;
}

function keyOf(address: string): string {
  return indexKey(fold(address.trim()));
}
