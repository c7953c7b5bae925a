import type { Knex } from "knex";

// What a deleted user was in instances, what stood beside its row, and whose user it was, so that restoring loses
// nothing.
export async function up(knex: Knex): Promise<void> {
  const text = knex.client.config.client === "pg" ? 'text collate "C"' : "text";
  await knex.raw("alter table tombstones add column belongings text");
  await knex.raw(`alter table tombstones add column connection_id ${text}`);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw("alter table tombstones drop column connection_id");
  await knex.raw("alter table tombstones drop column belongings");
}
