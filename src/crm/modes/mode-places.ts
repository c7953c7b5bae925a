import type { Db, Trx } from "../../db/connect.js";
import { dialectOf, queryFirst, queryRows } from "../../db/query.js";
import { codedText } from "../../errors/business-codes.js";
import { AppError } from "../../errors.js";
import { findTenantSettings } from "../../tenants/settings.js";
import type { RecordProblem } from "../record-problems.js";

/** How many non-interactive people an instance has, and how many it may have. R121 */
export interface ModePlaces {
  readonly count: number;
  readonly limit: number;
}

/** Whose record asks for a place, and where. */
export interface PersonInInstance {
  readonly tenantId: string;
  readonly userId: string;
  readonly instanceId: string;
}

/**
 * Keeps transactions apart, until this one ends, that change how many non-interactive people an instance has. Taken
 * after the rows of users. SQLite's writer is alone already.
 */
export async function lockModes(trx: Trx, tenantId: string, instanceId: string): Promise<void> {
  if (dialectOf(trx) === "sqlite") return;
  await queryRows(trx, "select pg_advisory_xact_lock(hashtextextended(?, 0))", [
    `modes in ${instanceId} of ${tenantId}`,
  ]);
}

/**
 * Counts the non-interactive people of an instance: disabled ones too, those whose record is being made too, but
 * neither programs nor deleted users. Who means to add one calls `lockModes` first. R121, R122, R131, A4
 * @param exceptUserId - who does not count
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

/** The refusal where there is no place. */
export function noPlace(places: ModePlaces, instance: string): AppError {
  return new AppError("NON_INTERACTIVE_LIMIT", describeFull(places, instance));
}

/** The problem of a record for which there was no place. */
export function noPlaceProblem(places: ModePlaces, instance: string): RecordProblem {
  return codedText("NON_INTERACTIVE_LIMIT", describeFull(places, instance));
}

function describeFull({ count, limit }: ModePlaces, instance: string): string {
  return `instance "${instance}" has ${count} of ${limit} non-interactive users: set another one back or delete it, or raise nonInteractive.limit`;
}
