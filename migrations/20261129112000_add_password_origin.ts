import type { Knex } from "knex";

// Which passwords came from a provisioning client, and which mail addresses somebody else vouches for. Of a password
// that is there already the audit trail tells: what no administrator and no person has set counts as the client's.
// The default says the same of what a server of the version before writes meanwhile.
export async function up(knex: Knex): Promise<void> {
  const text = knex.client.config.client === "pg" ? 'text collate "C"' : "text";
  const statements = [
    "alter table user_passwords add column from_provider integer not null default 1",
    `update user_passwords set from_provider = 0
     where generated = 1 or exists (select 1 from audit_entries a
       where a.tenant_id = user_passwords.tenant_id and a.resource_id = user_passwords.user_id
         and a.at = user_passwords.changed_at and a.trigger_kind <> 'scim'
         and a.action in ('user.created', 'user.changed', 'user.passwordChanged'))`,
    // `address_key` is the folded address.
    `create table confirmed_addresses (
      tenant_id ${text} not null,
      user_id ${text} not null,
      address_key ${text} not null,
      confirmed_at bigint not null,
      primary key (tenant_id, user_id, address_key),
      foreign key (tenant_id, user_id) references users (tenant_id, id) on delete cascade
    )`,
  ];
  for (const statement of statements) await knex.raw(statement);
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable("confirmed_addresses");
  await knex.raw("alter table user_passwords drop column from_provider");
}
