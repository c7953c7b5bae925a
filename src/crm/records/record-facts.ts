import { type AccessFacts, accessRules } from "../../access/access-facts.js";
import type { Instance } from "../../access/instances.js";
import type { Db } from "../../db/connect.js";
import { findAllSettings } from "../../tenants/settings.js";
import { ACCESS_MODES } from "../access-mode-codes.js";
import { findRecordsById, type UserRecord } from "./records.js";

/** A record without a user, and the facts of the decision about it. */
export interface OwnerlessRecord {
  readonly instance: Instance;
  readonly record: UserRecord;
  readonly facts: AccessFacts;
}

/**
 * Loads the facts about records without a user, that is stubs and the platform's own users, by ids of the records. Two
 * statements. For records of users use `loadFacts`. R138, R152
 */
export async function loadRecordFacts(
  db: Db,
  tenantId: string,
  recordIds: readonly string[],
  instances: readonly Instance[],
): Promise<readonly OwnerlessRecord[]> {
  if (recordIds.length === 0) return [];
  const records = await findRecordsById(db, tenantId, recordIds);
  const settingsOf = await findAllSettings(db, tenantId);
  return records.flatMap((record) => {
    const instance = instances.find(({ id }) => id === record.instanceId);
    if (instance === undefined || record.userId !== undefined) return [];
    const rules = accessRules(settingsOf(instance.id));
    return [{ instance, record, facts: ownerlessFacts(record, rules, instance.guardGroupId !== undefined) }];
  });
}

function ownerlessFacts(
  record: UserRecord,
  rules: AccessFacts["rules"],
  instanceGroup: boolean,
): AccessFacts {
  return {
    rules,
    kind: record.kind,
    active: record.enabled,
    deleted: false,
    license: "none",
    invitation: "none",
    administratorRoles: new Set(),
    instanceGroup,
    member: "no",
    // The modes of the platform's own users open nothing.
    mode: ACCESS_MODES.find((mode) => mode === record.mode) ?? "readWrite",
    roles: record.roles.length,
    teamRole: "none",
    everSynced: true,
    sync: "done",
  };
}
