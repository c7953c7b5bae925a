import { toEtag } from "../../effects/precondition.js";
import type { LedgerEntry } from "../../licensing/ledger.js";
import type { License } from "../../licensing/license-view.js";
import { availableOf, consumedOf } from "../../licensing/pool.js";
import type { Reduction } from "../../licensing/reductions.js";
import type { SeatInfo } from "../../licensing/seat-list.js";
import type { Sku } from "../../licensing/skus.js";

function moment(time: number): string {
  return new Date(time).toISOString();
}

/** A SKU as the admin API shows it. */
export function showSku(sku: Sku): Record<string, unknown> & { readonly id: string } {
  return {
    id: sku.id,
    partNumber: sku.partNumber,
    displayName: sku.displayName,
    purchased: sku.purchased,
    offerMinimum: sku.offerMinimum,
    assigned: sku.assigned,
    held: sku.held,
    consumed: consumedOf(sku),
    available: availableOf(sku),
    ...(sku.promised !== undefined && { pendingPurchased: sku.promised }),
    billingCycle: sku.billingCycle,
    nextCycleAt: moment(sku.nextCycleAt),
    instances: sku.instances,
    version: toEtag(sku.version),
    createdAt: moment(sku.createdAt),
    lastModifiedAt: moment(sku.lastModifiedAt),
  };
}

/** A person's license as the admin API shows it. */
export function showLicense(license: License): Record<string, unknown> {
  return {
    skuId: license.skuId,
    skuPartNumber: license.partNumber,
    display: license.displayName,
    status: license.status,
    ...(license.error !== undefined && { error: license.error }),
    since: moment(license.since),
    ...(license.groupId !== undefined && { assignedByGroup: license.groupId }),
  };
}

/** A seat as the admin API lists it; its id is the user's. */
export function showSeat(seat: SeatInfo): Record<string, unknown> & { readonly id: string } {
  return {
    id: seat.userId,
    status: seat.status,
    ...(seat.error !== undefined && { error: seat.error }),
    since: moment(seat.since),
    ...(seat.expiresAt !== undefined && { expiresAt: moment(seat.expiresAt) }),
    sources: seat.sources,
  };
}

/** A reduction as the admin API shows it. */
export function showReduction(reduction: Reduction): Record<string, unknown> {
  return {
    id: reduction.id,
    target: reduction.target,
    state: reduction.state,
    requestedAt: moment(reduction.requestedAt),
    ...(reduction.effectiveAt !== undefined && { effectiveAt: moment(reduction.effectiveAt) }),
  };
}

/** A row of the ledger as the admin API shows it. */
export function showMovement(entry: LedgerEntry): Record<string, unknown> & { readonly id: string } {
  return { ...entry, at: moment(entry.at) };
}
