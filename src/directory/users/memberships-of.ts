import type { SqlFragment } from "../../db/condition.js";
import type { Dialect } from "../../db/connect.js";
import { sqlDialects } from "../../db/dialect.js";
import { type Viewer, visibleToSql } from "../resources/resource-row.js";

/** The expression for the groups of a user if they are not requested. */
export const NO_GROUPS: SqlFragment = { sql: "null", bindings: [] };

/**
 * Selects from the groups of the surrounding statement's user that a viewer sees, each once: `reached` has the id and
 * the number of steps (0 for a direct one), `g` is the row.
 */
export function selectUserGroups(
  dialect: Dialect,
  selected: string,
  viewer: Omit<Viewer, "schemas">,
): SqlFragment {
  const visible = visibleToSql(viewer, "g");
  const groupsOfGroups = sqlDialects[dialect].seekForEach(
    "up",
    "group_members",
    "m",
    "m.tenant_id = users.tenant_id and m.member_id = up.group_id",
  );
  // `union` without `all` stops the recursion when groups contain each other.
  const sql = `with recursive up (group_id, steps) as (
      select m.group_id, 0 from group_members m
        where m.tenant_id = users.tenant_id and m.member_id = users.id
      union
      select m.group_id, 1 from ${groupsOfGroups}
    )
    select ${selected} from (select group_id, min(steps) as steps from up group by group_id) as reached
    join groups g on ${visible.sql} and g.id = reached.group_id`;
  return { sql, bindings: visible.bindings };
}

/** Returns whether a user is in a group, directly or through nested groups. */
export const GROUP_TYPE = "case when reached.steps = 0 then 'direct' else 'indirect' end";

/**
 * A scalar sub-select: the groups of the user of the surrounding statement as a JSON array of
 * `{value, display, type}`, direct ones and those reached through nested groups. RFC 7643 §4.1.2.
 */
export function userGroupsSql(dialect: Dialect, viewer: Viewer): SqlFragment {
  const { jsonArrayAggregate, jsonObject } = sqlDialects[dialect];
  const group = jsonObject([
    ["value", "reached.group_id"],
    ["display", "g.display_name"],
    ["type", GROUP_TYPE],
  ]);
  const { sql, bindings } = selectUserGroups(dialect, jsonArrayAggregate(group, "reached.group_id"), viewer);
  return { sql: `(${sql})`, bindings };
}
