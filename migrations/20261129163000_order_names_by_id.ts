import type { Knex } from "knex";

/** Columns by which users are sought and sorted. Equal ones come in the order of their ids: an index gives a page. */
const COLUMNS = ["display_name", "family_name", "given_name", "title"];

export async function up(knex: Knex): Promise<void> {
  for (const column of COLUMNS) await recreate(knex, column, `${column}_key, id`);
}

export async function down(knex: Knex): Promise<void> {
  for (const column of COLUMNS) await recreate(knex, column, `${column}_key`);
}

async function recreate(knex: Knex, column: string, columns: string): Promise<void> {
  await knex.raw(`drop index users_${column}`);
  await knex.raw(`create index users_${column} on users (tenant_id, ${columns})`);
}
