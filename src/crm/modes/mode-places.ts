import type { Db, Trx } from "../../db/connect.js";
import { dialectOf, queryFirst, queryRows } from "../../db/query.js";
import { codedText } from "../../errors/business-codes.js";
import { AppError } from "../../errors.js";
import { findTenantSettings } from "../../tenants/settings.js";
import type { RecordProblem } from "../record-problems.js";

/** The number of non-interactive people in an instance, and the limit. R121 */
export interface ModePlaces {
  readonly count: number;
  readonly limit: number;
}

/** The record that requests a place. */
export interface PersonInInstance {
  readonly tenantId: string;
  readonly userId: string;
  readonly instanceId: string;
}

/**
 * Locks the number of non-interactive people of an instance until the transaction ends. Lock the rows of users before.
 * SQLite has one writer and needs no lock.
 */
export async function lockModes(trx: Trx, tenantId: string, instanceId: string): Promise<void> {
  if (dialectOf(trx) === "sqlite") return;
  await queryRows(trx, "select pg_advisory_xact_lock(hashtextextended(?, 0))", [
    `modes in ${instanceId} of ${tenantId}`,
  ]);
}

/**
 * Counts the non-interactive people of an instance, including disabled ones and those whose record is being created,
 * but neither programs nor deleted users. Call `lockModes` before you add one. R121, R122, R131, A4
 * @param exceptUserId - the user who is not counted
 */
export async function readModePlaces(
  db: Db,
  tenantId: string,
  instanceId: string,
  exceptUserId = "",
): Promise<ModePlaces> {
  const row = await queryFirst<{ count: number }>(
    db,
    `select cast(count(*) as integer) as count from users u
     where u.tenant_id = ? and u.id <> ? and u.id in (
       select r.user_id from records r where r.tenant_id = ? and r.instance_id = ?
         and r.access_mode = 'nonInteractive' and r.kind = 'person'
       union
       select s.user_id from sync_tasks s where s.tenant_id = ? and s.instance_id = ? and s.claims_mode = 1)`,
    [tenantId, exceptUserId, tenantId, instanceId, tenantId, instanceId],
  );
  const settings = await findTenantSettings(db, tenantId, instanceId);
  return { count: row?.count ?? 0, limit: settings["nonInteractive.limit"] };
}

/** Returns the error if no place is left. */
export function noPlace(places: ModePlaces, instance: string): AppError {
  return new AppError("NON_INTERACTIVE_LIMIT", describeFull(places, instance));
}

/** Returns the problem of a record for which no place was left. */
export function noPlaceProblem(places: ModePlaces, instance: string): RecordProblem {
  return codedText("NON_INTERACTIVE_LIMIT", describeFull(places, instance));
}

function describeFull({ count, limit }: ModePlaces, instance: string): string {
  return `instance "${instance}" has ${count} of ${limit} non-interactive users: set another one back or delete it, or raise nonInteractive.limit`;
}
