import type { Db, Trx } from "../../db/connect.js";
import { indexKey } from "../../db/index-key.js";
import { queryFirst, sendQuery } from "../../db/query.js";
import { fold } from "../../schema/fold.js";
import type { Viewer } from "./resource-row.js";

/**
 * Sets or clears the externalId that one connection gives a resource. It belongs to that connection alone and is
 * never unique. RFC 7643 §3.1, RFC 7644 §6.2.
 */
export async function setExternalId(
  trx: Trx,
  viewer: Pick<Viewer, "tenantId" | "connectionId">,
  resourceId: string,
  externalId: string | undefined,
): Promise<void> {
  if (externalId === undefined) {
    await sendQuery(
      trx,
      "delete from external_ids where tenant_id = ? and connection_id = ? and resource_id = ?",
      [viewer.tenantId, viewer.connectionId, resourceId],
    );
    return;
  }
  const folded = fold(externalId);
  await sendQuery(
    trx,
    `insert into external_ids
       (tenant_id, connection_id, resource_id, external_id_key, external_id_folded_key, external_id)
     values (?, ?, ?, ?, ?, ?)
     on conflict (tenant_id, connection_id, resource_id)
     do update set external_id_key = excluded.external_id_key,
       external_id_folded_key = excluded.external_id_folded_key, external_id = excluded.external_id`,
    [
      viewer.tenantId,
      viewer.connectionId,
      resourceId,
      indexKey(externalId),
      folded === externalId ? null : indexKey(folded),
      externalId,
    ],
  );
}

/** Returns whether a connection has set an externalId for a resource. */
export async function hasExternalId(
  db: Db,
  tenantId: string,
  connectionId: string,
  resourceId: string,
): Promise<boolean> {
  const row = await queryFirst(
    db,
    "select 1 from external_ids where tenant_id = ? and connection_id = ? and resource_id = ?",
    [tenantId, connectionId, resourceId],
  );
  return row !== undefined;
}

/** Deletes the externalIds of a resource of all connections. */
export async function deleteExternalIds(trx: Trx, tenantId: string, resourceId: string): Promise<void> {
  await sendQuery(trx, "delete from external_ids where tenant_id = ? and resource_id = ?", [
    tenantId,
    resourceId,
  ]);
}

/**
 * Returns the condition that a connection has given the resource of the surrounding statement an externalId, as all
 * identity providers do. @param table - `users` or `groups` there
 */
export function hasAnyExternalIdSql(table: "users" | "groups"): string {
  return `exists (select 1 from external_ids x where x.tenant_id = ${table}.tenant_id and x.resource_id = ${table}.id)`;
}
