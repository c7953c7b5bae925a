import { encodeFacts } from "../../access/facts-code.js";
import { hasAccess, settledFacts } from "../../crm/decision/access-state.js";
import { type AccessChange, type Settled, settleTouched } from "../../crm/history/settle.js";
import { enqueueSync } from "../../crm/sync/tasks.js";
import type { Trx } from "../../db/connect.js";
import type { TransactionNotes } from "../../db/transaction-notes.js";
import { type ChangeContext, connectionOf } from "./change-context.js";
import { type KeptPerson, type Loss, liftKept, sortKept } from "./kept-people.js";

/** What a change did to access. */
export interface SettledChange {
  /** Undefined if it concerns too many people, whose states synchronization will store. */
  readonly changes: readonly AccessChange[] | undefined;
  /** Those who lost access, or would have if it were not kept. */
  readonly losses: readonly Loss[];
}

/**
 * Decides the access of everybody whom a change concerns, at the end of its transaction, and stores what changed. What
 * somebody keeps is no longer kept if the change gives the access again or ends it for another reason.
 * @param isPlanned - tells of whom it is known that the access is kept; they are left alone
 * @param mayLose - called before anybody loses what was kept; may throw
 */
export async function settleChange(
  trx: Trx,
  ctx: ChangeContext,
  notes: TransactionNotes,
  isPlanned: (one: KeptPerson) => boolean = () => false,
  mayLose: (settled: SettledChange) => Promise<void> = async () => undefined,
): Promise<SettledChange> {
  if (notes.isEmpty) return { changes: [], losses: [] };
  const kept = new Map<string, KeptPerson>();
  const settlement = {
    tenantId: ctx.viewer.tenantId,
    now: ctx.now(),
    causeEntry: notes.cause,
    connectionId: connectionOf(ctx),
    onKept: (one: KeptPerson) => void kept.set(`${one.instance.id} ${one.userId}`, one),
  };
  const first = await settleTouched(trx, settlement, notes);
  if (first === undefined) return { changes: undefined, losses: [] };
  const { moot, fresh } = await sortKept(trx, ctx, [...kept.values()], isPlanned);
  const settled = { changes: first.changes, losses: [...first.changes.flatMap(lossOf), ...fresh] };
  await mayLose(settled);
  const lifted = [...moot, ...fresh];
  if (lifted.length > 0) await liftKept(trx, ctx, lifted);
  const second =
    lifted.length === 0 ? NOTHING : await settleTouched(trx, { ...settlement, onKept: ignore }, notes);
  await enqueueBesides(trx, ctx, [...first.besides, ...(second?.besides ?? [])]);
  return { ...settled, changes: second && [...first.changes, ...second.changes] };
}

const NOTHING: Settled = { changes: [], besides: [] };

const ignore = (): void => undefined;

/** Schedules the synchronization of people whose access changed although nobody changed them. */
async function enqueueBesides(
  trx: Trx,
  { viewer: { tenantId }, now }: ChangeContext,
  besides: Settled["besides"],
): Promise<void> {
  for (const { userId, instanceId } of besides) {
    const request = { tenantId, userIds: [userId], instanceId, cause: "administrators" } as const;
    await enqueueSync(trx, { ...request, reach: "existing" }, now());
  }
}

function lossOf({ userId, instanceId, before, after }: AccessChange): Loss[] {
  if (!hasAccess(before) || hasAccess(after)) return [];
  return [{ userId, instanceId, liveFacts: encodeFacts(settledFacts(after.facts)), isKept: false }];
}
