import { findGroupNames } from "../../directory/groups/group-names.js";
import { lockUsers } from "../../directory/users/users.js";
import { type Context, originOf } from "../../effects/context.js";
import { userNotFound } from "../../effects/not-found.js";
import { refuseForApplication } from "../../effects/seats/apply-user-licenses.js";
import { AppError } from "../../errors.js";
import { expireHoldsOf } from "../../licensing/due.js";
import { DIRECT_SOURCES } from "../../licensing/grants.js";
import { findLicenses, type License } from "../../licensing/license-view.js";
import type { SeatWork } from "../../licensing/seat-work.js";
import { giveSeats, serveWaiting, takeBackSeats } from "../../licensing/seats.js";
import type { Sku } from "../../licensing/skus.js";
import { recordAudit } from "../../observability/audit.js";
import type { AuditAction } from "../../observability/audit-actions.js";
import type { Resource } from "../../schema/model.js";
import { inSeatTransaction } from "../seat-transaction.js";

const ADMIN = { source: "admin", sourceId: "" } as const;

/** The SKUs to assign to a person and to remove, by id or part number. */
export interface LicenseChange {
  readonly add: readonly string[];
  readonly remove: readonly string[];
}

/**
 * Assigns and removes licenses of a person for an administrator, all or none; repeated assignments and removals change
 * nothing. R041, R057, R097, R100
 * @returns the person's licenses afterwards
 * @throws AppError `conflict` LICENSE_POOL_EXHAUSTED, LICENSE_INHERITED; `notFound`; `invalidValue`
 */
export async function changeLicenses(
  ctx: Context,
  userId: string,
  change: LicenseChange,
): Promise<readonly License[]> {
  return inSeatTransaction(
    ctx,
    async (_trx, gate) => {
      const work = gate.open();
      await requirePerson(work, userId);
      for (const name of change.remove) await removeLicense(ctx, work, userId, name);
      for (const name of change.add) await assignLicense(ctx, work, userId, name);
      return licensesOf(work, userId);
    },
    "surely",
  );
}

async function licensesOf({ trx, origin, now }: SeatWork, userId: string): Promise<readonly License[]> {
  return (await findLicenses(trx, origin.tenantId, [userId], now)).get(userId) ?? [];
}

/** @throws AppError `notFound`, `invalidValue` for who cannot have a license. R135 */
async function requirePerson(work: SeatWork, userId: string): Promise<void> {
  const [row] = await lockUsers(work.trx, work.origin.tenantId, [userId]);
  if (row === undefined) throw await userNotFound(work.trx, work.origin.tenantId, userId);
  refuseForApplication(JSON.parse(row.resource) as Resource);
}

async function assignLicense(ctx: Context, work: SeatWork, userId: string, name: string): Promise<void> {
  const sku = await expireHoldsOf(work, name);
  await giveSeats(work, sku.id, [userId], ADMIN, "refuse");
  await audit(ctx, work, userId, sku, "license.assigned");
}

async function removeLicense(ctx: Context, work: SeatWork, userId: string, name: string): Promise<void> {
  const sku = await expireHoldsOf(work, name);
  const held = (await licensesOf(work, userId)).find(({ skuId }) => skuId === sku.id);
  if (held === undefined) return;
  if (held.groupId !== undefined) throw await inherited(work, sku, held.groupId);
  await takeBackSeats(work, { userIds: [userId], skuId: sku.id, sources: DIRECT_SOURCES }, "admin");
  await audit(ctx, work, userId, sku, "license.removed");
}

async function inherited({ trx, origin }: SeatWork, sku: Sku, groupId: string): Promise<AppError> {
  const group = (await findGroupNames(trx, origin.tenantId, [groupId])).get(groupId) ?? groupId;
  return new AppError(
    "LICENSE_INHERITED",
    `SKU "${sku.partNumber}" comes from the group "${group}": remove the person from the group, or the license from the group`,
  );
}

async function audit(
  ctx: Context,
  work: SeatWork,
  userId: string,
  { id: skuId, partNumber }: Sku,
  action: AuditAction,
): Promise<void> {
  await recordAudit(work.trx, originOf(ctx), work.now, {
    action,
    resourceType: "User",
    resourceId: userId,
    facts: { skuId, partNumber },
  });
}

/**
 * Moves a seat from one person to another in one transaction. R041, P07
 * @throws AppError `conflict` NOT_LICENSED, ALREADY_LICENSED, LICENSE_INHERITED; `notFound`; `invalidValue`
 */
export async function reassignLicense(ctx: Context, name: string, from: string, to: string): Promise<Sku> {
  return inSeatTransaction(
    ctx,
    async (_trx, gate) => {
      const work = gate.open();
      for (const userId of [from, to].toSorted()) await requirePerson(work, userId);
      const sku = await expireHoldsOf(work, name);
      const giver = (await licensesOf(work, from)).find(({ skuId }) => skuId === sku.id);
      const taker = (await licensesOf(work, to)).find(({ skuId }) => skuId === sku.id);
      if (giver?.status !== "active") {
        throw new AppError("NOT_LICENSED", `"${from}" has no seat of SKU "${sku.partNumber}" to move`);
      }
      if (taker?.status === "active" || taker?.status === "held") {
        throw new AppError("ALREADY_LICENSED", `"${to}" already has a seat of SKU "${sku.partNumber}"`);
      }
      // No waiting user may get the seat in between.
      const filter = { userIds: [from], skuId: sku.id, sources: DIRECT_SOURCES };
      await takeBackSeats(work, filter, "reassign", false);
      const left = (await licensesOf(work, from)).find(({ skuId }) => skuId === sku.id);
      if (left !== undefined) throw await inherited(work, sku, left.groupId ?? "");
      await giveSeats(work, sku.id, [to], ADMIN, "refuse");
      await audit(ctx, work, from, sku, "license.reassigned");
      await audit(ctx, work, to, sku, "license.assigned");
      return expireHoldsOf(work, sku.id);
    },
    "surely",
  );
}

/** Tries again to assign the seats a person waits for. docs/licensing.md */
export async function reprocessLicenses(ctx: Context, userId: string): Promise<readonly License[]> {
  return inSeatTransaction(
    ctx,
    async (_trx, gate) => {
      const work = gate.open();
      await requirePerson(work, userId);
      for (const { skuId, status } of await licensesOf(work, userId)) {
        if (status !== "error") continue;
        await expireHoldsOf(work, skuId);
        await serveWaiting(work, skuId);
      }
      return licensesOf(work, userId);
    },
    "surely",
  );
}
