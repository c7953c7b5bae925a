import type { Knex } from "knex";

// What the log of requests tells besides: why a request was refused, its path and query, and of a refused sign-in from
// where and with what it was tried. Nullable, so that a server of the version before goes on writing.
const COLUMNS = ["reason", "path", "query", "address", "credential"];

export async function up(knex: Knex): Promise<void> {
  const text = knex.client.config.client === "pg" ? 'text collate "C"' : "text";
  for (const column of COLUMNS) await knex.raw(`alter table provisioning_log add column ${column} ${text}`);
}

export async function down(knex: Knex): Promise<void> {
  for (const column of COLUMNS) await knex.raw(`alter table provisioning_log drop column ${column}`);
}
