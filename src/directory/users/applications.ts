import type { SqlFragment } from "../../db/condition.js";
import type { Db, Trx } from "../../db/connect.js";
import { LIMIT, sqlDialects } from "../../db/dialect.js";
import { dialectOf, queryFirst, queryRows } from "../../db/query.js";

/**
 * Links a registered app to a user; the link is deleted with the user.
 * @param applicationId - in lower case
 * @returns false if it belongs to another user
 */
export async function claimApplicationId(
  trx: Trx,
  tenantId: string,
  applicationId: string,
  userId: string,
): Promise<boolean> {
  const added = await queryRows(
    trx,
    `insert into applications (tenant_id, application_id, user_id) values (?, ?, ?)
     on conflict (tenant_id, application_id) do nothing returning user_id`,
    [tenantId, applicationId, userId],
  );
  return added.length > 0;
}

/**
 * Finds the application user of a registered app; undefined if there is none.
 * @param applicationId - in lower case
 */
export async function findApplicationUser(
  db: Db,
  tenantId: string,
  applicationId: string,
): Promise<string | undefined> {
  const row = await queryFirst<{ user_id: string }>(
    db,
    "select user_id from applications where tenant_id = ? and application_id = ?",
    [tenantId, applicationId],
  );
  return row?.user_id;
}

/** Lists a page of the ids of application users of a tenant, after an id. */
export async function listApplicationUserIds(
  db: Db,
  tenantId: string,
  { after, limit }: { readonly after: string; readonly limit: number },
): Promise<string[]> {
  const rows = await queryRows<{ user_id: string }>(
    db,
    `select distinct a.user_id from applications a where a.tenant_id = ? and a.user_id > ?
     order by a.user_id ${LIMIT}`,
    [tenantId, after, limit],
  );
  return rows.map(({ user_id: id }) => id);
}

/** Returns those users that are not application users. */
export async function exceptApplications(
  db: Db,
  tenantId: string,
  userIds: readonly string[],
): Promise<string[]> {
  const elements = sqlDialects[dialectOf(db)].jsonParameterElements("e");
  const rows = await queryRows<{ user_id: string }>(
    db,
    `select a.user_id from applications a
     where a.tenant_id = ? and a.user_id in (select e.value ->> 'id' from ${elements})`,
    [tenantId, JSON.stringify(userIds.map((id) => ({ id })))],
  );
  const programs = new Set(rows.map(({ user_id: id }) => id));
  return userIds.filter((id) => !programs.has(id));
}

/** Returns a select of the ids of application users. */
export function applicationUsers(tenantId: string): SqlFragment {
  return { sql: "select a.user_id from applications a where a.tenant_id = ?", bindings: [tenantId] };
}
