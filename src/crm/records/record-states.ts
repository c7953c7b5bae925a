import type { AccessMode } from "../../access/access-facts.js";
import type { Db } from "../../db/connect.js";
import { candidateIdsSql, queryRows } from "../../db/query.js";
import type { RecordMode } from "../access-mode-codes.js";
import { ASKED_AT, type UserRecord } from "./records.js";

/** What the decision about a user reads of the record. */
export type RecordState = Pick<
  UserRecord,
  "userId" | "instanceId" | "enabled" | "mode" | "chosenMode" | "disabledAt" | "askedAt"
>;

interface Row {
  readonly user_id: string;
  readonly instance_id: string;
  readonly enabled: number;
  readonly access_mode: RecordMode;
  readonly chosen_mode: AccessMode | null;
  readonly disabled_at: number | null;
  readonly asked_at: number | null;
}

/** Returns the states of the records of users in all instances of a tenant, or in one. One statement. */
export async function findRecordStates(
  db: Db,
  tenantId: string,
  userIds: readonly string[],
  instanceId?: string,
): Promise<readonly RecordState[]> {
  const rows = await queryRows<Row>(
    db,
    `select r.user_id, r.instance_id, r.enabled, r.access_mode, r.chosen_mode, r.disabled_at, ${ASKED_AT}
     from records r where r.tenant_id = ? and r.user_id ${candidateIdsSql(db, "e")}
       ${instanceId === undefined ? "" : "and r.instance_id = ?"}`,
    [
      tenantId,
      JSON.stringify(userIds.map((id) => ({ id }))),
      ...(instanceId === undefined ? [] : [instanceId]),
    ],
  );
  return rows.map((row) => ({
    userId: row.user_id,
    instanceId: row.instance_id,
    enabled: row.enabled === 1,
    mode: row.access_mode,
    chosenMode: row.chosen_mode ?? undefined,
    disabledAt: row.disabled_at ?? undefined,
    askedAt: row.asked_at ?? undefined,
  }));
}
