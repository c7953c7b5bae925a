import { circumstancesOf } from "../../access/circumstances.js";
import { listInstances } from "../../access/instances.js";
import type { Db } from "../../db/connect.js";
import type { ScimObject } from "../../schema/model.js";
import { ACCESS_MODE_LABELS } from "../access-mode-codes.js";
import { decisionOf } from "./decisions.js";
import { loadFacts, type UserInInstance } from "./load-facts.js";

/** Returns the state of a user in each instance, by name of the instance. */
export type InstancesOf = (userId: string) => readonly ScimObject[];

/**
 * Computes the attribute `instances` for a page of users in a constant number of statements. It is never stored.
 * docs/access.md
 * @param now - UTC milliseconds
 */
export async function scimInstancesOf(
  db: Db,
  tenantId: string,
  userIds: readonly string[],
  now: number,
): Promise<InstancesOf> {
  const instances = await listInstances(db, tenantId);
  if (instances.length === 0 || userIds.length === 0) return () => [];
  const elements = new Map<string, ScimObject[]>();
  for (const one of await loadFacts(db, tenantId, userIds, instances, now)) {
    elements.set(one.userId, [...(elements.get(one.userId) ?? []), toElement(one)]);
  }
  return (userId) => elements.get(userId) ?? [];
}

function toElement(one: UserInInstance): ScimObject {
  const { instance, record, facts } = one;
  const decision = decisionOf(one);
  return {
    value: instance.id,
    display: instance.displayName,
    ...(record && { recordId: record.id }),
    synced: decision.synced,
    enabled: decision.enabled,
    canSignIn: decision.canSignIn,
    accessMode: ACCESS_MODE_LABELS[circumstancesOf(facts).mode],
    features: [decision.features],
    // An empty list counts as no value. RFC 7643 §2.5
    ...(decision.reasons.length > 0 && { reasons: [...decision.reasons] }),
    ...(record?.syncedAt !== undefined && { lastSyncedAt: new Date(record.syncedAt).toISOString() }),
  };
}
