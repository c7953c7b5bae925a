import type { Knex } from "knex";

// Tasks that became due together are leased in the order of people: without the rest of the order in the index, each
// lease sorted all of them.
export async function up(knex: Knex): Promise<void> {
  await knex.raw("drop index sync_tasks_due");
  await knex.raw(
    "create index sync_tasks_due on sync_tasks (due_at, user_id, instance_id) where parked is null",
  );
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw("drop index sync_tasks_due");
  await knex.raw("create index sync_tasks_due on sync_tasks (due_at) where parked is null");
}
