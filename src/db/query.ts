import { types } from "node:util";
import type { SqlFragment } from "./condition.js";
import type { Db, Dialect, StatementNames, Trx } from "./connect.js";
import { sqlDialects } from "./dialect.js";
import { isUniqueViolation } from "./errors.js";
import { noteSent, noteSentError, sentError } from "./sent-statements.js";
import type { SqliteConnection } from "./sqlite-connection.js";

/** A value that can be bound to a statement. */
export type Binding = SqlFragment["bindings"][number];

/** Returns the engine of a database or a transaction. */
export function dialectOf(db: Db): Dialect {
  return db.client.config.client === "pg" ? "postgres" : "sqlite";
}

/** A statement as PostgreSQL takes it: with `$1` for the first `?`. */
interface PostgresStatement {
  readonly text: string;
  /** The name under which it is planned once instead of on every call; undefined when there are enough. */
  readonly name?: string;
}

const statements = new Map<string, PostgresStatement>();

/** The most statements that are named: unusual filters must not fill the database's memory. */
const MAX_NAMED_STATEMENTS = 500;

function postgresStatement(sql: string): PostgresStatement {
  const known = statements.get(sql);
  if (known !== undefined) return known;
  let parameters = 0;
  const text = sql.replaceAll("?", () => `$${++parameters}`);
  if (statements.size >= MAX_NAMED_STATEMENTS) return { text };
  const statement = { text, name: `usher${statements.size}` };
  statements.set(sql, statement);
  return statement;
}

/**
 * Runs a statement and returns its rows; on both databases a change returns the rows of its `returning`.
 * @param sql - with `?` for each binding, and no other question mark
 */
export function queryRows<Row>(db: Db, sql: string, bindings: readonly Binding[] = []): Promise<Row[]> {
  return run(db, sql, bindings);
}

/**
 * Runs a change whose rows nobody needs, in a transaction. PostgreSQL is sent it together with the statements that
 * follow, up to COMMIT, instead of one by one; if it fails, its error is thrown by the next `queryRows` of the
 * transaction, or by `inTransaction` at its end. docs/decisions/0060-statements-sent-ahead.md
 * @param refuse - makes the error for a unique key that already has the value
 */
export function sendQuery(
  trx: Trx,
  sql: string,
  bindings: readonly Binding[],
  refuse?: (cause: unknown) => Error,
): Promise<unknown> {
  const ahead: Ahead = { refuse };
  const result = run(trx, sql, bindings, { ahead });
  if (dialectOf(trx) === "sqlite") return result;
  return noteSent(trx, result);
}

/** A statement that nobody waits for. */
interface Ahead {
  readonly refuse: ((cause: unknown) => Error) | undefined;
}

/** The part of a connection of `pg` that this file uses. */
interface PostgresConnection {
  readonly statements?: StatementNames;
  query(
    statement: PostgresStatement & { readonly values: Binding[]; readonly rowMode?: "array" },
    done: (error: Error | null, result: { readonly rows: unknown[] }) => void,
  ): void;
}

/**
 * Sends a statement straight to a connection of Knex's pool: what Knex does for each statement costs more than most of
 * ours. Listeners to Knex's events hear of it all the same.
 */
async function run<Row>(
  db: Db,
  sql: string,
  bindings: readonly Binding[],
  { rowMode, ahead }: { readonly rowMode?: "array"; readonly ahead?: Ahead } = {},
): Promise<Row[]> {
  const { client } = db;
  if (isEnded(db)) throw new Error(`The transaction has ended: ${sql}`);
  const connection = (await client.acquireConnection()) as SqliteConnection & PostgresConnection;
  try {
    client.emit("query", { sql, bindings });
    const values = [...bindings];
    const rows = await new Promise((resolve, reject) => {
      if (dialectOf(db) === "sqlite") {
        connection.all(sql, values, (error, found) => (error ? reject(error) : resolve(found)));
      } else {
        const { text, name } = postgresStatement(sql);
        const isNamed = name !== undefined && connection.statements !== "unnamed";
        const statement = { text, values, ...(isNamed && { name }), ...(rowMode && { rowMode }) };
        connection.query(statement, (error, result) => (error ? reject(error) : resolve(result.rows)));
      }
    });
    client.emit("query-response", rows, { sql });
    return rows as Row[];
  } catch (error) {
    if (types.isNativeError(error)) error.message = `${sql} - ${error.message}`;
    const refusal = isUniqueViolation(error) ? ahead?.refuse?.(error) : undefined;
    // Behind one that failed, PostgreSQL runs no other.
    const reason = sentError(db) ?? refusal ?? error;
    if (ahead !== undefined) noteSentError(db, reason);
    throw reason;
  } finally {
    client.releaseConnection(connection);
  }
}

function isEnded(db: Db): boolean {
  return db.isTransaction === true && (db as Trx).isCompleted();
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
