import type { Dialect } from "./connect.js";

/**
 * The few pieces of SQL that SQLite and PostgreSQL spell differently. All take and return SQL text; none takes
 * client input.
 */
export interface SqlDialect {
  /** Locks the selected row of the named table until the transaction ends. SQLite's writer is alone already. */
  readonly forUpdate: (table: string) => string;
  /** The same for whichever rows nobody else has locked; the others are passed over. */
  readonly forUpdateSkipLocked: (table: string) => string;
  /** The same for a row that others refer to: rows with a reference to it may be written meanwhile. */
  readonly forNoKeyUpdate: (table: string) => string;
  /** Keeps others from changing the rows of a table until the transaction ends; they may be read. */
  readonly forShare: (table: string) => string;
  /** Rows of a JSON array, with the column `value`: `json_each(x) as e`. A null array has no rows. */
  readonly jsonElements: (array: string, alias: string) => string;
  /** Rows of a JSON array that is bound as one text parameter, with the column `value`. */
  readonly jsonParameterElements: (alias: string) => string;
  /** The text of a JSON member, null when there is none; compares by code point. */
  readonly jsonText: (json: string, key: string) => string;
  /** The text of a JSON string that is an element of an array; compares by code point. */
  readonly jsonElementText: (element: string) => string;
  /** A number out of a JSON member, comparable with a bound number. */
  readonly jsonNumber: (json: string, key: string) => string;
  /** Builds a JSON object from pairs of a name and an expression. */
  readonly jsonObject: (pairs: readonly (readonly [string, string])[]) => string;
  /** Aggregates JSON values into the text of an array; null when there are none. */
  readonly jsonArrayAggregate: (value: string, orderBy: string) => string;
  /**
   * What follows `from`: for each row of the left side the rows of a table that a condition seeks, joined in this
   * order. Left to themselves both databases may walk the table instead.
   */
  readonly seekForEach: (left: string, table: string, alias: string, condition: string) => string;
  /** The beginning and end around a sub-select whose few rows an indexed column is sought by, one after the other. */
  readonly soughtBy: readonly [begin: string, end: string];
  /** Position of a needle in a haystack, 0 when it is not there; compares exactly. */
  readonly position: (haystack: string, needle: string) => string;
}

/** A string literal of SQL; for names out of our own tables, never for client input. */
export function sqlString(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

const sqlite: SqlDialect = {
  forUpdate: () => "",
  forShare: () => "",
  forUpdateSkipLocked: () => "",
  forNoKeyUpdate: () => "",
  jsonElements: (array, alias) => `json_each(${array}) as ${alias}`,
  jsonParameterElements: (alias) => `json_each(?) as ${alias}`,
  jsonText: (json, key) => `(${json} ->> ${sqlString(key)})`,
  jsonElementText: (element) => element,
  jsonNumber: (json, key) => `(${json} ->> ${sqlString(key)})`,
  jsonObject: (pairs) =>
    `json_object(${pairs.map(([name, sql]) => `${sqlString(name)}, ${sql}`).join(", ")})`,
  jsonArrayAggregate: (value, orderBy) => `json_group_array(${value} order by ${orderBy})`,
  // SQLite keeps the order of a cross join.
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
  jsonText: (json, key) => `((${json} ->> ${sqlString(key)}) collate "C")`,
  jsonElementText: (element) => `((${element} #>> '{}') collate "C")`,
  jsonNumber: (json, key) => `(${json} ->> ${sqlString(key)})::numeric`,
  jsonObject: (pairs) =>
    `json_build_object(${pairs.map(([name, sql]) => `${sqlString(name)}, ${sql}`).join(", ")})`,
  jsonArrayAggregate: (value, orderBy) => `json_agg(${value} order by ${orderBy})::text`,
  // As an array, since the planner overrates what a recursion yields and would walk a whole index beside it.
  // PostgreSQL plans a sub-select with an offset by itself.
  seekForEach: (left, table, alias, condition) =>
    `${left} cross join lateral (select * from ${table} ${alias} where ${condition} offset 0) ${alias}`,
  soughtBy: ["= any (array(", "))"],
  position: (haystack, needle) => `strpos(${haystack}, ${needle})`,
};

/** The spelling of each piece of SQL on a database engine. */
export const sqlDialects: Readonly<Record<Dialect, SqlDialect>> = { sqlite, postgres };
