import type { Knex } from "knex";

// Settings of a tenant, or of one of its instances: rows for what differs from the default. `scope` is the id of an
// instance, or empty for the tenant.
export async function up(knex: Knex): Promise<void> {
  const postgres = knex.client.config.client === "pg";
  const text = postgres ? 'text collate "C"' : "text";
  await knex.raw(
    `create table tenant_settings (
      tenant_id ${text} not null references tenants,
      scope ${text} not null,
      name ${text} not null,
      value ${text} not null,
      primary key (tenant_id, scope, name)
    )`,
  );
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable("tenant_settings");
}
