import type { Knex } from "knex";

// Accounts: what a temporary password is besides its hash, sessions of people who signed in, failed sign-ins, and
// mails that wait. The new columns have defaults, so that a server of the version before goes on writing passwords.
export async function up(knex: Knex): Promise<void> {
  const postgres = knex.client.config.client === "pg";
  const text = postgres ? 'text collate "C"' : "text";
  const time = "bigint";
  const statements = [
    "alter table user_passwords add column must_change integer not null default 0",
    `alter table user_passwords add column expires_at ${time}`,
    "alter table user_passwords add column generated integer not null default 0",
    `create table sessions (
      tenant_id ${text} not null,
      id ${text} not null,
      user_id ${text} not null,
      hash ${text} not null unique,
      created_at ${time} not null,
      expires_at ${time} not null,
      primary key (tenant_id, id),
      foreign key (tenant_id, user_id) references users (tenant_id, id) on delete cascade
    )`,
    "create index sessions_by_user on sessions (tenant_id, user_id)",
    "create index sessions_by_end on sessions (tenant_id, expires_at)",
    // `subject` is the hash of a user name or an address. No reference to tenants: guesses at the names of tenants
    // are counted too, under an empty id.
    `create table sign_in_failures (
      tenant_id ${text} not null,
      subject ${text} not null,
      failures integer not null,
      until ${time} not null,
      primary key (tenant_id, subject)
    )`,
    "create index sign_in_failures_by_end on sign_in_failures (tenant_id, until)",
    // `content` is sealed with the server's key, and null once it was delivered or is too old.
    `create table mail_outbox (
      tenant_id ${text} not null references tenants,
      id ${text} not null,
      kind ${text} not null,
      user_id ${text},
      recipient ${text} not null,
      content ${text},
      state ${text} not null,
      attempts integer not null,
      created_at ${time} not null,
      due_at ${time} not null,
      leased_until ${time} not null,
      expires_at ${time} not null,
      settled_at ${time},
      error ${text},
      primary key (tenant_id, id),
      foreign key (tenant_id, user_id) references users (tenant_id, id) on delete cascade
    )`,
    "create index mail_outbox_by_user on mail_outbox (tenant_id, user_id)",
    // Few rows at any time: what waits, and what still has a content to erase.
    "create index mail_outbox_waiting on mail_outbox (tenant_id, due_at) where state = 'queued'",
    "create index mail_outbox_readable on mail_outbox (tenant_id, expires_at) where content is not null",
    "create index mail_outbox_settled on mail_outbox (tenant_id, settled_at) where settled_at is not null",
  ];
  for (const statement of statements) await knex.raw(statement);
}

export async function down(knex: Knex): Promise<void> {
  for (const table of ["mail_outbox", "sign_in_failures", "sessions"]) await knex.schema.dropTable(table);
  for (const column of ["generated", "expires_at", "must_change"]) {
    await knex.raw(`alter table user_passwords drop column ${column}`);
  }
}
