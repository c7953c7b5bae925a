import type { Knex } from "knex";

// The audit trail. `content` never holds a personal value: those are in `personal`, which may be erased, and
// `content` holds their salted hash. `sequence` and `chain` are set by the sealer, in the order of sealing.
export async function up(knex: Knex): Promise<void> {
  const postgres = knex.client.config.client === "pg";
  const text = postgres ? 'text collate "C"' : "text";
  const statements = [
    `create table audit_entries (
      tenant_id ${text} not null references tenants,
      id ${text} not null,
      at bigint not null,
      action ${text} not null,
      resource_type ${text} not null,
      resource_id ${text} not null,
      content ${text} not null,
      hash ${text} not null,
      salt ${text},
      personal ${text},
      sequence bigint,
      chain ${text},
      primary key (tenant_id, id)
    )`,
    "create index audit_entries_by_resource on audit_entries (tenant_id, resource_id, id)",
    "create unique index audit_entries_by_sequence on audit_entries (tenant_id, sequence)",
  ];
  for (const statement of statements) await knex.raw(statement);
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable("audit_entries");
}
