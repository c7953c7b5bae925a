import type { Knex } from "knex";
import { newId } from "../src/db/new-id.js";

// Kinds and modes of users. `chosen_mode` is what somebody chose for one record; where there is none, the user's
// default counts. `claims_mode` keeps a place among the non-interactive users of an instance for a record that is being
// made. `applications` says whose an application id is. `owned_rows` are rows of an instance's business tables.
export async function up(knex: Knex): Promise<void> {
  const postgres = knex.client.config.client === "pg";
  const text = postgres ? 'text collate "C"' : "text";
  const time = "bigint";
  const statements = [
    `alter table records add column chosen_mode ${text}`,
    `alter table records add column mode_since ${time}`,
    "update records set mode_since = last_modified_at",
    "create unique index records_stub on records (tenant_id, instance_id, name_key) where kind = 'stub'",
    "alter table sync_tasks add column claims_mode integer not null default 0",
    `create index sync_tasks_claims on sync_tasks (tenant_id, instance_id) where claims_mode = 1`,
    `create table applications (
      tenant_id ${text} not null,
      application_id ${text} not null,
      user_id ${text} not null,
      primary key (tenant_id, application_id),
      foreign key (tenant_id, user_id) references users (tenant_id, id) on delete cascade deferrable initially deferred
    )`,
    "create index applications_by_user on applications (tenant_id, user_id)",
    // Who has an application id from before has it alone from now on; of several the oldest.
    `insert into applications (tenant_id, application_id, user_id)
     select a.tenant_id, a.value, min(a.resource_id) from attribute_values a
     where a.attribute = 'urn:ietf:params:scim:schemas:extension:crm:2.0:user:applicationid'
     group by a.tenant_id, a.value`,
    `create table owned_rows (
      tenant_id ${text} not null,
      instance_id ${text} not null,
      table_name ${text} not null,
      row_id ${text} not null,
      record_id ${text} not null,
      primary key (tenant_id, instance_id, table_name, row_id),
      foreign key (tenant_id, instance_id) references instances (tenant_id, id) on delete cascade
    )`,
    "create index owned_rows_by_record on owned_rows (tenant_id, instance_id, record_id, table_name, row_id)",
    `create table workflows (
      tenant_id ${text} not null,
      id ${text} not null,
      kind ${text} not null,
      user_id ${text} not null,
      instance_id ${text} not null,
      state ${text} not null,
      sku_id ${text},
      problem ${text},
      attempts integer not null,
      due_at ${time} not null,
      leased_until ${time} not null,
      created_at ${time} not null,
      changed_at ${time} not null,
      ended_at ${time},
      primary key (tenant_id, id),
      foreign key (tenant_id, instance_id) references instances (tenant_id, id) on delete cascade
    )`,
    "create index workflows_due on workflows (due_at) where ended_at is null",
    "create unique index workflows_open on workflows (tenant_id, user_id, instance_id) where ended_at is null",
  ];
  for (const statement of statements) await knex.raw(statement);
  await addSystemUsers(knex);
}

/** The platform's own users at the time of this migration: name and access mode. */
const SYSTEM_USERS = [
  ["crmoln@microsoft.com", "supportUser"],
  ["crmoln2@microsoft.com", "delegatedAdmin"],
] as const;

/** Instances from before get the records that a new one begins with. */
async function addSystemUsers(knex: Knex): Promise<void> {
  const now = Date.now();
  const instances: { tenant_id: string; id: string }[] = await knex("instances").select("tenant_id", "id");
  for (const instance of instances) {
    for (const [name, mode] of SYSTEM_USERS) {
      await knex("records").insert({
        tenant_id: instance.tenant_id,
        instance_id: instance.id,
        id: newId(),
        kind: "system",
        name_key: name,
        shown_name: name,
        access_mode: mode,
        mode_since: now,
        enabled: 1,
        columns: JSON.stringify({ domainname: name }),
        roles: "[]",
        problems: "[]",
        reasons: '["SYSTEM_USER"]',
        reasons_since: now,
        reasons_cause: "instance",
        version: 1,
        created_at: now,
        last_modified_at: now,
      });
    }
  }
}

export async function down(knex: Knex): Promise<void> {
  for (const table of ["workflows", "owned_rows", "applications"]) await knex.schema.dropTable(table);
  await knex.raw("drop index records_stub");
  await knex.raw("drop index sync_tasks_claims");
  await knex.raw("delete from records where kind in ('stub', 'system')");
  await knex.raw("alter table records drop column chosen_mode");
  await knex.raw("alter table records drop column mode_since");
  await knex.raw("alter table sync_tasks drop column claims_mode");
}
