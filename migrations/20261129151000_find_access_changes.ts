import type { Knex } from "knex";

// Finds the states of access that began, or that time ended, between two moments. The newest rows are at the end of the
// index, so that a change writes there alone.
export async function up(knex: Knex): Promise<void> {
  await knex.raw(
    "create index access_history_by_time on access_history (tenant_id, from_at, instance_id, user_id)",
  );
  await knex.raw(
    `create index access_history_due on access_history (tenant_id, due_at, instance_id, user_id)
     where due_at is not null`,
  );
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw("drop index access_history_due");
  await knex.raw("drop index access_history_by_time");
}
