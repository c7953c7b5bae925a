import type { Db } from "../../db/connect.js";
import { LIMIT, sqlDialects } from "../../db/dialect.js";
import { dialectOf, queryRows } from "../../db/query.js";
import type { ChangedKey } from "./past-access.js";

/** The states that a step looked at. */
interface Step {
  readonly deleted: number;
  /** The last state; undefined once all were looked at. */
  readonly next: ChangedKey | undefined;
}

interface KeyRow {
  readonly instance_id: string;
  readonly user_id: string;
  readonly from_at: number;
  readonly until_at: number | null;
}

/**
 * Deletes those of a page of states that ended before a moment, oldest first.
 * @param before - UTC milliseconds
 */
export async function deleteEndedStates(
  db: Db,
  tenantId: string,
  before: number,
  after: ChangedKey | undefined,
  limit: number,
): Promise<Step> {
  const { at, instanceId, userId } = after ?? { at: 0, instanceId: "", userId: "" };
  const rows = await queryRows<KeyRow>(
    db,
    `select h.instance_id, h.user_id, h.from_at, h.until_at from access_history h
     where h.tenant_id = ? and h.from_at < ? and (h.from_at, h.instance_id, h.user_id) > (?, ?, ?)
     order by h.from_at, h.instance_id, h.user_id ${LIMIT}`,
    [tenantId, before, at, instanceId, userId, limit],
  );
  const ended = rows.filter(({ until_at: until }) => until !== null && until <= before);
  if (ended.length > 0) {
    await queryRows(
      db,
      `delete from access_history where tenant_id = ? and (instance_id, user_id, from_at) in (
         select e.value ->> 'instance_id', e.value ->> 'user_id', cast(e.value ->> 'from_at' as bigint)
         from ${sqlDialects[dialectOf(db)].jsonParameterElements("e")})`,
      [tenantId, JSON.stringify(ended)],
    );
  }
  const last = rows.length < limit ? undefined : rows.at(-1);
  return {
    deleted: ended.length,
    next: last && { at: last.from_at, instanceId: last.instance_id, userId: last.user_id },
  };
}
