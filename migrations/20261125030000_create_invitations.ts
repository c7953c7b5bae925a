import type { Knex } from "knex";

// Invitations belong to persons, requirements to (person, instance). At most one invitation of a person is open;
// sending another one gives the open one a new token and a new time. A token is gone when its invitation has ended.
export async function up(knex: Knex): Promise<void> {
  const postgres = knex.client.config.client === "pg";
  const text = postgres ? 'text collate "C"' : "text";
  const time = "bigint";
  const statements = [
    // `kind`: "first" for a person who never accepted one, "again" for one that a requirement or nothing asks for.
    // `shown`: the status that the person's representation has, so that it is rewritten when time changes it.
    `create table invitations (
      tenant_id ${text} not null references tenants,
      id ${text} not null,
      user_id ${text} not null,
      kind ${text} not null,
      state ${text} not null,
      shown ${text} not null,
      token_hash ${text},
      sku_id ${text},
      issued_at ${time} not null,
      near_at ${time} not null,
      expires_at ${time} not null,
      ended_at ${time},
      issuer_kind ${text} not null,
      issuer_id ${text} not null,
      primary key (tenant_id, id)
    )`,
    "create unique index invitations_open on invitations (tenant_id, user_id) where state = 'open'",
    "create unique index invitations_token on invitations (token_hash) where token_hash is not null",
    "create index invitations_by_user on invitations (tenant_id, user_id, id)",
    "create index invitations_due on invitations (expires_at) where state = 'open'",
    "create index invitations_near on invitations (near_at) where state = 'open' and shown = 'Invited'",
    // `shown`: whether the person's representation says so yet.
    `create table invitation_requirements (
      tenant_id ${text} not null,
      user_id ${text} not null,
      instance_id ${text} not null,
      since ${time} not null,
      cause ${text} not null,
      shown integer not null,
      primary key (tenant_id, user_id, instance_id)
    )`,
    "create index invitation_requirements_new on invitation_requirements (tenant_id, user_id) where shown = 0",
  ];
  for (const statement of statements) await knex.raw(statement);
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable("invitation_requirements");
  await knex.schema.dropTable("invitations");
}
