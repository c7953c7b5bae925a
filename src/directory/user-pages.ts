import type { Db } from "../db/connect.js";
import { queryFirst, queryRows } from "../db/query.js";
import type { Resource } from "../schema/model.js";

/** A user with nothing of how a connection sees it. */
export interface StoredUser {
  readonly id: string;
  readonly resource: Resource;
}

/** A row of table users. */
interface Row {
  readonly id: string;
  readonly resource: string;
}

/**
 * Lists a tenant's users by id.
 * @param after - id behind which the page begins; undefined for the first page
 * @param limit - how many users at most
 */
export async function listUserResources(
  db: Db,
  tenantId: string,
  after: string | undefined,
  limit: number,
): Promise<StoredUser[]> {
  const rows = await queryRows<Row>(
    db,
    "select users.id, users.resource from users where users.tenant_id = ? and users.id > ? order by users.id limit ?",
    [tenantId, after ?? "", limit],
  );
  return rows.map(toStoredUser);
}

/** Finds a tenant's user by id, undefined when there is none. */
export async function findUserResource(
  db: Db,
  tenantId: string,
  id: string,
): Promise<StoredUser | undefined> {
  const row = await queryFirst<Row>(
    db,
    "select users.id, users.resource from users where users.tenant_id = ? and users.id = ?",
    [tenantId, id],
  );
  return row && toStoredUser(row);
}

function toStoredUser({ id, resource }: Row): StoredUser {
  return { id, resource: JSON.parse(resource) as Resource };
}
