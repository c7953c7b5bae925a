import type { Db } from "../../db/connect.js";
import { candidateIdsSql, queryRows } from "../../db/query.js";
import { hasAnyExternalIdSql } from "../resources/external-ids.js";

/** Where a user comes from. */
export interface UserSource {
  /** The connection to which the user belongs; undefined for none. */
  readonly connectionId: string | undefined;
  /** Whether a provider has given it an externalId. */
  readonly isProvided: boolean;
}

/** Finds where users come from. One statement. */
export async function findSources(
  db: Db,
  tenantId: string,
  userIds: readonly string[],
): Promise<(userId: string) => UserSource | undefined> {
  const rows = await queryRows<{ id: string; connection_id: string | null; provided: number }>(
    db,
    `select users.id, users.connection_id, case when ${hasAnyExternalIdSql("users")} then 1 else 0 end as provided
     from users where users.tenant_id = ? and users.id ${candidateIdsSql(db, "e")}`,
    [tenantId, JSON.stringify(userIds.map((id) => ({ id })))],
  );
  const found = new Map(
    rows.map((row) => [
      row.id,
      { connectionId: row.connection_id ?? undefined, isProvided: row.provided !== 0 },
    ]),
  );
  return (userId) => found.get(userId);
}
