import type { Knex } from "knex";

// What waits to be synchronized, minute by minute, so that its course can be shown.
export async function up(knex: Knex): Promise<void> {
  const text = knex.client.config.client === "pg" ? 'text collate "C"' : "text";
  await knex.raw(`create table sync_samples (
    tenant_id ${text} not null,
    instance_id ${text} not null,
    at bigint not null,
    waiting integer not null,
    parked integer not null,
    lag integer not null,
    primary key (tenant_id, instance_id, at),
    foreign key (tenant_id, instance_id) references instances (tenant_id, id) on delete cascade
  )`);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw("drop table sync_samples");
}
