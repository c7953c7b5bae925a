import { type Instance, listInstances } from "../../access/instances.js";
import { encodeAccessOf } from "../../crm/decision/access-state.js";
import { type DecidedUser, type Decisions, openDecisions } from "../../crm/decision/decisions.js";
import { otherAdministrators, touchedPeople } from "../../crm/history/people.js";
import { MAX_SETTLED } from "../../crm/history/settle.js";
import type { Database, Trx } from "../../db/connect.js";
import { canCopy, withDatabaseCopy } from "../../db/database-copy.js";
import { DeadlinePassed, withDeadline } from "../../db/deadline.js";
import { dialectOf, queryRows } from "../../db/query.js";
import { inRolledBackTransaction } from "../../db/transaction.js";
import { TransactionNotes, takeNotes } from "../../db/transaction-notes.js";
import { originOf } from "../../effects/context.js";
import { continueGroupLicenses } from "../../licensing/group-licenses.js";
import { holdsSeatLock, lockSeats } from "../../licensing/seat-lock.js";
import { seatWork } from "../../licensing/seat-work.js";
import { listSkus, type Sku } from "../../licensing/skus.js";
import { inTurn, type Turns } from "../in-turn.js";
import type { ChangeContext } from "./change-context.js";
import { type KeptPerson, liftKept, sortKept } from "./kept-people.js";

/** What a change that was rolled back had done. */
export interface Trial {
  readonly instances: readonly Instance[];
  /** The states of all whom it concerns, as texts of `encodeState`: by instance, then by user. */
  readonly states: ReadonlyMap<string, ReadonlyMap<string, string>>;
  readonly skus: readonly Sku[];
  readonly notes: TransactionNotes;
}

/** Thrown when a change concerns more people than the writer of SQLite may be held for. */
class TooManyPeople extends Error {}

const turns: Turns = new Map();

/** How long a trial waits for a row that another transaction has locked, on PostgreSQL. */
const LOCK_TIMEOUT = "3s";

/** How long a trial may hold the only writer of SQLite, in milliseconds; then it runs on a copy. */
const WRITER_TIME = 150;

/**
 * Runs a change in a transaction that is rolled back, and decides the access of all whom it concerns. One at a time per
 * tenant.
 * @param place - `copy` for a change that is known to concern many people
 * @throws whatever the change throws
 */
export async function tryChange(
  ctx: ChangeContext,
  change: (trx: Trx) => Promise<unknown>,
  place: "writer" | "copy" = "writer",
): Promise<Trial> {
  const { db, viewer } = ctx;
  return inTurn(turns, viewer.tenantId, async () => {
    if (!canCopy(db)) return rolledBack(ctx, db, change, false);
    const onCopy = () => withDatabaseCopy(db, (copy) => rolledBack(ctx, copy, change, false));
    if (place === "copy") return onCopy();
    try {
      return await rolledBack(ctx, db, change, true);
    } catch (error) {
      if (error instanceof TooManyPeople || error instanceof DeadlinePassed) return onCopy();
      throw error;
    }
  });
}

async function rolledBack(
  ctx: ChangeContext,
  db: Database,
  change: (trx: Trx) => Promise<unknown>,
  isLimited: boolean,
): Promise<Trial> {
  const look = async (trx: Trx): Promise<Trial> => {
    const notes = new TransactionNotes(true);
    takeNotes(trx, notes);
    if (dialectOf(trx) === "postgres") await queryRows(trx, `set local lock_timeout = '${LOCK_TIMEOUT}'`);
    await change(trx);
    await continueLicenses(ctx, trx, notes);
    return lookAround(ctx, trx, notes, isLimited ? MAX_SETTLED : Infinity);
  };
  return inRolledBackTransaction(db, (trx) => (isLimited ? withDeadline(trx, WRITER_TIME, look) : look(trx)));
}

/** Gives and takes the licenses of large groups, which a job does after the change. */
async function continueLicenses(ctx: ChangeContext, trx: Trx, notes: TransactionNotes): Promise<void> {
  if (notes.groups.size === 0) return;
  const { tenantId } = ctx.viewer;
  await lockSeats(trx, tenantId);
  const work = seatWork(trx, originOf(ctx), ctx.now());
  for (const groupId of notes.groups) await continueGroupLicenses(work, groupId, Infinity);
  for (const { id } of await listInstances(trx, tenantId)) notes.addPeople(id, work.touched);
}

/** @throws TooManyPeople if more than the limit are concerned */
async function lookAround(
  ctx: ChangeContext,
  trx: Trx,
  notes: TransactionNotes,
  limit: number,
): Promise<Trial> {
  const { tenantId } = ctx.viewer;
  const instances = await listInstances(trx, tenantId);
  const states = new Map<string, Map<string, string>>();
  const kept: KeptPerson[] = [];
  const opened = new Map<string, Decisions<DecidedUser>>();
  let people = 0;
  for await (const batch of touchedPeople(trx, tenantId, instances, notes)) {
    people += batch.userIds.length * batch.instances.length;
    if (people > limit) throw new TooManyPeople();
    const key = batch.instances.map(({ id }) => id).join();
    const decisions = opened.get(key) ?? (await openDecisions(trx, tenantId, batch.instances, ctx.now()));
    opened.set(key, decisions);
    kept.push(...(await addStates(states, batch.userIds, batch.instances, decisions)));
  }
  if (kept.length > 0) await endKept(trx, ctx, states, kept);
  for (const instance of instances) {
    const known = states.get(instance.id);
    if (known === undefined) continue;
    const batch = { instances: [instance], userIds: [...known.keys()] };
    for (const others of await otherAdministrators(trx, tenantId, [instance], [batch])) {
      const decisions = await openDecisions(trx, tenantId, others.instances, ctx.now());
      await addStates(states, others.userIds, others.instances, decisions);
    }
  }
  return { instances, states, skus: await listSkus(trx, tenantId, ctx.now()), notes };
}

/** Ends what people keep as the change would do, and updates their states. */
async function endKept(
  trx: Trx,
  ctx: ChangeContext,
  states: Map<string, Map<string, string>>,
  kept: readonly KeptPerson[],
): Promise<void> {
  const { moot, fresh } = await sortKept(trx, ctx, kept, () => false);
  const lifted = [...moot, ...fresh];
  if (lifted.length === 0) return;
  const { tenantId } = ctx.viewer;
  if (!holdsSeatLock(trx)) await lockSeats(trx, tenantId);
  await liftKept(trx, ctx, lifted);
  const userIds = [...new Set(lifted.map(({ userId }) => userId))];
  const instances = await listInstances(trx, tenantId);
  await addStates(states, userIds, instances, await openDecisions(trx, tenantId, instances, ctx.now()));
}

/**
 * Adds the states of people, and an empty text for those who do not exist.
 * @returns those who keep access
 */
async function addStates(
  states: Map<string, Map<string, string>>,
  userIds: readonly string[],
  instances: readonly Instance[],
  decisions: Decisions<DecidedUser>,
): Promise<readonly KeptPerson[]> {
  for (const { id } of instances) {
    const known = states.get(id) ?? new Map<string, string>();
    for (const userId of userIds) if (!known.has(userId)) known.set(userId, "");
    states.set(id, known);
  }
  const people = await decisions.load(userIds);
  for (const one of people) {
    states.get(one.instance.id)?.set(one.userId, encodeAccessOf(one));
  }
  return people.filter((one) => one.kept !== undefined);
}
