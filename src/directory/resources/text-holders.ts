import type { Db } from "../../db/connect.js";
import { LIMIT, sqlDialects } from "../../db/dialect.js";
import { dialectOf, queryRows } from "../../db/query.js";
import { fold } from "../../schema/fold.js";

/**
 * Lists a page of ids of users or groups that have one of some texts in an attribute, compared without case, after an
 * id. It reads every row from there on and is meant for rare changes.
 * @param key - the key of a simple attribute
 */
export async function listHoldersOfText(
  db: Db,
  tenantId: string,
  holders: { readonly table: "users" | "groups"; readonly key: string; readonly texts: readonly string[] },
  after: string,
  limit: number,
): Promise<string[]> {
  const { jsonText, jsonParameterElements } = sqlDialects[dialectOf(db)];
  const rows = await queryRows<{ id: string }>(
    db,
    `select t.id from ${holders.table} t
     where t.tenant_id = ? and t.id > ? and ${jsonText("t.search", holders.key)} in (
       select ${jsonText("e.value", "text")} from ${jsonParameterElements("e")})
     order by t.id ${LIMIT}`,
    [tenantId, after, JSON.stringify(holders.texts.map((text) => ({ text: fold(text) }))), limit],
  );
  return rows.map(({ id }) => id);
}
