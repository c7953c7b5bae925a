import type { Knex } from "knex";

// Every table begins with tenant_id, first in every key: isolation, and the distribution column of
// PostgreSQL-compatible engines. Times are UTC milliseconds. Columns named *_key hold indexKey(fold(value)).
export async function up(knex: Knex): Promise<void> {
  const postgres = knex.client.config.client === "pg";
  // Byte order on both databases: an index seek and a comparison must mean the same everywhere.
  const text = postgres ? 'text collate "C"' : "text";
  const json = postgres ? "jsonb" : "text";
  const time = "bigint";
  const compact = postgres ? "" : " without rowid";
  const statements = [
    `create table tenants (
      tenant_id ${text} not null primary key,
      name ${text} not null unique,
      created_at ${time} not null
    )`,
    `create table connections (
      tenant_id ${text} not null references tenants,
      id ${text} not null,
      name ${text} not null,
      mode ${text} not null,
      visibility ${text} not null,
      options ${text} not null,
      created_at ${time} not null,
      primary key (tenant_id, id),
      unique (tenant_id, name)
    )`,
    `create table tokens (
      tenant_id ${text} not null,
      id ${text} not null,
      connection_id ${text} not null,
      name ${text} not null,
      hash ${text} not null unique,
      scopes ${text} not null,
      user_id ${text},
      created_at ${time} not null,
      expires_at ${time},
      last_used_at ${time},
      revoked_at ${time},
      primary key (tenant_id, id),
      foreign key (tenant_id, connection_id) references connections (tenant_id, id) on delete cascade
    )`,
    "create index tokens_by_connection on tokens (tenant_id, connection_id)",
    `create table users (
      tenant_id ${text} not null references tenants,
      id ${text} not null,
      connection_id ${text},
      user_name_key ${text} not null,
      display_name_key ${text},
      family_name_key ${text},
      given_name_key ${text},
      title_key ${text},
      active integer,
      display_name ${text} not null,
      version integer not null,
      created_at ${time} not null,
      last_modified_at ${time} not null,
      resource ${text} not null,
      search ${json} not null,
      primary key (tenant_id, id)
    )`,
    "create unique index users_user_name on users (tenant_id, user_name_key)",
    "create index users_display_name on users (tenant_id, display_name_key)",
    "create index users_family_name on users (tenant_id, family_name_key)",
    "create index users_given_name on users (tenant_id, given_name_key)",
    "create index users_title on users (tenant_id, title_key)",
    "create index users_active on users (tenant_id, active, id)",
    "create index users_created_at on users (tenant_id, created_at, id)",
    "create index users_connection on users (tenant_id, connection_id, id)",
    "create index users_last_modified_at on users (tenant_id, last_modified_at, id)",
    `create table user_passwords (
      tenant_id ${text} not null,
      user_id ${text} not null,
      hash ${text} not null,
      changed_at ${time} not null,
      primary key (tenant_id, user_id),
      foreign key (tenant_id, user_id) references users (tenant_id, id) on delete cascade
    )`,
    `create table groups (
      tenant_id ${text} not null references tenants,
      id ${text} not null,
      connection_id ${text},
      display_name_key ${text} not null,
      unique_name_key ${text},
      display_name ${text} not null,
      member_count integer not null,
      version integer not null,
      created_at ${time} not null,
      last_modified_at ${time} not null,
      resource ${text} not null,
      search ${json} not null,
      primary key (tenant_id, id)
    )`,
    "create unique index groups_unique_name on groups (tenant_id, unique_name_key)",
    "create index groups_display_name on groups (tenant_id, display_name_key)",
    "create index groups_created_at on groups (tenant_id, created_at, id)",
    "create index groups_connection on groups (tenant_id, connection_id, id)",
    "create index groups_last_modified_at on groups (tenant_id, last_modified_at, id)",
    // No reference from member_id: a connection may name a member that does not exist (yet).
    `create table group_members (
      tenant_id ${text} not null,
      group_id ${text} not null,
      member_id ${text} not null,
      member_type ${text},
      display ${text},
      display_key ${text},
      primary key (tenant_id, group_id, member_id),
      foreign key (tenant_id, group_id) references groups (tenant_id, id) on delete cascade
    )${compact}`,
    "create index group_members_by_member on group_members (tenant_id, member_id, group_id)",
    // One row per value of an attribute that filters seek by; value is indexKey of the folded or exact value.
    `create table attribute_values (
      tenant_id ${text} not null,
      attribute ${text} not null,
      value ${text} not null,
      resource_id ${text} not null,
      primary key (tenant_id, attribute, value, resource_id)
    )${compact}`,
    // Correlates a person with the CRM's record: one user of a tenant at the most.
    `create unique index attribute_values_unique on attribute_values (tenant_id, attribute, value)
      where attribute = 'urn:ietf:params:scim:schemas:extension:crm:2.0:user:directoryobjectid'`,
    "create index attribute_values_by_resource on attribute_values (tenant_id, resource_id)",
    `create table external_ids (
      tenant_id ${text} not null,
      connection_id ${text} not null,
      resource_id ${text} not null,
      external_id_key ${text} not null,
      external_id ${text} not null,
      primary key (tenant_id, connection_id, resource_id),
      foreign key (tenant_id, connection_id) references connections (tenant_id, id) on delete cascade
    )`,
    "create index external_ids_by_value on external_ids (tenant_id, connection_id, external_id_key, resource_id)",
    "create index external_ids_by_resource on external_ids (tenant_id, resource_id)",
    // Several rows per type, so that creates on PostgreSQL do not queue for one; the total is their sum.
    `create table resource_counts (
      tenant_id ${text} not null,
      resource_type ${text} not null,
      shard integer not null,
      total bigint not null,
      primary key (tenant_id, resource_type, shard)
    )`,
    `create table tombstones (
      tenant_id ${text} not null references tenants,
      id ${text} not null,
      resource_type ${text} not null,
      version integer not null,
      created_at ${time} not null,
      deleted_at ${time} not null,
      resource ${text} not null,
      primary key (tenant_id, id)
    )`,
    "create index tombstones_by_age on tombstones (tenant_id, deleted_at, id)",
  ];
  for (const statement of statements) await knex.raw(statement);
}

export async function down(knex: Knex): Promise<void> {
  const tables = [
    "tombstones",
    "resource_counts",
    "external_ids",
    "attribute_values",
    "group_members",
    "groups",
    "user_passwords",
    "users",
    "tokens",
    "connections",
    "tenants",
  ];
  for (const table of tables) await knex.schema.dropTable(table);
}
