import type { SqlFragment } from "./condition.js";
import type { Db, Dialect } from "./connect.js";

/** A value that may be bound to a statement. */
export type Binding = SqlFragment["bindings"][number];

/** The engine behind a database or a transaction. */
export function dialectOf(db: Db): Dialect {
  return db.client.config.client === "pg" ? "postgres" : "sqlite";
}

/**
 * Runs one statement and returns its rows; on both databases a change reports what it touched by `returning`.
 * @param sql - with `?` for each binding
 */
export async function queryRows<Row>(db: Db, sql: string, bindings: readonly Binding[] = []): Promise<Row[]> {
  const result: unknown = await db.raw(sql, [...bindings] as Exclude<Binding, null>[]);
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

/** `?, ?, ?` for so many bindings. */
export function placeholders(count: number): string {
  return Array.from({ length: count }, () => "?").join(", ");
}
