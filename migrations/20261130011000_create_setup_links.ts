import type { Knex } from "knex";

// The link by which the first global administrator of a tenant is made with a browser; a tenant has one at most.
export async function up(knex: Knex): Promise<void> {
  const text = knex.client.config.client === "pg" ? 'text collate "C"' : "text";
  await knex.raw(`create table setup_links (
    tenant_id ${text} not null references tenants,
    hash ${text} not null unique,
    expires_at bigint not null,
    primary key (tenant_id)
  )`);
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable("setup_links");
}
