import type { Knex } from "knex";

// Extension schemas that a tenant declares at run time, as the documents it gave.
export async function up(knex: Knex): Promise<void> {
  const text = knex.client.config.client === "pg" ? 'text collate "C"' : "text";
  await knex.raw(`create table extension_schemas (
    tenant_id ${text} not null references tenants,
    urn ${text} not null,
    document ${text} not null,
    created_at bigint not null,
    primary key (tenant_id, urn)
  )`);
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable("extension_schemas");
}
