import type { Knex } from "knex";
import { indexKey } from "../src/db/index-key.js";
import { fold } from "../src/schema/fold.js";

interface Row {
  readonly tenant_id: string;
  readonly connection_id: string;
  readonly resource_id: string;
  readonly external_id: string;
}

/** Rows that are read at once. */
const BATCH = 1000;

// The externalId without case, for connections that compare it so; null where that is the externalId itself.
export async function up(knex: Knex): Promise<void> {
  const text = knex.client.config.client === "pg" ? 'text collate "C"' : "text";
  await knex.raw(`alter table external_ids add column external_id_folded_key ${text}`);
  await knex.raw(`create index external_ids_by_folded_value
    on external_ids (tenant_id, connection_id, external_id_folded_key, resource_id)
    where external_id_folded_key is not null`);
  let rows = await readBatch(knex, ["", "", ""]);
  for (let last = rows.at(-1); last !== undefined; last = rows.at(-1)) {
    for (const row of rows) await foldRow(knex, row);
    rows = await readBatch(knex, [last.tenant_id, last.connection_id, last.resource_id]);
  }
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw("drop index external_ids_by_folded_value");
  await knex.raw("alter table external_ids drop column external_id_folded_key");
}

async function readBatch(knex: Knex, after: readonly string[]): Promise<Row[]> {
  return knex<Row>("external_ids")
    .select("tenant_id", "connection_id", "resource_id", "external_id")
    .whereRaw("(tenant_id, connection_id, resource_id) > (?, ?, ?)", [...after])
    .orderBy(["tenant_id", "connection_id", "resource_id"])
    .limit(BATCH);
}

async function foldRow(knex: Knex, { external_id: externalId, ...key }: Row): Promise<void> {
  const folded = fold(externalId);
  if (folded === externalId) return;
  await knex("external_ids")
    .where(key)
    .update({ external_id_folded_key: indexKey(folded) });
}
