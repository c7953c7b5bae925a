import type { Knex } from "knex";

// From where people have signed in, so that what others try under their names does not lock them out there. `network` is
// the hash of the user and the network of the address.
export async function up(knex: Knex): Promise<void> {
  const text = knex.client.config.client === "pg" ? 'text collate "C"' : "text";
  await knex.raw(`create table sign_in_addresses (
    tenant_id ${text} not null,
    user_id ${text} not null,
    network ${text} not null,
    last_at bigint not null,
    primary key (tenant_id, user_id, network),
    foreign key (tenant_id, user_id) references users (tenant_id, id) on delete cascade
  )`);
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable("sign_in_addresses");
}
