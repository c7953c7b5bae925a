import type { Db } from "../db/connect.js";
import { firstIdAt } from "../db/new-id.js";
import { queryRows } from "../db/query.js";

/** The requests of a connection in a time. */
export interface Traffic {
  readonly requests: number;
  /** The requests that were answered with a status from 400 up. */
  readonly errors: number;
}

const SILENCE: Traffic = { requests: 0, errors: 0 };

/**
 * Counts the requests of each connection of a tenant since a moment. One statement.
 * @param since - UTC milliseconds
 */
export async function countTraffic(
  db: Db,
  tenantId: string,
  since: number,
): Promise<(connectionId: string) => Traffic> {
  const rows = await queryRows<Traffic & { connection_id: string }>(
    db,
    `select connection_id, cast(sum(requests) as bigint) as requests,
       cast(sum(case when status >= 400 then requests else 0 end) as bigint) as errors
     from provisioning_log where tenant_id = ? and id >= ? group by connection_id`,
    [tenantId, firstIdAt(since)],
  );
  const traffic = new Map(rows.map(({ connection_id: id, ...rest }) => [id, rest]));
  return (connectionId) => traffic.get(connectionId) ?? SILENCE;
}
