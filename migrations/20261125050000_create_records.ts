import type { Knex } from "knex";

// What each instance has of each person. `records` is what Usher knows and applied; `instance_users` is the user table
// of the embedded instances themselves, which their people may edit. `sync_tasks` says whose records are to be looked
// at: one row per person and instance, however often it changes.
export async function up(knex: Knex): Promise<void> {
  const postgres = knex.client.config.client === "pg";
  const text = postgres ? 'text collate "C"' : "text";
  const time = "bigint";
  const statements = [
    `create table records (
      tenant_id ${text} not null,
      instance_id ${text} not null,
      id ${text} not null,
      user_id ${text},
      kind ${text} not null,
      name_key ${text} not null,
      shown_name ${text} not null,
      access_mode ${text} not null,
      enabled integer not null,
      disabled_at ${time},
      columns ${text} not null,
      roles ${text} not null,
      problems ${text} not null,
      reasons ${text} not null,
      reasons_since ${time} not null,
      reasons_cause ${text} not null,
      synced_at ${time},
      version integer not null,
      created_at ${time} not null,
      last_modified_at ${time} not null,
      primary key (tenant_id, instance_id, id),
      foreign key (tenant_id, instance_id) references instances (tenant_id, id) on delete cascade
    )`,
    "create unique index records_by_user on records (tenant_id, user_id, instance_id) where user_id is not null",
    "create index records_by_name on records (tenant_id, instance_id, name_key)",
    "create index records_by_kind on records (tenant_id, instance_id, kind, enabled, id)",
    "create index records_by_mode on records (tenant_id, instance_id, access_mode, kind, id)",
    `create table instance_users (
      tenant_id ${text} not null,
      instance_id ${text} not null,
      id ${text} not null,
      directory_id ${text},
      application_id ${text},
      columns ${text} not null,
      roles ${text} not null,
      access_mode integer not null,
      is_disabled integer not null,
      version integer not null,
      modified_at ${time} not null,
      primary key (tenant_id, instance_id, id),
      foreign key (tenant_id, instance_id) references instances (tenant_id, id) on delete cascade
    )`,
    "create unique index instance_users_by_directory on instance_users (tenant_id, instance_id, directory_id) where directory_id is not null",
    "create unique index instance_users_by_application on instance_users (tenant_id, instance_id, application_id) where application_id is not null",
    `create table sync_tasks (
      tenant_id ${text} not null,
      user_id ${text} not null,
      instance_id ${text} not null,
      generation integer not null,
      cause ${text} not null,
      asked_at ${time} not null,
      due_at ${time} not null,
      lease_id ${text},
      leased_until ${time} not null,
      attempts integer not null,
      parked ${text},
      primary key (tenant_id, user_id, instance_id),
      foreign key (tenant_id, instance_id) references instances (tenant_id, id) on delete cascade
    )`,
    "create index sync_tasks_due on sync_tasks (due_at) where parked is null",
    "create index sync_tasks_by_lease on sync_tasks (lease_id) where lease_id is not null",
    `create table sync_jobs (
      tenant_id ${text} not null,
      id ${text} not null,
      instance_id ${text},
      state ${text} not null,
      position ${text} not null,
      people integer not null,
      leased_until ${time} not null,
      created_at ${time} not null,
      ended_at ${time},
      primary key (tenant_id, id)
    )`,
    "create index sync_jobs_open on sync_jobs (tenant_id, id) where state = 'running'",
  ];
  for (const statement of statements) await knex.raw(statement);
}

export async function down(knex: Knex): Promise<void> {
  for (const table of ["sync_jobs", "sync_tasks", "instance_users", "records"]) {
    await knex.schema.dropTable(table);
  }
}
