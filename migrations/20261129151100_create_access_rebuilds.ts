import type { Knex } from "knex";

// What has to be rebuilt of the history of access: a row for each tenant that had records before the history began.
export async function up(knex: Knex): Promise<void> {
  await knex.schema.createTable("access_rebuilds", (table) => {
    table.text("tenant_id").primary();
    table.bigInteger("began_at").notNullable();
    table.text("stage").notNullable();
    table.text("position").notNullable();
  });
  await knex.raw(
    `insert into access_rebuilds (tenant_id, began_at, stage, position)
     select t.tenant_id, cast(? as bigint), 'current', '' from tenants t
     where exists (select 1 from records r where r.tenant_id = t.tenant_id)`,
    [Date.now()],
  );
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable("access_rebuilds");
}
