import type { SqlFragment } from "../../db/condition.js";
import type { Filter } from "../../schema/filter/ast.js";
import { type Viewer, visibleToSql } from "../resources/resource-row.js";
import { compileFilter, type FilterTarget } from "./filter-sql.js";

/** Returns the condition that the viewer sees a resource and that it matches. */
export function whereOf(
  viewer: Viewer,
  target: FilterTarget,
  table: string,
  filter: Filter | undefined,
): SqlFragment {
  const visible = visibleToSql(viewer, table);
  if (filter === undefined) return visible;
  const condition = compileFilter(filter, target);
  return {
    sql: `${visible.sql} and (${condition.sql})`,
    bindings: [...visible.bindings, ...condition.bindings],
  };
}
