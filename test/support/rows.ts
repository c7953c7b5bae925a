import { createHash } from "node:crypto";
import type { Database, Db } from "../../src/db/connect.js";
import { queryRows } from "../../src/db/query.js";

const NAMES = {
  sqlite: "select name from sqlite_schema where type = 'table' and name not like 'sqlite_%' order by name",
  postgres:
    "select table_name as name from information_schema.tables where table_schema = 'public' order by table_name",
};

/** When a token was last used, which a request notes once a minute, whatever it asks for. */
const NOTED = "last_used_at";

/** The checksums of all rows of every table, by the table's name; `db` may be a transaction on the database. */
export async function checksums(
  { dialect }: Pick<Database, "dialect">,
  db: Db,
): Promise<Readonly<Record<string, string>>> {
  const sums: Record<string, string> = {};
  for (const { name } of await queryRows<{ name: string }>(db, NAMES[dialect])) {
    const rows = await queryRows<Record<string, unknown>>(db, `select * from "${name}"`);
    const lines = rows.map((row) => JSON.stringify({ ...row, [NOTED]: undefined })).toSorted();
    sums[name] = createHash("sha256").update(lines.join("\n")).digest("hex");
  }
  return sums;
}
