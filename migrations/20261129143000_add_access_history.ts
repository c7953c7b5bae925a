import type { Knex } from "knex";

// What each person could do in each instance, and from when to when: one row for each state. Rows hold ids and codes
// only, so erasing a person does not touch them. The primary key serves both questions: a person at an instant, and
// everybody of an instance at an instant, page by page.
export async function up(knex: Knex): Promise<void> {
  await knex.schema.createTable("access_history", (table) => {
    table.text("tenant_id").notNullable();
    table.text("instance_id").notNullable();
    table.text("user_id").notNullable();
    table.bigInteger("from_at").notNullable();
    table.bigInteger("until_at");
    table.bigInteger("decided_at").notNullable();
    table.text("features").notNullable();
    table.text("reasons").notNullable();
    table.text("access_mode").notNullable();
    table.text("facts").notNullable();
    table.integer("rules").notNullable();
    table.text("roles").notNullable();
    table.bigInteger("due_at");
    table.text("due_facts");
    table.text("cause_entry");
    table.text("ended_by");
    table.integer("rebuilt").notNullable().defaultTo(0);
    table.primary(["tenant_id", "instance_id", "user_id", "from_at"]);
  });
  // The state that lasts: there is one for each person and instance.
  await knex.raw(
    `create unique index access_history_current on access_history (tenant_id, instance_id, user_id)
     where until_at is null`,
  );
  await knex.raw(
    `create index access_history_entering on access_history (tenant_id, instance_id)
     where until_at is null and features <> 'none'`,
  );
  // The people whose access a connection has ended lately.
  await knex.raw(
    `create index access_history_ended on access_history (tenant_id, ended_by, from_at) where ended_by is not null`,
  );
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable("access_history");
}
