import { type Instance, listInstances } from "../../access/instances.js";
import {
  type AccessState,
  decodeState,
  encodeAccessOf,
  settledFacts,
  stateOfFacts,
} from "../../crm/decision/access-state.js";
import { openDecisions } from "../../crm/decision/decisions.js";
import type { AccessDifference } from "../../crm/difference/difference.js";
import { toDifference } from "../../crm/difference/name-difference.js";
import { type DifferencePage, DifferenceTally, recordTurnOf } from "../../crm/difference/tally.js";
import type { ChangeContext } from "./change-context.js";
import type { Trial } from "./try-change.js";

/** The number of people whose state before is decided together. */
const BATCH = 500;

/** The number of different states that are kept in memory. */
const MAX_KNOWN = 10_000;

/** A difference, and a hash of all who lose access. */
export interface ForeseenDifference {
  readonly difference: AccessDifference;
  readonly losersHash: string;
}

/**
 * Returns the difference between now and the end of a change that was tried. Both sides are shown as they are once
 * records follow the directory.
 * @param now - the instant of the state before, in UTC milliseconds
 */
export async function differenceOfTrial(
  ctx: ChangeContext,
  trial: Trial,
  page: DifferencePage,
  now = ctx.now(),
): Promise<ForeseenDifference> {
  const { tenantId } = ctx.viewer;
  const tally = new DifferenceTally(page);
  // The guard of an instance may be part of the change.
  const old = new Map(
    (await listInstances(ctx.db.read, tenantId)).map((instance) => [instance.id, instance]),
  );
  for (const instance of trial.instances) {
    const after = trial.states.get(instance.id);
    if (after !== undefined) await compare(ctx, { old: old.get(instance.id), instance }, after, tally, now);
  }
  tally.finish();
  const difference = await toDifference(ctx.db.read, tenantId, tally, page, {
    skusAfter: trial.skus,
    seats: trial.notes.seats,
    mails: trial.notes.mails,
    now,
  });
  return { difference, losersHash: tally.losersHash };
}

async function compare(
  ctx: ChangeContext,
  { old, instance }: { readonly old: Instance | undefined; readonly instance: Instance },
  after: ReadonlyMap<string, string>,
  tally: DifferenceTally,
  now: number,
): Promise<void> {
  const { tenantId } = ctx.viewer;
  const reader = new StateReader();
  const ids = [...after.keys()].sort();
  const decisions = old && (await openDecisions(ctx.db.read, tenantId, [old], now));
  for (let i = 0; i < ids.length; i += BATCH) {
    const batch = ids.slice(i, i + BATCH);
    const people = decisions === undefined ? [] : await decisions.load(batch);
    const before = new Map(people.map((one) => [one.userId, encodeAccessOf(one)]));
    for (const userId of batch) {
      const [was, is] = [reader.read(before.get(userId) ?? ""), reader.read(after.get(userId) ?? "")];
      const record = recordTurnOf(was.now, is.now);
      tally.add({ userId, instance, before: was.settled, after: is.settled, record });
    }
  }
}

/** A state as it is, and as it is once records follow. */
interface BothStates {
  readonly now: AccessState | undefined;
  readonly settled: AccessState | undefined;
}

const NOBODY: BothStates = { now: undefined, settled: undefined };

/** Decides each text once: most people have the same few. */
class StateReader {
  readonly #known = new Map<string, BothStates>([["", NOBODY]]);

  read(code: string): BothStates {
    const known = this.#known.get(code);
    if (known !== undefined) return known;
    const now = decodeState(code);
    const read = { now, settled: stateOfFacts(settledFacts(now.facts), now.roles) };
    if (this.#known.size < MAX_KNOWN) this.#known.set(code, read);
    return read;
  }
}
