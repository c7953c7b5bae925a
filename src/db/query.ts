import type { SqlFragment } from "./condition.js";
import type { Db, Dialect } from "./connect.js";
import { sqlDialects } from "./dialect.js";

/** A value that may be bound to a statement. */
export type Binding = SqlFragment["bindings"][number];

/** The engine behind a database or a transaction. */
export function dialectOf(db: Db): Dialect {
  return db.client.config.client === "pg" ? "postgres" : "sqlite";
}

/** Texts of statements that PostgreSQL keeps prepared, by the names they have there. */
const statementNames = new Map<string, string>();

/** Texts that are named at the most: odd filters must not fill the database's memory. */
const MAX_NAMED_STATEMENTS = 500;

/** The name under which PostgreSQL plans a statement once instead of on every call; undefined when there are enough. */
function nameOf(sql: string): string | undefined {
  const known = statementNames.get(sql);
  if (known !== undefined || statementNames.size >= MAX_NAMED_STATEMENTS) return known;
  const name = `usher${statementNames.size}`;
  statementNames.set(sql, name);
  return name;
}

/**
 * Runs one statement and returns its rows; on both databases a change reports what it touched by `returning`.
 * @param sql - with `?` for each binding
 */
export async function queryRows<Row>(db: Db, sql: string, bindings: readonly Binding[] = []): Promise<Row[]> {
  const query = db.raw(sql, [...bindings] as Exclude<Binding, null>[]);
  const name = dialectOf(db) === "postgres" ? nameOf(sql) : undefined;
  // Knex hands the options to the driver with the statement.
  const result: unknown = await (name === undefined ? query : query.options({ name }));
  return (Array.isArray(result) ? result : (result as { rows: Row[] }).rows) as Row[];
}

/** Runs one statement and returns its first row, or undefined when there is none. */
export async function queryFirst<Row>(
  db: Db,
  sql: string,
  bindings: readonly Binding[] = [],
): Promise<Row | undefined> {
  const [row] = await queryRows<Row>(db, sql, bindings);
  return row;
}

/**
 * The condition that a column is one of a few ids, which come as one text parameter: `[{"id":"…"}]`. An index on the
 * column is sought for each of them; left to itself PostgreSQL takes the few for many and reads whole tables.
 * @param alias - a name that stands for nothing else in the statement
 */
export function soughtIds(db: Db, alias: string): string {
  const { soughtBy, jsonParameterElements } = sqlDialects[dialectOf(db)];
  const [begin, end] = soughtBy;
  return `${begin}select ${alias}.value ->> 'id' from ${jsonParameterElements(alias)}${end}`;
}

/** `?, ?, ?` for so many bindings. */
export function placeholders(count: number): string {
  return Array.from({ length: count }, () => "?").join(", ");
}
