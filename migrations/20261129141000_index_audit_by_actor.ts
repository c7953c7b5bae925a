import type { Knex } from "knex";

// What a connection or a person did in an interval. Only sealed entries are in the index: the sealer then writes it for
// many entries at once, and a change does not pay for it. Those that wait to be sealed are few, and found without it.
export async function up(knex: Knex): Promise<void> {
  await knex.raw(
    `create index audit_entries_by_actor on audit_entries (tenant_id, actor_id, id) where sequence is not null`,
  );
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw("drop index audit_entries_by_actor");
}
