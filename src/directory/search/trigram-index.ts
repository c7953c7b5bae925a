import type { Db, Trx } from "../../db/connect.js";
import { queryFirst, queryRows } from "../../db/query.js";

/** The number of users that one transaction indexes; few, because writers wait for it. */
const BATCH = 100;

/** The users whose texts wait, which triggers list: new, changed, and deleted ones without texts. */
const WAITING = `(select tenant_id, user_id, texts from unindexed_users order by tenant_id, user_id limit ${BATCH}) w`;

const NUMBERS = "user_numbers n on n.tenant_id = w.tenant_id and n.user_id = w.user_id";

/** In this order; each sees the same users, because the transaction is the only one that writes. */
const STATEMENTS: readonly string[] = [
  `delete from user_trigrams where rowid in (select n.number from ${WAITING} join ${NUMBERS})`,
  `delete from user_numbers where number in (select n.number from ${WAITING} join ${NUMBERS} where w.texts is null)`,
  `insert into user_ranges (tenant_id) select distinct w.tenant_id from ${WAITING}
   where not exists (select 1 from user_ranges r where r.tenant_id = w.tenant_id)`,
  // The numbers of a tenant go on behind its last one.
  `insert into user_numbers (number, tenant_id, user_id)
   select coalesce(
       (select number from user_numbers where number between r.range << 32 and ((r.range + 1) << 32) - 1
         order by number desc limit 1),
       r.range << 32) + row_number() over (partition by w.tenant_id order by w.user_id), w.tenant_id, w.user_id
   from ${WAITING} join user_ranges r on r.tenant_id = w.tenant_id
   where w.texts is not null and not exists (
     select 1 from user_numbers n where n.tenant_id = w.tenant_id and n.user_id = w.user_id)`,
  `insert into user_trigrams (rowid, texts) select n.number, w.texts from ${WAITING} join ${NUMBERS}
   where w.texts is not null order by n.number`,
  `delete from unindexed_users where (tenant_id, user_id) in (select w.tenant_id, w.user_id from ${WAITING})`,
];

/** Returns whether texts of users of any tenant wait for the index of trigrams. */
export async function hasUnindexedUsers(db: Db): Promise<boolean> {
  return (await queryFirst(db, "select 1 from unindexed_users limit 1")) !== undefined;
}

/**
 * Writes the texts of some users that wait into the index of trigrams of SQLite: of many at once, because that costs a
 * quarter of what each alone does. Until then every search looks at these users.
 */
export async function indexSomeUsers(trx: Trx): Promise<void> {
  for (const sql of STATEMENTS) await queryRows(trx, sql);
}
