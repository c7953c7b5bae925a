import type { Dialect } from "../db/connect.js";
import { sqlDialects } from "../db/dialect.js";

/**
 * A scalar sub-select: the groups of the user of the surrounding statement as a JSON array of
 * `{value, display, type}`, direct ones and those reached through nested groups. RFC 7643 §4.1.2.
 */
export function userGroupsSql(dialect: Dialect): string {
  const { jsonArrayAggregate, jsonObject } = sqlDialects[dialect];
  const group = jsonObject([
    ["value", "reached.group_id"],
    ["display", "g.display_name"],
    ["type", "case when reached.steps = 0 then 'direct' else 'indirect' end"],
  ]);
  // SQLite keeps the order of a cross join; left to itself it would walk all memberships of the tenant.
  // `union` without `all` ends the walk when groups contain each other.
  return `(with recursive up (group_id, steps) as (
      select m.group_id, 0 from group_members m
        where m.tenant_id = users.tenant_id and m.member_id = users.id
      union
      select m.group_id, 1 from up cross join group_members m
        where m.tenant_id = users.tenant_id and m.member_id = up.group_id
    )
    select ${jsonArrayAggregate(group, "reached.group_id")}
    from (select group_id, min(steps) as steps from up group by group_id) as reached
    join groups g on g.tenant_id = users.tenant_id and g.id = reached.group_id)`;
}
