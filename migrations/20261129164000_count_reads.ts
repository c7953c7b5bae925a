import type { Knex } from "knex";

// For how many requests an entry stands: those that only read and succeeded are counted together.
export async function up(knex: Knex): Promise<void> {
  await knex.raw("alter table provisioning_log add column requests bigint not null default 1");
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw("alter table provisioning_log drop column requests");
}
