import type { Database } from "../../src/db/connect.js";
import { queryRows } from "../../src/db/query.js";
import { insert } from "./sample-directory.js";

/** The tenant and the connection whose view of the directory the planner's test takes. */
export const PLANNED_VIEWER = { tenantId: "t", connectionId: "c", visibility: "all" } as const;

const USERS = 30_000;
const GROUPS = 2000;

/** `n(i)`: the numbers from 1 on, in the SQL of both databases. */
function numbers(count: number): string {
  return `with recursive n (i) as (select 1 union all select i + 1 from n where i < ${count})`;
}

/**
 * Fills tenant `t` and connection `c` with 30,000 users and 2,000 groups; the first group has every user.
 * @param values - keys of indexed attributes, and how many users have a value of each
 */
export async function fillForPlans(db: Database, values: ReadonlyMap<string, number>): Promise<void> {
  await insert(db, "tenants", { tenant_id: "t", name: "tenant", created_at: 0 });
  const connection = {
    tenant_id: "t",
    id: "c",
    name: "c",
    mode: "tolerant",
    visibility: "all",
    options: "{}",
  };
  await insert(db, "connections", { ...connection, created_at: 0 });
  const statements = [
    `insert into users (tenant_id, id, user_name_key, display_name_key, family_name_key, given_name_key, title_key,
        active, display_name, version, created_at, last_modified_at, resource, search)
      ${numbers(USERS)}
      select 't', 'u' || i, 'user' || i, 'display' || i, 'family' || (i % 9000), 'given' || (i % 9000),
        'title' || (i % 9000), case when i % 500 = 0 then 0 else 1 end, 'd', 1, i, i, '{}', '{}' from n`,
    `insert into groups (tenant_id, id, display_name_key, display_name, member_count, version, created_at,
        last_modified_at, resource, search)
      ${numbers(GROUPS)} select 't', 'g' || i, 'group' || i, 'd', 0, 1, i, i, '{}', '{}' from n`,
    `insert into group_members (tenant_id, group_id, member_id, member_type)
      ${numbers(USERS)} select 't', 'g1', 'u' || i, 'User' from n`,
    `insert into group_members (tenant_id, group_id, member_id, member_type)
      ${numbers(USERS)} select 't', 'g' || (2 + i % ${GROUPS - 2}), 'u' || i, 'User' from n`,
    // Some externalIds have capitals, and so a key of their own without them.
    `insert into external_ids
        (tenant_id, connection_id, resource_id, external_id_key, external_id_folded_key, external_id)
      ${numbers(USERS)} select 't', 'c', 'u' || i, 'ext' || i, case when i % 3 = 0 then 'ext' || i end, 'ext' || i
      from n`,
    `insert into external_ids (tenant_id, connection_id, resource_id, external_id_key, external_id)
      ${numbers(GROUPS)} select 't', 'c', 'g' || i, 'ext' || i, 'ext' || i from n`,
  ];
  // Statistics come when the test asks for them, not whenever PostgreSQL finds the time.
  const tables =
    db.dialect === "postgres" ? ["users", "groups", "group_members", "external_ids", "attribute_values"] : [];
  for (const table of tables)
    await queryRows(db.write, `alter table ${table} set (autovacuum_enabled = false)`);
  for (const statement of statements) await queryRows(db.write, statement);
  for (const [attribute, count] of values) {
    await queryRows(
      db.write,
      `insert into attribute_values (tenant_id, attribute, value, resource_id)
        ${numbers(count)} select 't', ?, 'value' || i, 'u' || i from n`,
      [attribute],
    );
  }
}
