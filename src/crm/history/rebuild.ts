import { FEATURES } from "../../access/decide.js";
import { listInstances } from "../../access/instances.js";
import { REASONS, type Reason } from "../../access/reasons.js";
import type { Trx } from "../../db/connect.js";
import { type AuditFacts, listAuditFacts } from "../../observability/audit-facts.js";
import { type AccessState, accessStateOf } from "../decision/access-state.js";
import { openDecisions } from "../decision/decisions.js";
import { findRecords } from "../records/records.js";
import {
  type AccessEntry,
  findCurrentAccess,
  type PastAccess,
  storeAccess,
  storeEnded,
} from "./access-rows.js";
import { dueOf } from "./due.js";
import { findFirstAccess } from "./past-access.js";
import { isConcerned } from "./settle.js";

/**
 * Stores the states that last, of people of whom nothing is stored yet. A state that the record shows has lasted since
 * the record began to show it.
 * @param now - UTC milliseconds
 */
export async function rebuildCurrent(
  trx: Trx,
  tenantId: string,
  userIds: readonly string[],
  now: number,
): Promise<void> {
  const instances = await listInstances(trx, tenantId);
  const instanceIds = instances.map(({ id }) => id);
  if (instanceIds.length === 0 || userIds.length === 0) return;
  const people = await (await openDecisions(trx, tenantId, instances, now)).load(userIds);
  const stored = new Set(
    (await findCurrentAccess(trx, tenantId, userIds, instanceIds)).map(
      (row) => `${row.instanceId} ${row.userId}`,
    ),
  );
  const records = new Map(
    (await findRecords(trx, tenantId, userIds)).map((record) => [
      `${record.instanceId} ${record.userId}`,
      record,
    ]),
  );
  const beginnings = people
    .filter(({ instance, userId }) => !stored.has(`${instance.id} ${userId}`))
    .map((one) => ({ one, state: accessStateOf(one) }))
    .filter(({ one, state }) => isConcerned(one, state));
  const dues = await dueOf(trx, tenantId, beginnings, now);
  const entries = beginnings.map((beginning): AccessEntry => {
    const { one, state } = beginning;
    const record = records.get(`${one.instance.id} ${one.userId}`);
    const isShown = record !== undefined && record.reasons.join() === state.reasons.join();
    const from = isShown ? Math.min(record.reasonsSince, now) : now;
    return {
      userId: one.userId,
      instanceId: one.instance.id,
      state,
      from,
      decidedAt: from,
      due: dues.get(beginning),
      causeEntry: undefined,
      endedBy: undefined,
      isRebuilt: from < now,
      before: undefined,
    };
  });
  await storeAccess(trx, tenantId, entries);
}

/** Stores the states of people before their first stored one, from what the audit trail has of their records. */
export async function rebuildPast(trx: Trx, tenantId: string, userIds: readonly string[]): Promise<void> {
  const instanceIds = (await listInstances(trx, tenantId)).map(({ id }) => id);
  const firsts = await findFirstAccess(trx, tenantId, userIds, instanceIds);
  const entries = await listAuditFacts(trx, tenantId, userIds, [
    "record.created",
    "record.enabled",
    "record.disabled",
    "record.changed",
  ]);
  const byPerson = new Map<string, AuditFacts[]>();
  for (const entry of entries) {
    const key = `${String(entry.facts["instanceId"])} ${entry.resourceId}`;
    byPerson.set(key, [...(byPerson.get(key) ?? []), entry]);
  }
  const rebuilt = firsts.flatMap((first) =>
    statesBefore(first, byPerson.get(`${first.instanceId} ${first.userId}`) ?? []),
  );
  await storeEnded(trx, tenantId, rebuilt);
}

/** Returns the states that entries tell, each from its entry to the next one that says otherwise. */
function statesBefore(first: PastAccess, entries: readonly AuditFacts[]): readonly AccessEntry[] {
  const told = entries
    // Of entries of one moment, the last one lasted.
    .filter(({ at }, index) => at < first.from && at < (entries[index + 1]?.at ?? first.from))
    .map((entry) => ({ entry, reasons: reasonsOf(entry) }));
  const turns = told.filter(({ reasons }, index) => told[index - 1]?.reasons.join() !== reasons.join());
  return turns.map(({ entry, reasons }, index) => ({
    userId: first.userId,
    instanceId: first.instanceId,
    state: stateTold(first, reasons),
    from: entry.at,
    until: turns[index + 1]?.entry.at ?? first.from,
    decidedAt: entry.at,
    due: undefined,
    causeEntry: entry.id,
    endedBy: undefined,
    isRebuilt: true,
    before: undefined,
  }));
}

function reasonsOf({ facts }: AuditFacts): readonly Reason[] {
  const given: readonly unknown[] = Array.isArray(facts["reasons"]) ? facts["reasons"] : [];
  return given.filter((reason): reason is Reason => typeof reason === "string" && reason in REASONS);
}

/** The mode is not told: it is assumed to be the later one, and so are the facts, which are not shown. */
function stateTold({ facts, mode, roles }: PastAccess, reasons: readonly Reason[]): AccessState {
  const isRefused = reasons.some((reason) => REASONS[reason] !== "explains");
  return { features: isRefused ? "none" : FEATURES[mode], mode, reasons, roles, facts };
}
