import type { Knex } from "knex";
import { indexKey } from "../src/db/index-key.js";
import { fold } from "../src/schema/fold.js";

interface Row {
  readonly tenant_id: string;
  readonly id: string;
  readonly resource: string;
}

/** Rows that are read at once. */
const BATCH = 500;

// Deleted users are found by the userName that they had; null for groups.
export async function up(knex: Knex): Promise<void> {
  const text = knex.client.config.client === "pg" ? 'text collate "C"' : "text";
  await knex.raw(`alter table tombstones add column name_key ${text}`);
  await knex.raw(`create index tombstones_by_name on tombstones (tenant_id, name_key, id)
    where name_key is not null`);
  let rows = await readBatch(knex, ["", ""]);
  for (let last = rows.at(-1); last !== undefined; last = rows.at(-1)) {
    for (const row of rows) await nameRow(knex, row);
    rows = await readBatch(knex, [last.tenant_id, last.id]);
  }
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw("drop index tombstones_by_name");
  await knex.raw("alter table tombstones drop column name_key");
}

async function readBatch(knex: Knex, after: readonly string[]): Promise<Row[]> {
  return knex<Row>("tombstones")
    .select("tenant_id", "id", "resource")
    .where("resource_type", "User")
    .whereRaw("(tenant_id, id) > (?, ?)", [...after])
    .orderBy(["tenant_id", "id"])
    .limit(BATCH);
}

async function nameRow(knex: Knex, { resource, ...key }: Row): Promise<void> {
  const { userName } = JSON.parse(resource) as { userName?: unknown };
  if (typeof userName !== "string") return;
  await knex("tombstones")
    .where(key)
    .update({ name_key: indexKey(fold(userName)) });
}
