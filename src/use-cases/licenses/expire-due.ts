import { listDueHolds } from "../../crm/kept/holds.js";
import type { Database } from "../../db/connect.js";
import { SECOND } from "../../db/duration.js";
import { lockUsers } from "../../directory/users/users.js";
import type { Context } from "../../effects/context.js";
import { sendRequired } from "../../effects/seats/apply-send-invitation.js";
import { endOpenInvitation } from "../../effects/seats/end-invitation.js";
import { type TenantActor, tenantContext } from "../../effects/tenant-context.js";
import { every, type Job } from "../../every.js";
import { type DueTenant, expireHoldsOf, listDue, releaseInactive } from "../../licensing/due.js";
import { continueGroupLicenses, listUnfinishedGroups } from "../../licensing/group-licenses.js";
import { stateAt } from "../../licensing/invitation.js";
import { markShown } from "../../licensing/invitation-requirements.js";
import { findInvitations } from "../../licensing/invitations.js";
import {
  listTenantsWithDueInvitations,
  listUsersWithDueInvitations,
  markNearExpiry,
} from "../../licensing/invitations-due.js";
import type { SeatWork } from "../../licensing/seat-work.js";
import { recordAudit } from "../../observability/audit.js";
import type { Logger } from "../../observability/log.js";
import { crmOfUser } from "../../schema/crm-extension.js";
import type { Resource } from "../../schema/model.js";
import { applyHold } from "../holds/holds.js";
import { inSeatTransaction } from "../seat-transaction.js";

/** The number of users whose invitations one transaction checks. */
const USERS = 200;

/** The number of groups per run, and of batches of members per transaction. */
const GROUPS = 100;
const BATCHES = 2;

/** The interval between runs in milliseconds. Reads and changes expire what they show on their own. */
const INTERVAL = 5 * SECOND;

/** What the job needs besides the database. */
export interface ExpiryOptions extends Pick<TenantActor, "mapping" | "seal" | "baseUrl"> {
  /** Whether the process is stopping; the rest is left to the next run. */
  readonly isStopped?: () => boolean;
  /** Receives an error; the rest continues. */
  readonly onError?: (error: unknown) => void;
}

/**
 * Expires what is due in every tenant: holds, reductions, seats of inactive users, invitations, licenses that members
 * of groups wait for, and held changes of connections. Any number of processes may run it at once.
 * @param now - UTC milliseconds
 * @see R050, R055
 */
export async function expireDueOfTenants(
  db: Database,
  now: number,
  options: ExpiryOptions = {},
): Promise<void> {
  const isStopped = options.isStopped ?? (() => false);
  const attempt = async (tenantId: string, work: (ctx: Context) => Promise<void>): Promise<void> => {
    if (isStopped()) return;
    try {
      const actor = { kind: "system", id: "expiry" } as const;
      const by = { ...options, actor, trigger: "expiry", now: () => now } as const;
      await work(await tenantContext(db, tenantId, by));
    } catch (error) {
      if (options.onError === undefined) throw error;
      options.onError(error);
    }
  };
  for (const tenant of await listDue(db.read, now)) {
    await attempt(tenant.tenantId, (ctx) => expireOfPools(ctx, tenant));
  }
  for (const tenantId of await listTenantsWithDueInvitations(db.read, now)) {
    await attempt(tenantId, (ctx) => expireInvitations(ctx, isStopped));
  }
  for (const { tenantId, groupId } of await listUnfinishedGroups(db.read, GROUPS)) {
    await attempt(tenantId, (ctx) => applyGroupLicensesOf(ctx, groupId, isStopped));
  }
  for (const { tenantId, holdId } of await listDueHolds(db.read, now)) {
    await attempt(tenantId, (ctx) => applyHold(ctx, holdId, isStopped));
  }
}

const neverStopped = (): boolean => false;

/**
 * Expires what is due in the tenant of a context, all at once: for a preview of a later instant.
 * @throws whatever the first failure throws
 */
export async function expireDue(ctx: Context): Promise<void> {
  const { tenantId } = ctx.viewer;
  const { read } = ctx.db;
  for (const due of await listDue(read, ctx.now(), tenantId)) await expireOfPools(ctx, due);
  for (const hold of await listDueHolds(read, ctx.now())) {
    if (hold.tenantId === tenantId) await applyHold(ctx, hold.holdId, neverStopped);
  }
  await expireInvitations(ctx, neverStopped);
  for (let groups = await listUnfinishedGroups(read, GROUPS, tenantId); groups.length > 0; ) {
    for (const { groupId } of groups) await applyGroupLicensesOf(ctx, groupId, neverStopped);
    groups = await listUnfinishedGroups(read, GROUPS, tenantId);
  }
}

async function expireOfPools(ctx: Context, { skuIds, releases }: DueTenant): Promise<void> {
  await inSeatTransaction(
    ctx,
    async (_trx, gate) => {
      const work = gate.open();
      for (const skuId of skuIds) await expireHoldsOf(work, skuId);
      if (releases) await releaseInactive(work);
    },
    "surely",
  );
}

async function applyGroupLicensesOf(ctx: Context, groupId: string, isStopped: () => boolean): Promise<void> {
  for (let isDone = false; !isDone && !isStopped(); ) {
    isDone = await inSeatTransaction(
      ctx,
      (_trx, gate) => continueGroupLicenses(gate.open(), groupId, BATCHES),
      "surely",
    );
  }
}

async function expireInvitations(ctx: Context, isStopped: () => boolean): Promise<void> {
  for (let expired = USERS; expired === USERS && !isStopped(); ) {
    expired = await inSeatTransaction(ctx, (_trx, gate) => expireSomeInvitations(gate.open(), ctx), "surely");
  }
}

/** Returns how many users were checked. */
async function expireSomeInvitations(work: SeatWork, ctx: Context): Promise<number> {
  const { trx, origin, now } = work;
  const userIds = await listUsersWithDueInvitations(work, USERS);
  // Users are locked first, as in every change of an invitation.
  const users = await lockUsers(trx, origin.tenantId, userIds);
  const invitations = await findInvitations(trx, origin.tenantId, userIds, now);
  for (const invitation of [...invitations.values()].flat()) {
    if (invitation.state !== "open" || stateAt(invitation, now) !== "Expired") continue;
    await endOpenInvitation(work, invitation, "expired");
  }
  await markNearExpiry(work, userIds);
  for (const id of userIds) work.touched.add(id);
  const resources = new Map(users.map((row) => [row.id, JSON.parse(row.resource) as Resource]));
  for (const { userId, instanceId, cause } of await markShown(work, userIds)) {
    const resource = resources.get(userId);
    if (resource === undefined) continue;
    await recordAudit(trx, origin, now, {
      action: "invitation.required",
      resourceType: "User",
      resourceId: userId,
      facts: { instanceId, cause },
    });
    // A provider that always sends `sendInvitation` must not cause another invitation.
    if (!crmOfUser(resource).sendInvitation || resource["active"] === false) continue;
    await sendRequired(work, ctx, userId, resource, false, false);
  }
  return userIds.length;
}

/** Starts the job that expires what is due; a failure is logged, and the next run retries. */
export function startExpiryJob(
  db: Database,
  log: Logger,
  options: Omit<ExpiryOptions, "isStopped" | "onError">,
): Job {
  const onError = (err: unknown): void => log.warn({ err }, "could not expire what is due");
  return every(
    INTERVAL,
    (signal) => expireDueOfTenants(db, Date.now(), { ...options, isStopped: () => signal.aborted, onError }),
    { onError, immediately: true },
  );
}
