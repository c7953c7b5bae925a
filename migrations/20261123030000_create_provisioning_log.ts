import type { Knex } from "knex";

// What connections do: the log of their requests, the habits they show, and what of their rate limits is used up.
// No references: a batch holds rows of many connections, and must not fail for one that is gone.
export async function up(knex: Knex): Promise<void> {
  const text = knex.client.config.client === "pg" ? 'text collate "C"' : "text";
  const time = "bigint";
  const statements = [
    // The id is a UUIDv7 of the time when the request ended, so that its order is the order of the log.
    `create table provisioning_log (
      tenant_id ${text} not null,
      id ${text} not null,
      connection_id ${text} not null,
      token_id ${text} not null,
      request_id ${text} not null,
      at ${time} not null,
      duration double precision not null,
      operation ${text} not null,
      resource_type ${text},
      resource_id ${text},
      status integer not null,
      code ${text},
      scim_type ${text},
      attributes ${text} not null,
      changed ${text} not null,
      ignored ${text} not null,
      user_agent ${text},
      detail ${text},
      request_body ${text},
      response_body ${text},
      primary key (tenant_id, id)
    )`,
    "create index provisioning_log_by_request on provisioning_log (tenant_id, request_id)",
    `create index provisioning_log_by_resource on provisioning_log (tenant_id, resource_id, id)
      where resource_id is not null`,
    "create index provisioning_log_failures on provisioning_log (tenant_id, id) where status >= 400",
    `create table connection_habits (
      tenant_id ${text} not null,
      connection_id ${text} not null,
      habit ${text} not null,
      count bigint not null,
      first_seen_at ${time} not null,
      last_seen_at ${time} not null,
      primary key (tenant_id, connection_id, habit)
    )`,
    // full_at is when the bucket will be full again if nothing more is taken, in microseconds; a token of a bucket for
    // 1,000 requests a second is 1,000 of them. granted is what the last lease took.
    `create table rate_limits (
      tenant_id ${text} not null,
      connection_id ${text} not null,
      bucket ${text} not null,
      full_at bigint not null,
      leased_at bigint not null,
      granted integer not null,
      primary key (tenant_id, connection_id, bucket)
    )`,
  ];
  for (const statement of statements) await knex.raw(statement);
}

export async function down(knex: Knex): Promise<void> {
  for (const table of ["rate_limits", "connection_habits", "provisioning_log"]) {
    await knex.schema.dropTable(table);
  }
}
