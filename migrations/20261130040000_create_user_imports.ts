import type { Knex } from "knex";

// The plan of an import of users, and its lines; both are kept for a day. `counts` is null while the file is read,
// `password` is sealed until whoever applied the plan takes it.
export async function up(knex: Knex): Promise<void> {
  const text = knex.client.config.client === "pg" ? 'text collate "C"' : "text";
  await knex.raw(`create table user_imports (
    tenant_id ${text} not null references tenants,
    id ${text} not null,
    licenses ${text} not null,
    columns ${text},
    counts ${text},
    job_id ${text},
    created_at bigint not null,
    expires_at bigint not null,
    primary key (tenant_id, id)
  )`);
  await knex.raw("create index user_imports_by_end on user_imports (tenant_id, expires_at)");
  await knex.raw(`create table user_import_lines (
    tenant_id ${text} not null,
    import_id ${text} not null,
    line integer not null,
    action ${text} not null,
    user_id ${text},
    user_name ${text},
    user_key ${text},
    attributes ${text},
    changed ${text},
    code ${text},
    detail ${text},
    password ${text},
    primary key (tenant_id, import_id, line),
    unique (tenant_id, import_id, user_key),
    foreign key (tenant_id, import_id) references user_imports (tenant_id, id) on delete cascade
  )`);
  await knex.raw(
    "create index user_import_lines_by_user on user_import_lines (tenant_id, import_id, user_id) where user_id is not null",
  );
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw("drop table user_import_lines");
  await knex.raw("drop table user_imports");
}
