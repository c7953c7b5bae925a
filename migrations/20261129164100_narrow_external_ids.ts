import type { Knex } from "knex";

const COLUMNS =
  "tenant_id, connection_id, resource_id, external_id_key, external_id, external_id_folded_key" as const;

// The key begins with the resource, so that the externalIds of a resource need no index of their own; SQLite keeps the
// rows in it. The build before finds the same columns and the same unique key.
export async function up(knex: Knex): Promise<void> {
  await rebuild(knex, "tenant_id, resource_id, connection_id", " without rowid");
  if (knex.client.config.client === "pg") await knex.raw("drop index external_ids_by_resource");
}

export async function down(knex: Knex): Promise<void> {
  await rebuild(knex, "tenant_id, connection_id, resource_id", "");
  await knex.raw("create index external_ids_by_resource on external_ids (tenant_id, resource_id)");
}

async function rebuild(knex: Knex, key: string, form: string): Promise<void> {
  if (knex.client.config.client === "pg") {
    await knex.raw(`alter table external_ids drop constraint external_ids_pkey, add primary key (${key})`);
    return;
  }
  const statements = [
    `create table external_ids_new (
      tenant_id text not null,
      connection_id text not null,
      resource_id text not null,
      external_id_key text not null,
      external_id text not null,
      external_id_folded_key text,
      primary key (${key}),
      foreign key (tenant_id, connection_id) references connections (tenant_id, id) on delete cascade
    )${form}`,
    `insert into external_ids_new (${COLUMNS}) select ${COLUMNS} from external_ids`,
    "drop table external_ids",
    "alter table external_ids_new rename to external_ids",
    `create index external_ids_by_value
      on external_ids (tenant_id, connection_id, external_id_key, resource_id)`,
    `create index external_ids_by_folded_value
      on external_ids (tenant_id, connection_id, external_id_folded_key, resource_id)
      where external_id_folded_key is not null`,
  ];
  for (const statement of statements) await knex.raw(statement);
}
