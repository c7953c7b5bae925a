import type { Knex } from "knex";

// Why somebody is kept out may be a change of something that is gone since, whose id nobody knows any longer: a role, a
// team, a SKU. Changes of these are few, so that their entries are found by the kind of what changed; those of users and
// groups, which are many, are not in the index.
export async function up(knex: Knex): Promise<void> {
  await knex.raw(
    `create index audit_entries_by_kind on audit_entries (tenant_id, resource_type, id)
     where resource_type in ('SecurityRole', 'Sku', 'Team')`,
  );
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw("drop index audit_entries_by_kind");
}
