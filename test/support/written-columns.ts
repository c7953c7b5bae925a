import type { Database } from "../../src/db/connect.js";
import { dialectOf, queryRows } from "../../src/db/query.js";

/**
 * Notes which columns of a table updates name in their SET list, even when the value stays the same.
 * @returns what empties the note and tells what was in it, in alphabetical order
 */
export async function watchColumns(
  db: Database,
  table: string,
  columns: readonly string[],
): Promise<() => Promise<string[]>> {
  const noted = `written_${table}`;
  await db.write.raw(`create table ${noted} (name text not null)`);
  for (const column of columns) await watchColumn(db, table, column, noted);
  return async () => {
    const rows = await queryRows<{ readonly name: string }>(db.write, `delete from ${noted} returning name`);
    return rows.map(({ name }) => name).sort();
  };
}

async function watchColumn(db: Database, table: string, column: string, noted: string): Promise<void> {
  const trigger = `create trigger ${noted}_${column} after update of ${column} on ${table}`;
  const note = `insert into ${noted} values ('${column}')`;
  if (dialectOf(db.write) === "sqlite") {
    await db.write.raw(`${trigger} begin ${note}; end`);
    return;
  }
  const routine = `note_${noted}_${column}`;
  await db.write.raw(
    `create function ${routine}() returns trigger language plpgsql as $$ begin ${note}; return null; end $$`,
  );
  await db.write.raw(`${trigger} for each row execute function ${routine}()`);
}
