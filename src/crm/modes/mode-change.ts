import type { AccessMode, LicenseState } from "../../access/access-facts.js";
import type { Trx } from "../../db/connect.js";
import { queryRows } from "../../db/query.js";
import { AppError } from "../../errors.js";
import { ACCESS_MODE_LABELS } from "../access-mode-codes.js";
import type { RecordProblem } from "../record-problems.js";
import type { UserRecord } from "../records/records.js";
import { type ModePlaces, noPlace } from "./mode-places.js";
import { modeProblems } from "./mode-problems.js";

/** The facts that decide whether an access mode can be changed. */
export interface ModeFacts {
  /** The name of the instance. */
  readonly instance: string;
  readonly record: UserRecord | undefined;
  /** The state of the license that opens the instance. */
  readonly license: LicenseState;
  /** Does not count the person. */
  readonly places: ModePlaces;
}

/**
 * Returns the reason why a record's access mode cannot be changed; undefined if it can. The license is checked first,
 * because without it there is no point in waiting for synchronization. Pure. R110–R112, R114, R116, R121, R124
 */
export function refusalOfMode(to: AccessMode, facts: ModeFacts): AppError | undefined {
  const { instance, record, license, places } = facts;
  const label = ACCESS_MODE_LABELS[to];
  if (license !== "assigned") return licenseRequired(label, instance);
  if (record === undefined) return notSynchronized(label, instance);
  if (!record.enabled) {
    return new AppError(
      "RECORD_DISABLED",
      `the record in instance "${instance}" is disabled: enable the user there, then set ${label}`,
    );
  }
  if (to === "nonInteractive" && record.mode !== to && places.count >= places.limit) {
    return noPlace(places, instance);
  }
  return undefined;
}

/** Returns the error for a person without a license. R110 */
export function licenseRequired(label: string, instance: string | undefined): AppError {
  const where = instance === undefined ? "an instance" : `instance "${instance}"`;
  return new AppError(
    "LICENSE_REQUIRED_TO_CHANGE_MODE",
    `${label} can be set only while a license opens ${where}: assign one first; you can remove it afterwards`,
  );
}

/** Returns the error for a person without a record. R111 */
export function notSynchronized(label: string, instance: string | undefined): AppError {
  const where = instance === undefined ? "no instance has" : `instance "${instance}" does not have`;
  return new AppError(
    "NOT_SYNCHRONIZED_YET",
    `${where} a record of the user yet: try to set ${label} again after synchronization`,
  );
}

/** Returns true if a record already has this mode by choice, so that nothing has to be set. */
export function isInMode(record: UserRecord | undefined, to: AccessMode, byDefault: AccessMode): boolean {
  return record?.mode === to && (record.chosenMode ?? byDefault) === to;
}

/**
 * Sets the access mode of a record at once. The instance's own row follows by synchronization. A place reserved for the
 * record is released.
 * @param chosen - the mode for this record alone; undefined if it is the user's default
 */
export async function setRecordMode(
  trx: Trx,
  tenantId: string,
  record: UserRecord,
  to: AccessMode,
  chosen: AccessMode | undefined,
  now: number,
): Promise<void> {
  const told = new Set(modeProblems(record));
  await queryRows(
    trx,
    `update records set access_mode = ?, chosen_mode = ?, mode_since = ?, problems = ?, version = version + 1,
       last_modified_at = ?
     where tenant_id = ? and instance_id = ? and id = ?`,
    [
      to,
      chosen ?? null,
      record.mode === to ? record.modeSince : now,
      JSON.stringify(record.problems.filter((problem) => !told.has(problem))),
      now,
      tenantId,
      record.instanceId,
      record.id,
    ],
  );
  await queryRows(
    trx,
    "update sync_tasks set claims_mode = 0 where tenant_id = ? and instance_id = ? and user_id = ?",
    [tenantId, record.instanceId, record.userId ?? ""],
  );
}

/** Adds a problem to a record. */
export async function addRecordProblem(
  trx: Trx,
  tenantId: string,
  { instanceId, id, problems }: Pick<UserRecord, "instanceId" | "id" | "problems">,
  problem: RecordProblem,
): Promise<void> {
  await queryRows(
    trx,
    `update records set problems = ?, version = version + 1
     where tenant_id = ? and instance_id = ? and id = ?`,
    [JSON.stringify([...problems, problem]), tenantId, instanceId, id],
  );
}
