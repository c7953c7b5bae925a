import { listInstances } from "../../access/instances.js";
import type { Db, Trx } from "../../db/connect.js";
import type { TransactionNotes } from "../../db/transaction-notes.js";
import {
  type AccessState,
  accessStateOf,
  encodeState,
  hasAccess,
  type UserWithFacts,
} from "../decision/access-state.js";
import { type DecidedUser, openDecisions } from "../decision/decisions.js";
import {
  type AccessEntry,
  type AccessKey,
  accessAt,
  findCurrentAccess,
  type PastAccess,
  storeAccess,
} from "./access-rows.js";
import { dueOf } from "./due.js";
import { otherAdministrators, type PeopleBatch, touchedPeople } from "./people.js";

/** What ended one state of access and began another. */
export interface Settlement {
  readonly tenantId: string;
  /** UTC milliseconds. */
  readonly now: number;
  /** When the directory decided it, if that was earlier. */
  readonly decidedAt?: number | undefined;
  /** The id of the audit entry of the change; undefined if there is none. */
  readonly causeEntry: string | undefined;
  /** The connection that made the change; undefined for everybody else. */
  readonly connectionId: string | undefined;
  /** Receives the people whose access is kept although a change ended it. */
  readonly onKept?: (one: DecidedUser) => void;
}

/** The change of a person's access to an instance. */
export interface AccessChange extends AccessKey {
  readonly one: UserWithFacts;
  /** Undefined if no state was stored: the person had no access. */
  readonly before: PastAccess | undefined;
  readonly after: AccessState;
  /** True if nothing is remembered of the person from now on. */
  readonly isForgotten: boolean;
}

/** What the end of a transaction settled. */
export interface Settled {
  readonly changes: readonly AccessChange[];
  /** Those of people whom nobody changed, because their access depends on others. */
  readonly besides: readonly AccessChange[];
}

/** The number of people and instances that are decided within a change; the rest follows with synchronization. */
export const MAX_SETTLED = 2000;

/** The number of tries to store a state that other transactions change at the same time. */
const MAX_TRIES = 3;

/**
 * Decides the access of all whom a transaction concerns, at its end, and stores the states that changed.
 * @returns the changes; undefined if it concerns too many people, whose states synchronization will store
 */
export async function settleTouched(
  trx: Trx,
  settlement: Settlement,
  notes: TransactionNotes,
): Promise<Settled | undefined> {
  const { tenantId } = settlement;
  const instances = await listInstances(trx, tenantId);
  const batches: PeopleBatch[] = [];
  let people = 0;
  for await (const batch of touchedPeople(trx, tenantId, instances, notes)) {
    people += batch.userIds.length * batch.instances.length;
    if (people > MAX_SETTLED) return undefined;
    batches.push(batch);
  }
  const changes: AccessChange[] = [];
  const besides: AccessChange[] = [];
  for (const batch of batches) changes.push(...(await settleBatch(trx, settlement, batch)));
  const moved = new Set(changes.map(({ instanceId }) => instanceId));
  const guarded = instances.filter(({ id }) => moved.has(id));
  for (const batch of await otherAdministrators(trx, tenantId, guarded, batches)) {
    const found = await settleBatch(trx, settlement, batch);
    changes.push(...found);
    besides.push(...found);
  }
  return { changes, besides };
}

/** Decides the access of some people, and stores the states that changed. */
export async function settleBatch(
  trx: Trx,
  settlement: Settlement,
  batch: PeopleBatch,
): Promise<readonly AccessChange[]> {
  let changes: readonly AccessChange[] = [];
  let left = batch;
  for (let attempt = 1; left.userIds.length > 0 && attempt <= MAX_TRIES; attempt++) {
    const decisions = await openDecisions(trx, settlement.tenantId, left.instances, settlement.now);
    const people = await decisions.load(left.userIds);
    for (const one of people) if (one.kept !== undefined) settlement.onKept?.(one);
    const found = await changesOf(trx, settlement, people);
    const lost = await storeChanges(trx, settlement, found);
    changes = [...changes.filter((one) => !found.some(isSame(one))), ...found];
    left = { ...left, userIds: [...new Set(lost.map(({ userId }) => userId))] };
  }
  return changes;
}

/**
 * Stores the states that people have had since a moment, for changes that concerned too many people to do so
 * themselves. A state that another change has stored since then stays, and so does what time alone has changed since.
 * @param since - UTC milliseconds
 * @param people - as they are decided now
 */
export async function settleSince(
  trx: Trx,
  tenantId: string,
  since: number,
  people: readonly UserWithFacts[],
  now: number,
): Promise<void> {
  const settlement = { tenantId, now: since, causeEntry: undefined, connectionId: undefined };
  const found = (await changesOf(trx, { tenantId, now }, people)).filter(
    ({ before }) => before === undefined || before.from < since,
  );
  const isTimed = ({ before }: AccessChange): boolean => (before?.due?.at ?? now + 1) <= now;
  const changes = found.filter((change) => !isTimed(change));
  for (const { userId, one } of found.filter(isTimed)) {
    const then = await (await openDecisions(trx, tenantId, [one.instance], since)).load([userId]);
    changes.push(...(await changesOf(trx, settlement, then)));
  }
  await storeChanges(trx, settlement, changes);
}

function isSame(one: AccessKey): (other: AccessKey) => boolean {
  return (other) => other.userId === one.userId && other.instanceId === one.instanceId;
}

/** Compares the states of people with those that were stored last. */
async function changesOf(
  db: Db,
  { tenantId, now }: Pick<Settlement, "tenantId" | "now">,
  people: readonly UserWithFacts[],
): Promise<readonly AccessChange[]> {
  if (people.length === 0) return [];
  const userIds = [...new Set(people.map(({ userId }) => userId))];
  const instanceIds = [...new Set(people.map(({ instance }) => instance.id))];
  const stored = await findCurrentAccess(db, tenantId, userIds, instanceIds);
  const rows = new Map(stored.map((row) => [`${row.instanceId} ${row.userId}`, row]));
  return people.flatMap((one): AccessChange[] => {
    const { userId, instance } = one;
    const row = rows.get(`${instance.id} ${userId}`);
    const before = row && accessAt(row, now);
    const after = accessStateOf(one);
    // Somebody who had no access and has nothing left in the instance is forgotten.
    const isForgotten = !hasAccess(before) && !isConcerned(one, after);
    if (before === undefined ? isForgotten : !isForgotten && isSameState(before, after)) return [];
    return [{ userId, instanceId: instance.id, one, before: row, after, isForgotten }];
  });
}

/** Returns true if the first state of a person is worth a row: the person is one of the instance's people. */
export function isConcerned({ record, facts }: UserWithFacts, after: AccessState): boolean {
  return (
    record !== undefined || hasAccess(after) || facts.license !== "none" || facts.administratorRoles.size > 0
  );
}

/** A state that earlier rules decided differently is another one, though the facts are the same. */
function isSameState(before: AccessState, after: AccessState): boolean {
  return encodeState(before) === encodeState(after) && before.features === after.features;
}

/** Stores changes. Returns the people whom another transaction changed at the same time. */
async function storeChanges(
  trx: Trx,
  settlement: Settlement,
  changes: readonly AccessChange[],
): Promise<readonly AccessKey[]> {
  if (changes.length === 0) return [];
  const { tenantId, now, decidedAt, causeEntry, connectionId } = settlement;
  const dues = await dueOf(trx, tenantId, changes, now);
  const entries = changes.map((change): AccessEntry => {
    const { userId, instanceId, before, after, isForgotten } = change;
    const isEnd = hasAccess(before) && !hasAccess(after);
    const from = startOf(before, now);
    return {
      userId,
      instanceId,
      state: after,
      from,
      decidedAt: Math.min(decidedAt ?? waitedOf(change)?.decidedAt ?? from, from),
      due: dues.get(change),
      causeEntry: causeEntry ?? waitedOf(change)?.causeEntry,
      endedBy: isEnd ? connectionId : undefined,
      isForgotten,
      before,
    };
  });
  return storeAccess(trx, tenantId, entries);
}

/** The states of a person follow each other, also after a clock was set back. */
function startOf(before: PastAccess | undefined, now: number): number {
  return before === undefined || now >= before.from ? now : before.from + 1;
}

/** Returns the state in which access waited for synchronization, whose change is the cause of what follows it. */
function waitedOf({ before, after }: AccessChange): PastAccess | undefined {
  return before?.facts.sync === "pending" && after.facts.sync === "done" ? before : undefined;
}
