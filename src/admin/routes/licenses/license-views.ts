import { Type } from "@sinclair/typebox";
import { toEtag } from "../../../effects/precondition.js";
import type { LedgerEntry } from "../../../licensing/ledger.js";
import type { License } from "../../../licensing/license-view.js";
import { availableOf, consumedOf } from "../../../licensing/pool.js";
import type { Reduction } from "../../../licensing/reductions.js";
import type { SeatInfo } from "../../../licensing/seat-list.js";
import type { Sku } from "../../../licensing/skus.js";
import { choice, type Shown, text } from "../../json-schema.js";
import { findPersonNames, type PersonNames, personNamesJson } from "../../person-names.js";
import type { AdminContext } from "../../route.js";
import { toTime } from "../../times.js";

const time = Type.String({ description: "A moment as in RFC 3339." });
const seats = Type.Integer({ minimum: 0 });

/** The schema of a SKU. */
export const skuSchema = Type.Object(
  {
    id: text,
    partNumber: text,
    displayName: text,
    purchased: seats,
    offerMinimum: seats,
    assigned: seats,
    held: { ...seats, description: "Seats that open invitations hold." },
    consumed: Type.Optional(seats),
    available: { ...seats, description: "Seats that can be given now." },
    pendingPurchased: Type.Optional({
      ...seats,
      description: "The value of `purchased` after an open reduction takes effect.",
    }),
    billingCycle: Type.Optional(choice(["monthly", "yearly"])),
    nextCycleAt: Type.Optional(time),
    instances: Type.Optional(
      Type.Array(text, {
        description: "Ids of the instances it opens; empty means all. May be given by name.",
      }),
    ),
    version: Type.Optional(text),
    createdAt: Type.Optional(time),
    lastModifiedAt: Type.Optional(time),
  },
  { title: "Sku" },
);

/** Returns a SKU as it is answered. */
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

/** The schema of a person's license. */
export const licenseSchema = Type.Object(
  {
    skuId: text,
    skuPartNumber: text,
    display: Type.Optional(text),
    status: choice(["active", "held", "error", "released"]),
    error: Type.Optional(text),
    since: time,
    assignedByGroup: Type.Optional(
      Type.String({ description: "The id of the group that gives it, if nothing else does." }),
    ),
  },
  { title: "License" },
);

/** Returns a person's license as it is answered. */
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

/** The schema of a seat. */
export const seatSchema = Type.Object(
  {
    id: Type.String({ description: "Id of the user." }),
    ...personNamesJson,
    status: choice(["active", "held", "error", "released"]),
    error: Type.Optional(text),
    since: time,
    expiresAt: Type.Optional(time),
    sources: Type.Array(text),
  },
  { title: "Seat" },
);

/** Returns a seat as it is answered; its id is the user's. */
export function showSeat(seat: SeatInfo, names: PersonNames): Shown<typeof seatSchema> {
  return {
    id: seat.userId,
    ...names,
    status: seat.status,
    error: seat.error,
    since: toTime(seat.since),
    expiresAt: toTime(seat.expiresAt),
    sources: seat.sources,
  };
}

/** The schema of a reduction. */
export const reductionSchema = Type.Object(
  {
    id: text,
    target: seats,
    state: choice(["requested", "scheduled", "applied", "failed", "withdrawn"]),
    requestedAt: time,
    effectiveAt: Type.Optional(time),
  },
  { title: "Reduction" },
);

/** Returns a reduction as it is answered. */
export function showReduction(reduction: Reduction): Shown<typeof reductionSchema> {
  return {
    id: reduction.id,
    target: reduction.target,
    state: reduction.state,
    requestedAt: toTime(reduction.requestedAt),
    effectiveAt: toTime(reduction.effectiveAt),
  };
}

/** The schema of a removed SKU. */
export const removedSkuSchema = Type.Object(
  {
    id: text,
    partNumber: text,
    instancesWithoutSku: Type.Array(text, {
      description: "Names of instances that no SKU opens any longer.",
    }),
  },
  { title: "RemovedSku" },
);

/** The schema of a row of the seat ledger. */
export const ledgerSchema = Type.Object(
  {
    id: text,
    at: time,
    skuId: text,
    userId: Type.Optional(text),
    ...personNamesJson,
    movement: text,
    cause: {
      ...text,
      description:
        "By which source: licenses, entitlements, group:ID, admin, invitation:ID, purchase, reduction, …",
    },
    seats: Type.Optional({
      ...seats,
      description: "How many were bought, or are to be there by a reduction.",
    }),
    actor: Type.Object({ kind: Type.Optional(text), id: Type.Optional(text) }),
    requestId: Type.Optional(text),
    amount: Type.Integer({ description: "How many more seats are in use after it." }),
  },
  { title: "SeatMovement" },
);

const users = Type.Array(Type.Object({ skuId: text, users: seats }));

/** Returns rows of the seat ledger as they are answered, with the names of the people. */
export async function showMovements(
  ctx: Pick<AdminContext, "db" | "viewer">,
  entries: readonly LedgerEntry[],
): Promise<Shown<typeof ledgerSchema>[]> {
  const namesOf = await findPersonNames(
    ctx,
    entries.map(({ userId }) => userId),
  );
  return entries.map((entry) => ({ ...entry, ...namesOf(entry.userId), at: toTime(entry.at) }));
}

/** The schema of the report on licenses. */
export const licenseReportSchema = Type.Object(
  {
    nearlyExhausted: Type.Array(
      Type.Object({
        skuId: Type.Optional(text),
        consumed: Type.Optional(seats),
        limit: Type.Optional(seats),
      }),
    ),
    waiting: users,
    inactive: users,
    toBeReleased: users,
    failedReductions: Type.Array(Type.Object({ skuId: text, target: seats })),
  },
  { title: "LicenseReport" },
);
