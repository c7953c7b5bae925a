import type { Knex } from "knex";

// Who is in a group counts by the type of the member. With it in the index SQLite goes on looking members up by that
// index; without it SQLite read all members of the tenant for each decision.
export async function up(knex: Knex): Promise<void> {
  await knex.raw("drop index group_members_by_member");
  await knex.raw(
    "create index group_members_by_member on group_members (tenant_id, member_id, group_id, member_type)",
  );
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw("drop index group_members_by_member");
  await knex.raw("create index group_members_by_member on group_members (tenant_id, member_id, group_id)");
}
