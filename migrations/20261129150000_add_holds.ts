import type { Knex } from "knex";

// A hold is an incident: changes of a connection that would have taken access from many people at once. The changes
// are stored, and their effect on access waits. `access_kept` has a row for each person and instance in which the
// facts before the change count, until the hold ends; an exception has no end.
export async function up(knex: Knex): Promise<void> {
  await knex.schema.createTable("holds", (table) => {
    table.text("tenant_id").notNullable();
    table.text("id").notNullable();
    table.text("connection_id").notNullable();
    table.text("state").notNullable();
    table.bigInteger("started_at").notNullable();
    table.bigInteger("ends_at").notNullable();
    table.bigInteger("closed_at");
    table.integer("people").notNullable().defaultTo(0);
    table.text("request_id");
    table.text("cause_entry");
    table.text("end_entry");
    table.primary(["tenant_id", "id"]);
  });
  await knex.raw(
    "create index holds_open on holds (tenant_id, connection_id, started_at) where state = 'open'",
  );
  await knex.schema.createTable("access_kept", (table) => {
    table.text("tenant_id").notNullable();
    table.text("user_id").notNullable();
    table.text("instance_id").notNullable();
    table.text("hold_id").notNullable();
    table.text("state").notNullable();
    table.bigInteger("ends_at");
    table.text("facts").notNullable();
    table.text("roles").notNullable();
    table.text("team_roles").notNullable();
    table.text("live_facts").notNullable();
    table.primary(["tenant_id", "user_id", "instance_id"]);
  });
  await knex.raw("create index access_kept_hold on access_kept (tenant_id, hold_id, user_id)");
  await knex.raw("create index access_kept_due on access_kept (ends_at) where ends_at is not null");
  // Why the seat is there although its person has lost it: `dropped` if nothing but a hold grants it, `suspended` if
  // the person is inactive.
  await knex.schema.alterTable("seats", (table) => {
    table.text("kept");
  });
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.alterTable("seats", (table) => {
    table.dropColumn("kept");
  });
  await knex.schema.dropTable("access_kept");
  await knex.schema.dropTable("holds");
}
