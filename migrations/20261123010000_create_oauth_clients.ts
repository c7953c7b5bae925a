import type { Knex } from "knex";

// How providers authenticate besides static tokens: clients of /oauth/token, and issuers whose signed tokens count.
export async function up(knex: Knex): Promise<void> {
  const text = knex.client.config.client === "pg" ? 'text collate "C"' : "text";
  const time = "bigint";
  const statements = [
    // A client id is found without knowing the tenant, hence unique among all.
    `create table oauth_clients (
      tenant_id ${text} not null,
      id ${text} not null,
      connection_id ${text} not null,
      client_id ${text} not null unique,
      scopes ${text} not null,
      token_lifetime ${time} not null,
      algorithms ${text} not null,
      jwks ${text},
      jwks_url ${text},
      created_at ${time} not null,
      primary key (tenant_id, id),
      foreign key (tenant_id, connection_id) references connections (tenant_id, id) on delete cascade
    )`,
    "create index oauth_clients_by_connection on oauth_clients (tenant_id, connection_id)",
    `create table client_secrets (
      tenant_id ${text} not null,
      id ${text} not null,
      oauth_client_id ${text} not null,
      hash ${text} not null,
      created_at ${time} not null,
      expires_at ${time},
      primary key (tenant_id, id),
      foreign key (tenant_id, oauth_client_id) references oauth_clients (tenant_id, id) on delete cascade
    )`,
    "create index client_secrets_by_client on client_secrets (tenant_id, oauth_client_id)",
    // Without a client, its tokens are presented to the API itself; with one, to /oauth/token as the client's proof.
    // An empty subject stands for any; scopes are null where the client has them.
    `create table trusted_issuers (
      tenant_id ${text} not null,
      id ${text} not null,
      connection_id ${text} not null,
      oauth_client_id ${text},
      issuer ${text} not null,
      audience ${text} not null,
      subject ${text} not null,
      jwks_url ${text} not null,
      scopes ${text},
      algorithms ${text} not null,
      created_at ${time} not null,
      primary key (tenant_id, id),
      foreign key (tenant_id, connection_id) references connections (tenant_id, id) on delete cascade,
      foreign key (tenant_id, oauth_client_id) references oauth_clients (tenant_id, id) on delete cascade
    )`,
    // One signed token must never mean two connections.
    `create unique index trusted_issuers_bearer on trusted_issuers (issuer, audience, subject)
      where oauth_client_id is null`,
    `create unique index trusted_issuers_client on trusted_issuers (issuer, audience, subject, oauth_client_id)
      where oauth_client_id is not null`,
    `create table used_assertions (
      tenant_id ${text} not null,
      hash ${text} not null,
      expires_at ${time} not null,
      primary key (tenant_id, hash)
    )`,
    "create index used_assertions_by_expiry on used_assertions (expires_at)",
    // Set for access tokens, which a client was given for one of its credentials; null for static tokens.
    `alter table tokens add column oauth_client_id ${text}`,
    `alter table tokens add column credential_id ${text}`,
    "create index tokens_by_client on tokens (tenant_id, oauth_client_id) where oauth_client_id is not null",
    "create index tokens_by_expiry on tokens (expires_at) where oauth_client_id is not null",
  ];
  for (const statement of statements) await knex.raw(statement);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw("drop index tokens_by_expiry");
  await knex.raw("drop index tokens_by_client");
  await knex.raw("delete from tokens where oauth_client_id is not null");
  await knex.raw("alter table tokens drop column credential_id");
  await knex.raw("alter table tokens drop column oauth_client_id");
  for (const table of ["used_assertions", "trusted_issuers", "client_secrets", "oauth_clients"]) {
    await knex.schema.dropTable(table);
  }
}
