import type { Db } from "../db/connect.js";
import { LIMIT, sqlDialects } from "../db/dialect.js";
import { dialectOf, queryRows } from "../db/query.js";

/**
 * Finds the roles whose name has every word, by name; of a copied role the original alone. One statement.
 * @param words - folded
 * @returns each with the name of its instance
 */
export function findRolesByName(
  db: Db,
  tenantId: string,
  words: readonly string[],
  limit: number,
): Promise<{ id: string; name: string; instance: string }[]> {
  const { position } = sqlDialects[dialectOf(db)];
  return queryRows(
    db,
    `select r.id, r.name, i.name as instance from security_roles r
       join instances i on i.tenant_id = r.tenant_id and i.id = r.instance_id
     where r.tenant_id = ? and r.root_id = r.id${` and ${position("r.name_key", "?")} > 0`.repeat(words.length)}
     order by r.name_key, r.id ${LIMIT}`,
    [tenantId, ...words, limit],
  );
}
