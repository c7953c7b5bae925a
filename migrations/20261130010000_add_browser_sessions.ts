import type { Knex } from "knex";

// Sessions that a browser has by a cookie end when nobody uses them for a while; all new columns are null for sessions
// by token. `idle_ms` is that while, `used_at` the last use, which may lag by a minute, and `confirmed_until` the end of
// the minutes for which the person has repeated the password.
export async function up(knex: Knex): Promise<void> {
  const text = knex.client.config.client === "pg" ? 'text collate "C"' : "text";
  await knex.raw("alter table sessions add column idle_ms bigint");
  await knex.raw("alter table sessions add column used_at bigint");
  await knex.raw("alter table sessions add column confirmed_until bigint");
  await knex.raw(`alter table sessions add column user_agent ${text}`);
}

export async function down(knex: Knex): Promise<void> {
  for (const column of ["user_agent", "confirmed_until", "used_at", "idle_ms"]) {
    await knex.raw(`alter table sessions drop column ${column}`);
  }
}
