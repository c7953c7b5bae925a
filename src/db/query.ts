import type { SqlFragment } from "./condition.js";
import type { Db, Dialect } from "./connect.js";
import { sqlDialects } from "./dialect.js";

/** A value that can be bound to a statement. */
export type Binding = SqlFragment["bindings"][number];

/** Returns the engine of a database or a transaction. */
export function dialectOf(db: Db): Dialect {
  return db.client.config.client === "pg" ? "postgres" : "sqlite";
}

/** The names of the statements that PostgreSQL keeps prepared, by their text. */
const statementNames = new Map<string, string>();

/** The most statements that are named: unusual filters must not fill the database's memory. */
const MAX_NAMED_STATEMENTS = 500;

/**
 * Returns the name under which PostgreSQL plans a statement once instead of on every call; undefined when there are
 * enough.
 */
function nameOf(sql: string): string | undefined {
  const known = statementNames.get(sql);
  if (known !== undefined || statementNames.size >= MAX_NAMED_STATEMENTS) return known;
  const name = `usher${statementNames.size}`;
  statementNames.set(sql, name);
  return name;
}

/**
 * Runs a statement and returns its rows; on both databases a change returns the rows of its `returning`.
 * @param sql - with `?` for each binding
 */
export async function queryRows<Row>(db: Db, sql: string, bindings: readonly Binding[] = []): Promise<Row[]> {
  return run(db, sql, bindings);
}

/** @param options - for node-postgres */
async function run<Row>(
  db: Db,
  sql: string,
  bindings: readonly Binding[],
  options?: { readonly rowMode: "array" },
): Promise<Row[]> {
  const query = db.raw(sql, [...bindings] as Exclude<Binding, null>[]);
  const name = dialectOf(db) === "postgres" ? nameOf(sql) : undefined;
  // Knex passes the options to the driver with the statement.
  const result: unknown = await (name === undefined && options === undefined
    ? query
    : query.options({ ...options, ...(name !== undefined && { name }) }));
  return (Array.isArray(result) ? result : (result as { rows: Row[] }).rows) as Row[];
}

/**
 * Runs a select that gives many rows, and returns the values of each row in the order of its columns. node-sqlite3
 * builds rows slowly, so SQLite packs all of them into one text.
 * @param columns - the names of the columns of the select; texts and numbers
 */
export async function queryTuples<Tuple extends readonly Binding[]>(
  db: Db,
  columns: readonly string[],
  sql: string,
  bindings: readonly Binding[],
): Promise<readonly Tuple[]> {
  if (dialectOf(db) === "postgres") return run<Tuple>(db, sql, bindings, { rowMode: "array" });
  const packed = `select json_group_array(json_array(${columns.join(", ")})) as tuples from (${sql})`;
  const row = await queryFirst<{ readonly tuples: string }>(db, packed, bindings);
  return JSON.parse(row?.tuples ?? "[]") as Tuple[];
}

/** Runs a statement and returns its first row, or undefined when there is none. */
export async function queryFirst<Row>(
  db: Db,
  sql: string,
  bindings: readonly Binding[] = [],
): Promise<Row | undefined> {
  const [row] = await queryRows<Row>(db, sql, bindings);
  return row;
}

/**
 * Returns the condition that a column equals one of a few ids, which are bound as one text parameter: `[{"id":"…"}]`.
 * An index on the column is sought for each of them; by default PostgreSQL assumes many and reads whole tables.
 * @param alias - a name that is not used elsewhere in the statement
 */
export function candidateIdsSql(db: Db, alias: string): string {
  const { soughtBy, jsonParameterElements } = sqlDialects[dialectOf(db)];
  const [begin, end] = soughtBy;
  return `${begin}select ${alias}.value ->> 'id' from ${jsonParameterElements(alias)}${end}`;
}

/** The same as `candidateIdsSql` for ids that are bound as `["…"]`, which SQLite reads faster if there are many. */
export function manyIdsSql(db: Db, alias: string): string {
  const { soughtBy, jsonParameterTexts } = sqlDialects[dialectOf(db)];
  const [begin, end] = soughtBy;
  return `${begin}select ${alias}.value from ${jsonParameterTexts(alias)}${end}`;
}

/** Returns `?, ?, ?` for a number of bindings. */
export function placeholders(count: number): string {
  return Array.from({ length: count }, () => "?").join(", ");
}
