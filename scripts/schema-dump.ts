import path from "node:path";
import type { Database, Dialect } from "../src/db/connect.js";
import { queryRows } from "../src/db/query.js";

/** Where the dump of a database engine is kept. */
export function dumpFile(dialect: Dialect): string {
  return path.join(__dirname, "..", "test", "fixtures", `schema.${dialect}.sql`);
}

/** A statement that makes a table or an index, and the table it belongs to. */
interface Definition {
  readonly table: string;
  readonly sql: string;
}

/**
 * The tables and indexes of a migrated database as SQL, each table followed by its indexes, in alphabetical order.
 * Knex's own tables are left out. The text is for reading and comparing; nothing runs it.
 */
export async function schemaDump(db: Pick<Database, "dialect" | "read">): Promise<string> {
  const definitions = await (db.dialect === "sqlite" ? sqliteDefinitions(db) : postgresDefinitions(db));
  const blocks = new Map<string, string[]>();
  for (const { table, sql } of definitions) {
    blocks.set(table, [...(blocks.get(table) ?? []), `${sql};`]);
  }
  const head = `-- The tables of ${db.dialect} after all migrations, written by \`npm run db:dump\`.`;
  return `${[head, ...[...blocks.values()].map((block) => block.join("\n"))].join("\n\n")}\n`;
}

async function sqliteDefinitions({ read }: Pick<Database, "read">): Promise<Definition[]> {
  const rows = await queryRows<{ type: string; tbl_name: string; sql: string }>(
    read,
    `select type, tbl_name, sql from sqlite_master
      where sql is not null and tbl_name not like 'knex\\_%' escape '\\' and tbl_name not like 'sqlite\\_%' escape '\\'
      order by tbl_name, type <> 'table', name`,
  );
  return rows.map(({ type, tbl_name: table, sql }) => {
    const oneLine = sql.replaceAll(/\s+/g, " ").trim();
    return { table, sql: type === "table" ? onePartALine(oneLine) : oneLine };
  });
}

/** `create table t ( a text, primary key (a, b) )` with every column and constraint on a line of its own. */
function onePartALine(createTable: string): string {
  const open = createTable.indexOf("(");
  const close = createTable.lastIndexOf(")");
  const parts = splitAtCommas(createTable.slice(open + 1, close));
  return tableText(createTable.slice(0, open).trim(), parts, createTable.slice(close + 1));
}

/** Splits at the commas that are in no parentheses. */
function splitAtCommas(text: string): string[] {
  const parts = [""];
  let depth = 0;
  for (const character of text) {
    if (character === "(") depth += 1;
    if (character === ")") depth -= 1;
    if (character === "," && depth === 0) parts.push("");
    else parts.push(`${parts.pop() ?? ""}${character}`);
  }
  return parts.map((part) => part.trim());
}

function tableText(head: string, parts: readonly string[], tail = ""): string {
  return `${head} (\n${parts.map((part) => `  ${part}`).join(",\n")}\n)${tail.trimEnd()}`;
}

/** PostgreSQL's catalogs print definitions alike in all its supported versions; `pg_dump` does not. */
async function postgresDefinitions({ read }: Pick<Database, "read">): Promise<Definition[]> {
  const columns = await queryRows<{ table: string; sql: string }>(
    read,
    `select c.relname as table,
        quote_ident(a.attname) || ' ' || format_type(a.atttypid, a.atttypmod)
          || case when a.attcollation <> t.typcollation then ' collate ' || quote_ident(l.collname) else '' end
          || case when a.attnotnull then ' not null' else '' end
          || coalesce(' default ' || pg_get_expr(d.adbin, d.adrelid), '') as sql
      from pg_class c
      join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
      join pg_type t on t.oid = a.atttypid
      left join pg_collation l on l.oid = a.attcollation
      left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
      where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace and c.relname not like 'knex\\_%'
      order by c.relname collate "C", a.attnum`,
  );
  // 'n', the constraint that version 18 keeps for each "not null", is said with its column.
  const constraints = await queryRows<{ table: string; sql: string }>(
    read,
    `select c.relname as table, 'constraint ' || quote_ident(k.conname) || ' ' || pg_get_constraintdef(k.oid) as sql
      from pg_constraint k
      join pg_class c on c.oid = k.conrelid
      where k.contype in ('p', 'u', 'f', 'c', 'x') and c.relnamespace = 'public'::regnamespace
      order by array_position(array['p', 'u', 'f', 'c', 'x'], k.contype::text), k.conname collate "C"`,
  );
  const indexes = await queryRows<{ table: string; sql: string }>(
    read,
    `select c.relname as table, pg_get_indexdef(i.indexrelid) as sql
      from pg_index i
      join pg_class c on c.oid = i.indrelid
      join pg_class x on x.oid = i.indexrelid
      where c.relnamespace = 'public'::regnamespace
        and not exists (select 1 from pg_constraint k where k.conindid = i.indexrelid and k.conrelid = i.indrelid)
      order by x.relname collate "C"`,
  );
  const of = (rows: readonly Definition[], table: string) => {
    return rows.filter((row) => row.table === table).map(({ sql }) => sql);
  };
  return [...new Set(columns.map(({ table }) => table))].flatMap((table) => [
    { table, sql: tableText(`create table ${table}`, [...of(columns, table), ...of(constraints, table)]) },
    ...of(indexes, table).map((sql) => ({ table, sql: sql.replaceAll("public.", "") })),
  ]);
}
