import type { Db } from "../db/connect.js";
import { queryRows } from "../db/query.js";

/** The provisioning tokens of a connection. Times are UTC milliseconds; undefined where there is none. */
export interface ConnectionCredentials {
  /** When one of them was used last; may lag by a minute. */
  readonly lastUsedAt: number | undefined;
  /** When the first of the valid ones ends. */
  readonly expiresAt: number | undefined;
}

/** Finds when the provisioning tokens of each connection were used and end. One statement. */
export async function findCredentials(
  db: Db,
  tenantId: string,
  now: number,
): Promise<(connectionId: string) => ConnectionCredentials> {
  const rows = await queryRows<{ connection_id: string; used: number | null; ends: number | null }>(
    db,
    `select connection_id, max(last_used_at) as used, min(case when revoked_at is null
       and oauth_client_id is null and expires_at > ? then expires_at end) as ends
     from tokens where tenant_id = ? and (' ' || scopes || ' ') like '% scim %' group by connection_id`,
    [now, tenantId],
  );
  const found = new Map(rows.map((row) => [row.connection_id, row]));
  return (id) => ({
    lastUsedAt: found.get(id)?.used ?? undefined,
    expiresAt: found.get(id)?.ends ?? undefined,
  });
}
