import { getInstance, type Instance, listInstances } from "../../access/instances.js";
import type { AccessState } from "../../crm/decision/access-state.js";
import type { AccessDifference, SeatDifference } from "../../crm/difference/difference.js";
import { nameDifference, seatOutcome } from "../../crm/difference/name-difference.js";
import { type DifferencePage, DifferenceTally, recordTurnOf } from "../../crm/difference/tally.js";
import type { PastAccess } from "../../crm/history/access-rows.js";
import { type ChangedKey, findAccessAt, listChangedKeys, type Span } from "../../crm/history/past-access.js";
import { AppError } from "../../errors.js";
import { type PastSeats, readPastSeats } from "../../licensing/past-seats.js";
import { type HistoryContext, requirePast } from "./past-access.js";

/** The number of people whose states are read together. */
const BATCH = 500;

/**
 * Returns the difference of access between two moments, from the history.
 * @param span - UTC milliseconds
 * @param instance - the only instance, by id or name; undefined for all of them
 * @throws AppError `invalidValue` for moments in the future or in the wrong order, `notFound`
 */
export async function changesOfAccess(
  ctx: HistoryContext,
  span: Span,
  page: DifferencePage,
  instance?: string,
): Promise<AccessDifference> {
  requirePast(ctx, "from", span.from);
  requirePast(ctx, "to", span.to);
  if (span.from >= span.to) throw new AppError("invalidValue", "'from' must be before 'to'");
  const { db, viewer } = ctx;
  const { tenantId } = viewer;
  const instances =
    instance === undefined
      ? await listInstances(db.read, tenantId)
      : [await getInstance(db.read, tenantId, instance)];
  const tally = new DifferenceTally(page);
  const byId = new Map(instances.map((one) => [one.id, one]));
  for (const way of ["stored", "due"] as const) {
    for (let after: ChangedKey | undefined, isLast = false; !isLast; ) {
      const keys = await listChangedKeys(db.read, tenantId, way, span, { after, limit: BATCH });
      await compare(ctx, byId, keys, span, tally);
      isLast = keys.length < BATCH;
      after = keys.at(-1);
    }
  }
  const seats = (await readPastSeats(db.read, tenantId, span)).map(toSeatDifference);
  return nameDifference(db.read, tenantId, tally.finish(), page, { seats, mails: {} });
}

async function compare(
  { db, viewer: { tenantId } }: HistoryContext,
  instances: ReadonlyMap<string, Instance>,
  changed: readonly ChangedKey[],
  { from, to }: Span,
  tally: DifferenceTally,
): Promise<void> {
  const keys = changed.filter(({ instanceId }) => instances.has(instanceId));
  const before = byKey(await findAccessAt(db.read, tenantId, keys, from));
  const after = byKey(await findAccessAt(db.read, tenantId, keys, to));
  for (const key of keys) {
    const instance = instances.get(key.instanceId);
    if (instance === undefined) continue;
    const [was, is] = [before.get(keyOf(key)), after.get(keyOf(key))];
    tally.add({
      userId: key.userId,
      instance,
      before: was,
      after: is,
      record: recordTurnOf(factsOf(was), factsOf(is)),
      causeEntry: is?.causeEntry,
    });
  }
}

/** A rebuilt state does not have the facts that say what became of the record. */
function factsOf(state: PastAccess | undefined): AccessState | undefined {
  return state?.isRebuilt === true ? undefined : state;
}

function keyOf({ instanceId, userId }: Pick<PastAccess, "instanceId" | "userId">): string {
  return `${instanceId} ${userId}`;
}

function byKey(states: readonly PastAccess[]): ReadonlyMap<string, PastAccess> {
  return new Map(states.map((state) => [keyOf(state), state]));
}

function toSeatDifference({ moved, partNumber, ...rest }: PastSeats): SeatDifference {
  const counts = { assigned: 0, released: 0, served: 0, waiting: 0 };
  for (const { first, last, users } of moved) {
    const outcome = seatOutcome(first, last);
    if (outcome !== undefined) counts[outcome] += users;
  }
  return { ...rest, partNumber: partNumber ?? rest.skuId, ...counts };
}
