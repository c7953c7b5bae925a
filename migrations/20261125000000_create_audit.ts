import type { Knex } from "knex";

// The audit trail. What is in `personal` may be erased: `values_hash`, which the row's own hash covers, is its salted
// hash. `sequence` and `chain` are set by the sealer, in the order of sealing; an entry without them waits for it.
// No references: a trail outlives what it tells of, and a reference would lock a row of the tenant in each change.
export async function up(knex: Knex): Promise<void> {
  const text = knex.client.config.client === "pg" ? 'text collate "C"' : "text";
  const statements = [
    // The id is a UUIDv7 of `at`, so that its order is the order of the trail.
    `create table audit_entries (
      tenant_id ${text} not null,
      id ${text} not null,
      at bigint not null,
      action ${text} not null,
      resource_type ${text} not null,
      resource_id ${text} not null,
      actor_kind ${text} not null,
      actor_id ${text} not null,
      trigger_kind ${text} not null,
      request_id ${text},
      changed ${text},
      facts ${text},
      values_hash ${text},
      hash ${text} not null,
      salt ${text},
      personal ${text},
      sequence bigint,
      chain ${text},
      primary key (tenant_id, id)
    )`,
    "create index audit_entries_by_resource on audit_entries (tenant_id, resource_id, id)",
    "create index audit_entries_unsealed on audit_entries (tenant_id, id) where sequence is null",
    `create unique index audit_entries_by_sequence on audit_entries (tenant_id, sequence)
      where sequence is not null`,
    // The last sealed entry of each tenant.
    `create table audit_heads (
      tenant_id ${text} not null primary key,
      sequence bigint not null,
      chain ${text} not null
    )`,
  ];
  for (const statement of statements) await knex.raw(statement);
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable("audit_heads");
  await knex.schema.dropTable("audit_entries");
}
