import type { Knex } from "knex";

// A search reads the roles of all instances by name, without the copy that each business unit has.
export async function up(knex: Knex): Promise<void> {
  await knex.raw(
    "create index security_roles_originals on security_roles (tenant_id, name_key) where root_id = id",
  );
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw("drop index security_roles_originals");
}
