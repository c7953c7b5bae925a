import type { SqlFragment } from "../../db/condition.js";
import { sqlDialects } from "../../db/dialect.js";
import { type Viewer, visibleToSql } from "../resources/resource-row.js";
import { compileFilter, type FilterTarget } from "./filter-sql.js";
import type { ListQuery } from "./list-query.js";

/**
 * Returns the rows of a list behind `from`: those of the table, sought one by one if the ids are known. SQLite keeps the
 * order of a cross join.
 */
export function fromOf(
  { dialect }: FilterTarget,
  table: string,
  { among }: Pick<ListQuery, "among">,
): SqlFragment {
  if (among === undefined) return { sql: table, bindings: [] };
  const ids = sqlDialects[dialect].jsonParameterTexts("one");
  return { sql: `${ids} cross join ${table}`, bindings: [JSON.stringify(among)] };
}

/** Returns the condition that the viewer sees a resource and that it matches, on the rows of `fromOf`. */
export function whereOf(
  viewer: Viewer,
  target: FilterTarget,
  table: string,
  { filter, condition, among }: Pick<ListQuery, "filter" | "condition" | "among">,
): SqlFragment {
  const { sql, bindings } = visibleToSql(viewer, table);
  const visible = among === undefined ? sql : `${sql} and ${table}.id = one.value`;
  const compiled = filter && compileFilter(filter, { ...target, isAmong: among !== undefined });
  const conditions = [compiled, condition].filter((one) => one !== undefined);
  return {
    sql: [visible, ...conditions.map((one) => `(${one.sql})`)].join(" and "),
    bindings: [...bindings, ...conditions.flatMap((one) => one.bindings)],
  };
}
