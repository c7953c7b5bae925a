import type { Dialect } from "./connect.js";

/**
 * The pieces of SQL that SQLite and PostgreSQL write differently. All take and return SQL text; none takes client
 * input.
 */
export interface SqlDialect {
  /** Locks the selected row of the named table until the transaction ends. On SQLite the writer is alone anyway. */
  readonly forUpdate: (table: string) => string;
  /** Locks the selected rows that no other transaction has locked, and skips the others. */
  readonly forUpdateSkipLocked: (table: string) => string;
  /** Locks a row that other rows refer to; rows that refer to it can still be written. */
  readonly forNoKeyUpdate: (table: string) => string;
  /** Prevents changes to the selected rows until the transaction ends; they can still be read. */
  readonly forShare: (table: string) => string;
  /** The rows of a JSON array, with the column `value`: `json_each(x) as e`. A null array has no rows. */
  readonly jsonElements: (array: string, alias: string) => string;
  /** The rows of a JSON array that is bound as one text parameter, with the column `value`. */
  readonly jsonParameterElements: (alias: string) => string;
  /** The rows of a JSON array of texts that is bound as one text parameter, with the column `value`. */
  readonly jsonParameterTexts: (alias: string) => string;
  /** The text of a JSON member, or null if there is none; compared by code point. */
  readonly jsonText: (json: string, key: string) => string;
  /** The text of a JSON string in an array; compared by code point. */
  readonly jsonElementText: (element: string) => string;
  /** The number in a JSON member, comparable with a bound number. */
  readonly jsonNumber: (json: string, key: string) => string;
  /** Builds a JSON object from pairs of a name and an expression. */
  readonly jsonObject: (pairs: readonly (readonly [string, string])[]) => string;
  /** Aggregates JSON values into the text of an array, in any order if none is given; null if there are none. */
  readonly jsonArrayAggregate: (value: string, orderBy?: string) => string;
  /**
   * The text after `from`: for each row of the left side, the rows of a table that a condition seeks, joined in this
   * order. By default both databases may scan the table instead.
   */
  readonly seekForEach: (left: string, table: string, alias: string, condition: string) => string;
  /** The text before and after a sub-select with few rows; an indexed column is sought by each of them. */
  readonly soughtBy: readonly [begin: string, end: string];
  /** The position of a needle in a haystack, 0 if it is not there; compares exactly. */
  readonly position: (haystack: string, needle: string) => string;
}

/**
 * The limit of a select, with one binding. SQLite looks at a limit that is bound bare when it plans a statement, and
 * so compiles a prepared statement again on every call; at the value of an expression it does not look.
 */
export const LIMIT = "limit cast(? as bigint)";

/** The offset of a select, with one binding; bound as `LIMIT` is. */
export const OFFSET = "offset cast(? as bigint)";

/** Returns a string literal of SQL; for names of our own tables, never for client input. */
export function sqlString(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

function orderBySql(orderBy: string | undefined): string {
  return orderBy === undefined ? "" : ` order by ${orderBy}`;
}

const sqlite: SqlDialect = {
  forUpdate: () => "",
  forShare: () => "",
  forUpdateSkipLocked: () => "",
  forNoKeyUpdate: () => "",
  jsonElements: (array, alias) => `json_each(${array}) as ${alias}`,
  jsonParameterElements: (alias) => `json_each(?) as ${alias}`,
  jsonParameterTexts: (alias) => `json_each(?) as ${alias}`,
  jsonText: (json, key) => `(${json} ->> ${sqlString(key)})`,
  jsonElementText: (element) => element,
  jsonNumber: (json, key) => `(${json} ->> ${sqlString(key)})`,
  jsonObject: (pairs) =>
    `json_object(${pairs.map(([name, sql]) => `${sqlString(name)}, ${sql}`).join(", ")})`,
  jsonArrayAggregate: (value, orderBy) => `json_group_array(${value}${orderBySql(orderBy)})`,
  // SQLite preserves the order of a cross join.
  seekForEach: (left, table, alias, condition) => `${left} cross join ${table} ${alias} where ${condition}`,
  soughtBy: ["in (", ")"],
  position: (haystack, needle) => `instr(${haystack}, ${needle})`,
};

const postgres: SqlDialect = {
  forUpdate: (table) => ` for update of ${table}`,
  forShare: (table) => ` for share of ${table}`,
  forUpdateSkipLocked: (table) => ` for update of ${table} skip locked`,
  forNoKeyUpdate: (table) => ` for no key update of ${table}`,
  jsonElements: (array, alias) => `jsonb_array_elements(${array}) as ${alias}(value)`,
  jsonParameterElements: (alias) => `jsonb_array_elements(?::jsonb) as ${alias}(value)`,
  jsonParameterTexts: (alias) => `jsonb_array_elements_text(?::jsonb) as ${alias}(value)`,
  jsonText: (json, key) => `((${json} ->> ${sqlString(key)}) collate "C")`,
  jsonElementText: (element) => `((${element} #>> '{}') collate "C")`,
  jsonNumber: (json, key) => `(${json} ->> ${sqlString(key)})::numeric`,
  jsonObject: (pairs) =>
    `json_build_object(${pairs.map(([name, sql]) => `${sqlString(name)}, ${sql}`).join(", ")})`,
  jsonArrayAggregate: (value, orderBy) => `json_agg(${value}${orderBySql(orderBy)})::text`,
  // `seekForEach` has an offset, because PostgreSQL plans a sub-select with one separately. `soughtBy` is an array,
  // because the planner overestimates the rows of a recursion and would scan a whole index instead.
  seekForEach: (left, table, alias, condition) =>
    `${left} cross join lateral (select * from ${table} ${alias} where ${condition} offset 0) ${alias}`,
  soughtBy: ["= any (array(", "))"],
  position: (haystack, needle) => `strpos(${haystack}, ${needle})`,
};

/** The pieces of SQL for each database engine. */
export const sqlDialects: Readonly<Record<Dialect, SqlDialect>> = { sqlite, postgres };
