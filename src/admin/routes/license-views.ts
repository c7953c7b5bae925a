import { toEtag } from "../../effects/precondition.js";
import type { LedgerEntry } from "../../licensing/ledger.js";
import type { License } from "../../licensing/license-view.js";
import { availableOf, consumedOf } from "../../licensing/pool.js";
import type { Reduction } from "../../licensing/reductions.js";
import type { SeatInfo } from "../../licensing/seat-list.js";
import type { Sku } from "../../licensing/skus.js";
import type { Shown } from "../json-schema.js";
import { toTime } from "../times.js";
import type {
  ledgerSchema,
  licenseSchema,
  reductionSchema,
  seatSchema,
  skuSchema,
} from "./license-schemas.js";

/** A SKU as the admin API shows it. */
export function showSku(sku: Sku): Shown<typeof skuSchema> {
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
    pendingPurchased: sku.promised,
    billingCycle: sku.billingCycle,
    nextCycleAt: toTime(sku.nextCycleAt),
    instances: sku.instances,
    version: toEtag(sku.version),
    createdAt: toTime(sku.createdAt),
    lastModifiedAt: toTime(sku.lastModifiedAt),
  };
}

/** A person's license as the admin API shows it. */
export function showLicense(license: License): Shown<typeof licenseSchema> {
  return {
    skuId: license.skuId,
    skuPartNumber: license.partNumber,
    display: license.displayName,
    status: license.status,
    error: license.error,
    since: toTime(license.since),
    assignedByGroup: license.groupId,
  };
}

/** A seat as the admin API lists it; its id is the user's. */
export function showSeat(seat: SeatInfo): Shown<typeof seatSchema> {
  return {
    id: seat.userId,
    status: seat.status,
    error: seat.error,
    since: toTime(seat.since),
    expiresAt: toTime(seat.expiresAt),
    sources: seat.sources,
  };
}

/** A reduction as the admin API shows it. */
export function showReduction(reduction: Reduction): Shown<typeof reductionSchema> {
  return {
    id: reduction.id,
    target: reduction.target,
    state: reduction.state,
    requestedAt: toTime(reduction.requestedAt),
    effectiveAt: toTime(reduction.effectiveAt),
  };
}

/** A row of the ledger as the admin API shows it. */
export function showMovement(entry: LedgerEntry): Shown<typeof ledgerSchema> {
  return { ...entry, at: toTime(entry.at) };
}
