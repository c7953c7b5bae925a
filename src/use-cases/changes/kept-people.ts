import type { AccessFacts } from "../../access/access-facts.js";
import { decideAccess } from "../../access/decide.js";
import { decodeFacts, encodeFacts } from "../../access/facts-code.js";
import { REASONS, type Reason } from "../../access/reasons.js";
import { settledFacts } from "../../crm/decision/access-state.js";
import { type DecidedUser, openDecisions } from "../../crm/decision/decisions.js";
import { closeEmptyHolds } from "../../crm/kept/holds.js";
import { deleteKept, findKept, type KeptKey } from "../../crm/kept/kept-access.js";
import { enqueueSync } from "../../crm/sync/tasks.js";
import type { Trx } from "../../db/connect.js";
import { originOf } from "../../effects/context.js";
import { refreshSeats } from "../../effects/seats/seat-representation.js";
import { tenantContext } from "../../effects/tenant-context.js";
import { hasUnfinishedGroups } from "../../licensing/group-licenses.js";
import { markKeptSeats, releaseKeptSeats } from "../../licensing/kept-seats.js";
import { holdsSeatLock } from "../../licensing/seat-lock.js";
import { type SeatWork, seatWork } from "../../licensing/seat-work.js";
import { type ChangeContext, connectionOf } from "./change-context.js";

/** A person who may keep access to an instance. */
export type KeptPerson = Pick<DecidedUser, "userId" | "instance" | "kept">;

/** A person who loses access to an instance. */
export interface Loss extends KeptKey {
  /** The facts that end the access, as a text of `encodeFacts`. */
  readonly liveFacts: string;
  /** True if the access was kept until now. */
  readonly isKept: boolean;
}

/** Thrown when a transaction has to move kept seats at its end and does not hold their lock. It is run again with it. */
export class KeptSeatsNeedLock extends Error {
  constructor() {
    super("this transaction needs the lock of the seats from its beginning");
    this.name = "KeptSeatsNeedLock";
  }
}

/** Those of the people who keep access for whom that ends. */
interface SortedKept {
  /** They have access without it. */
  readonly moot: readonly KeptKey[];
  /** They lose the access for a reason that is not the one that is held. */
  readonly fresh: readonly Loss[];
}

/**
 * Finds out of whom access need not, or must not, be kept any longer after a change. A connection's change ends an
 * exception in any case; a change that adds no reason leaves held access as it is.
 */
export async function sortKept(
  trx: Trx,
  ctx: ChangeContext,
  people: readonly KeptPerson[],
  isPlanned: (one: KeptPerson) => boolean,
): Promise<SortedKept> {
  if (people.length === 0) return { moot: [], fresh: [] };
  const current = await withMarkedSeats(trx, ctx, people);
  const entering = current.filter(({ kept }) => kept !== undefined && enters(kept.live));
  const fresh = current.flatMap((one): Loss[] => {
    const { kept, userId, instance } = one;
    if (kept === undefined || entering.includes(one) || isPlanned(one)) return [];
    const live = settledFacts(kept.live);
    const held = decodeFacts(kept.row.liveFacts);
    const isSentAgain = kept.row.state === "exception" && connectionOf(ctx) !== undefined;
    const isAnother = isSentAgain ? encodeFacts(live) !== kept.row.liveFacts : addsReason(held, live);
    if (!isAnother) return [];
    return [{ userId, instanceId: instance.id, liveFacts: encodeFacts(live), isKept: true }];
  });
  // Licenses of large groups are taken after the change: until then, these people seem to have them.
  const isEarly = entering.length > 0 && (await hasUnfinishedGroups(trx, ctx.viewer.tenantId));
  const moot = isEarly ? [] : entering.map(({ userId, instance }) => ({ userId, instanceId: instance.id }));
  return { moot, fresh };
}

/** Brings the seats of people up to date with their grants, and returns the people as they are then. */
async function withMarkedSeats(
  trx: Trx,
  ctx: ChangeContext,
  people: readonly KeptPerson[],
): Promise<readonly KeptPerson[]> {
  const work = seatWork(trx, originOf(ctx), ctx.now());
  const marked = await markKeptSeats(work, [...new Set(people.map(({ userId }) => userId))]);
  if (marked.size === 0) return people;
  const concerned = people.filter(({ userId }) => marked.has(userId));
  const instances = [...new Set(concerned.map(({ instance }) => instance))];
  const decisions = await openDecisions(trx, ctx.viewer.tenantId, instances, ctx.now());
  const again = await decisions.load([...marked]);
  const isConcerned = new Set(concerned.map((one) => keyOf(one)));
  return [
    ...people.filter(({ userId }) => !marked.has(userId)),
    ...again.filter((one) => isConcerned.has(keyOf(one))),
  ];
}

function keyOf({ userId, instance }: KeptPerson): string {
  return `${instance.id} ${userId}`;
}

function enters(live: AccessFacts): boolean {
  return decideAccess(settledFacts(live)).features !== "none";
}

function refusalsOf(facts: AccessFacts): readonly Reason[] {
  return decideAccess(facts).reasons.filter((reason) => REASONS[reason] !== "explains");
}

function addsReason(held: AccessFacts, live: AccessFacts): boolean {
  const known = refusalsOf(held);
  return refusalsOf(live).some((reason) => !known.includes(reason));
}

/**
 * Ends what people keep in instances: the seats that were kept for them are freed, and their records are synchronized.
 * @throws KeptSeatsNeedLock
 */
export async function liftKept(trx: Trx, ctx: ChangeContext, keys: readonly KeptKey[]): Promise<void> {
  if (!holdsSeatLock(trx)) throw new KeptSeatsNeedLock();
  const { tenantId } = ctx.viewer;
  const now = ctx.now();
  const userIds = [...new Set(keys.map(({ userId }) => userId))].sort();
  const before = await findKept(trx, tenantId, userIds);
  await deleteKept(trx, tenantId, keys);
  const after = await findKept(trx, tenantId, userIds);
  const work = seatWork(trx, originOf(ctx), now);
  const holdIds = [...new Set(before.map((row) => row.holdId))];
  await closeEmptyHolds(trx, tenantId, holdIds, now);
  for (const holdId of holdIds) {
    const still = new Set(after.filter((row) => row.holdId === holdId).map(({ userId }) => userId));
    const gone = before.filter((row) => row.holdId === holdId && !still.has(row.userId));
    const ids = [...new Set(gone.map(({ userId }) => userId))];
    if (ids.length > 0) await releaseKeptSeats(work, ids, holdId);
  }
  await enqueueKept(trx, tenantId, keys, now);
  await showSeats(ctx, work);
}

/** Requests the synchronization of people whose access is kept, or no longer kept. */
export async function enqueueKept(
  trx: Trx,
  tenantId: string,
  keys: readonly KeptKey[],
  now: number,
): Promise<void> {
  for (const instanceId of new Set(keys.map((key) => key.instanceId))) {
    const userIds = keys.filter((key) => key.instanceId === instanceId).map(({ userId }) => userId);
    await enqueueSync(trx, { tenantId, userIds, instanceId, cause: "hold" }, now);
  }
}

/** Writes the representations of the users whose seats moved: those who waited have one now. */
async function showSeats(ctx: ChangeContext, work: SeatWork): Promise<void> {
  if (work.touched.size === 0) return;
  const { actor, trigger } = ctx;
  const db = { ...ctx.db, read: work.trx, write: work.trx };
  const { viewer } = await tenantContext(db, ctx.viewer.tenantId, { actor, trigger });
  await refreshSeats(work, viewer, [...work.touched]);
}
