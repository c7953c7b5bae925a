import { encodeFacts } from "../../access/facts-code.js";
import { type Instance, listInstances } from "../../access/instances.js";
import { teamHeldRolesOf } from "../../access/team-held-roles.js";
import { hasAccess, stateOfFacts } from "../../crm/decision/access-state.js";
import { loadFacts, type UserInInstance } from "../../crm/decision/load-facts.js";
import { findOpenHold, type Hold, insertHold, recountHold } from "../../crm/kept/holds.js";
import { findKept, type KeptRow, storeKept } from "../../crm/kept/kept-access.js";
import type { Trx } from "../../db/connect.js";
import { HOUR } from "../../db/duration.js";
import { type Alarm, originOf } from "../../effects/context.js";
import { keepSeats, markKeptSeats } from "../../licensing/kept-seats.js";
import { lockSeats } from "../../licensing/seat-lock.js";
import { seatWork } from "../../licensing/seat-work.js";
import { recordAudit } from "../../observability/audit.js";
import { findTenantSettings } from "../../tenants/settings.js";
import type { ChangeContext } from "./change-context.js";
import { windowStart } from "./hold-limit.js";
import { mailAboutHold } from "./hold-mail.js";
import type { Loss } from "./kept-people.js";

/** The number of people per batch. */
const BATCH = 500;

/** A hold that a change begins or extends. */
export interface StartedHold {
  readonly hold: Hold;
  readonly isNew: boolean;
}

/**
 * Keeps the access of people who are about to lose it, in the transaction of the change and before it: the facts that
 * count, and the seats. A hold of the connection that began within the window is extended.
 * @param losses - from a run of the change that was rolled back
 */
export async function keepAccess(
  trx: Trx,
  ctx: ChangeContext,
  connectionId: string,
  losses: readonly Loss[],
): Promise<StartedHold> {
  const { tenantId } = ctx.viewer;
  await lockSeats(trx, tenantId);
  const now = ctx.now();
  const settings = await findTenantSettings(trx, tenantId);
  const open = await findOpenHold(trx, tenantId, connectionId, windowStart(settings, now), now);
  const times = { startedAt: now, endsAt: now + settings["access.hold.hours"] * HOUR };
  const hold =
    open ?? (await insertHold(trx, tenantId, { connectionId, ...times, requestId: ctx.requestId }));
  const lossOf = new Map(losses.map((loss) => [`${loss.instanceId} ${loss.userId}`, loss]));
  const instances = await listInstances(trx, tenantId);
  const userIds = [...new Set(losses.map(({ userId }) => userId))].sort();
  for (let i = 0; i < userIds.length; i += BATCH) {
    await keepSome(trx, ctx, hold, { userIds: userIds.slice(i, i + BATCH), instances, lossOf });
  }
  return { hold, isNew: open === undefined };
}

async function keepSome(
  trx: Trx,
  ctx: ChangeContext,
  hold: Hold,
  batch: {
    readonly userIds: readonly string[];
    readonly instances: readonly Instance[];
    readonly lossOf: ReadonlyMap<string, Loss>;
  },
): Promise<void> {
  const { tenantId } = ctx.viewer;
  const { userIds, instances, lossOf } = batch;
  const people = await loadFacts(trx, tenantId, userIds, instances, ctx.now());
  const teamRolesOf = await teamHeldRolesOf(trx, tenantId, userIds);
  const rows = people.flatMap((one): KeptRow[] => {
    const loss = lossOf.get(`${one.instance.id} ${one.userId}`);
    if (loss === undefined || !hasAccess(stateOfFacts(one.facts, []))) return [];
    const teamRoleIds = teamRolesOf(one.userId, one.instance.id).map(({ rootId }) => rootId);
    return [toKeptRow(one, hold, loss, teamRoleIds)];
  });
  await storeKept(trx, tenantId, rows);
  await keepStoredSeats(trx, ctx, [...new Set(rows.map(({ userId }) => userId))]);
}

/** Keeps the seats of people for the holds that keep their access: that may be an earlier one of another connection. */
async function keepStoredSeats(trx: Trx, ctx: ChangeContext, userIds: readonly string[]): Promise<void> {
  const work = seatWork(trx, originOf(ctx), ctx.now());
  const stored = await findKept(trx, ctx.viewer.tenantId, userIds);
  for (const holdId of new Set(stored.map((row) => row.holdId))) {
    const own = stored.filter((row) => row.holdId === holdId).map(({ userId }) => userId);
    await keepSeats(work, [...new Set(own)], holdId);
  }
}

function toKeptRow(
  { userId, instance, roles, facts }: UserInInstance,
  { id: holdId, endsAt }: Hold,
  { liveFacts }: Loss,
  teamRoleIds: readonly string[],
): KeptRow {
  const { kept: _, ...before } = facts;
  return {
    userId,
    instanceId: instance.id,
    holdId,
    state: "held",
    endsAt,
    facts: encodeFacts(before),
    roleIds: roles.map(({ roleId }) => roleId),
    teamRoleIds,
    liveFacts,
  };
}

/**
 * Completes a hold after the change: seats that nothing else grants are marked, and administrators learn of it.
 * @param causeEntry - the id of the audit entry of the change
 * @returns what to report once the transaction has committed
 */
export async function finishHold(
  trx: Trx,
  ctx: ChangeContext,
  { hold, isNew }: StartedHold,
  losses: readonly Loss[],
  causeEntry: string | undefined,
): Promise<Alarm> {
  const { tenantId } = ctx.viewer;
  const { id, connectionId } = hold;
  const work = seatWork(trx, originOf(ctx), ctx.now());
  const userIds = [...new Set(losses.map(({ userId }) => userId))];
  for (let i = 0; i < userIds.length; i += BATCH) await markKeptSeats(work, userIds.slice(i, i + BATCH));
  const people = await recountHold(trx, tenantId, id, causeEntry);
  const endsAt = new Date(hold.endsAt).toISOString();
  await recordAudit(trx, originOf(ctx), ctx.now(), {
    action: isNew ? "hold.started" : "hold.extended",
    resourceType: "Hold",
    resourceId: id,
    facts: { connectionId, people, endsAt },
  });
  if (isNew) await mailAboutHold(trx, ctx, hold, people);
  return {
    code: "CHANGES_HELD",
    facts: { hold: id, connection: connectionId, people: String(people), endsAt },
  };
}
