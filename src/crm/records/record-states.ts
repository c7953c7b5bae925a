import type { AccessMode } from "../../access/access-facts.js";
import type { Db } from "../../db/connect.js";
import { manyIdsSql, queryTuples } from "../../db/query.js";
import type { RecordMode } from "../access-mode-codes.js";
import { ASKED_AT, type UserRecord } from "./records.js";

/** What the decision about a user reads of the record. */
export type RecordState = Pick<
  UserRecord,
  "userId" | "instanceId" | "enabled" | "mode" | "chosenMode" | "disabledAt" | "askedAt"
>;

const COLUMNS = [
  "user_id",
  "instance_id",
  "enabled",
  "access_mode",
  "chosen_mode",
  "disabled_at",
  "asked_at",
];

type Tuple = readonly [
  userId: string,
  instanceId: string,
  enabled: number,
  mode: RecordMode,
  chosenMode: AccessMode | null,
  disabledAt: number | null,
  askedAt: number | null,
];

/**
 * Returns the states of the records of users in all instances of a tenant, or in one. One statement.
 * @param onlyIn - the id of that instance
 */
export async function findRecordStates(
  db: Db,
  tenantId: string,
  userIds: readonly string[],
  onlyIn?: string,
): Promise<readonly RecordState[]> {
  const rows = await queryTuples<Tuple>(
    db,
    COLUMNS,
    `select r.user_id, r.instance_id, r.enabled, r.access_mode, r.chosen_mode, r.disabled_at, ${ASKED_AT}
     from records r where r.tenant_id = ? and r.user_id ${manyIdsSql(db, "e")}
       ${onlyIn === undefined ? "" : "and r.instance_id = ?"}`,
    [tenantId, JSON.stringify(userIds), ...(onlyIn === undefined ? [] : [onlyIn])],
  );
  return rows.map(([userId, instanceId, enabled, mode, chosenMode, disabledAt, askedAt]) => ({
    userId,
    instanceId,
    enabled: enabled === 1,
    mode,
    chosenMode: chosenMode ?? undefined,
    disabledAt: disabledAt ?? undefined,
    askedAt: askedAt ?? undefined,
  }));
}
