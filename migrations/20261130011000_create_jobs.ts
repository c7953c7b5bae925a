import type { Knex } from "knex";

// Jobs change many users, one after the other; `roles` are those that the person who started the job had.
export async function up(knex: Knex): Promise<void> {
  const text = knex.client.config.client === "pg" ? 'text collate "C"' : "text";
  await knex.raw(`create table jobs (
    tenant_id ${text} not null references tenants,
    id ${text} not null,
    kind ${text} not null,
    params ${text} not null,
    state ${text} not null,
    total integer not null,
    done integer not null,
    failed integer not null,
    actor_kind ${text} not null,
    actor_id ${text} not null,
    roles ${text} not null,
    request_id ${text},
    leased_until bigint not null,
    created_at bigint not null,
    ended_at bigint,
    primary key (tenant_id, id)
  )`);
  await knex.raw("create index jobs_running on jobs (tenant_id, id) where ended_at is null");
  await knex.raw(`create table job_items (
    tenant_id ${text} not null,
    job_id ${text} not null,
    user_id ${text} not null,
    state ${text} not null,
    code ${text},
    detail ${text},
    primary key (tenant_id, job_id, user_id),
    foreign key (tenant_id, job_id) references jobs (tenant_id, id) on delete cascade
  )`);
  await knex.raw(
    "create index job_items_by_state on job_items (tenant_id, job_id, state, user_id) where state <> 'done'",
  );
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw("drop table job_items");
  await knex.raw("drop table jobs");
}
