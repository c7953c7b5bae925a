import type { JsonSchema } from "../route.js";

const text = { type: "string" };
const time = { type: "string", description: "A moment as in RFC 3339." };
const seats = { type: "integer", minimum: 0 };

/** A SKU in answers. */
export const skuSchema: JsonSchema = {
  title: "Sku",
  type: "object",
  required: ["id", "partNumber", "displayName", "purchased", "offerMinimum", "assigned", "held", "available"],
  properties: {
    id: text,
    partNumber: text,
    displayName: text,
    purchased: seats,
    offerMinimum: seats,
    assigned: seats,
    held: { ...seats, description: "Seats that open invitations hold." },
    consumed: seats,
    available: { ...seats, description: "Seats that can be given now." },
    pendingPurchased: {
      ...seats,
      description: "What `purchased` becomes once an open reduction is in force.",
    },
    billingCycle: { enum: ["monthly", "yearly"] },
    nextCycleAt: time,
    instances: {
      type: "array",
      items: text,
      description: "Ids of the instances it opens; empty means all. May be given by name.",
    },
    version: text,
    createdAt: time,
    lastModifiedAt: time,
  },
};

/** A person's license in answers. */
export const licenseSchema: JsonSchema = {
  title: "License",
  type: "object",
  required: ["skuId", "skuPartNumber", "status", "since"],
  properties: {
    skuId: text,
    skuPartNumber: text,
    display: text,
    status: { enum: ["active", "held", "error", "released"] },
    error: text,
    since: time,
    assignedByGroup: {
      type: "string",
      description: "Id of the group that gives it, where nothing else does.",
    },
  },
};

/** A seat of a SKU in answers. */
export const seatSchema: JsonSchema = {
  title: "Seat",
  type: "object",
  required: ["id", "status", "since", "sources"],
  properties: {
    id: { type: "string", description: "Id of the user." },
    status: { enum: ["active", "held", "error", "released"] },
    error: text,
    since: time,
    expiresAt: time,
    sources: { type: "array", items: text },
  },
};

/** A reduction in answers. */
export const reductionSchema: JsonSchema = {
  title: "Reduction",
  type: "object",
  required: ["id", "target", "state", "requestedAt"],
  properties: {
    id: text,
    target: seats,
    state: { enum: ["requested", "scheduled", "applied", "failed", "withdrawn"] },
    requestedAt: time,
    effectiveAt: time,
  },
};

/** A SKU that was removed, in answers. */
export const removedSkuSchema: JsonSchema = {
  title: "RemovedSku",
  type: "object",
  required: ["id", "partNumber", "instancesWithoutSku"],
  properties: {
    id: text,
    partNumber: text,
    instancesWithoutSku: {
      type: "array",
      items: text,
      description: "Names of instances that no SKU opens any longer.",
    },
  },
};

/** A row of the seat ledger in answers. */
export const ledgerSchema: JsonSchema = {
  title: "SeatMovement",
  type: "object",
  required: ["id", "at", "skuId", "movement", "cause", "actor", "amount"],
  properties: {
    id: text,
    at: time,
    skuId: text,
    userId: text,
    movement: text,
    cause: {
      ...text,
      description:
        "By which source: licenses, entitlements, group:ID, admin, invitation:ID, purchase, reduction, …",
    },
    seats: { ...seats, description: "How many were bought, or are to be there by a reduction." },
    actor: { type: "object", properties: { kind: text, id: text } },
    requestId: text,
    amount: { type: "integer", description: "How many more seats are in use after it." },
  },
};

const counted = (name: string): JsonSchema => ({
  type: "array",
  items: { type: "object", required: ["skuId", name], properties: { skuId: text, [name]: seats } },
});

/** The report on licenses in answers. */
export const licenseReportSchema: JsonSchema = {
  title: "LicenseReport",
  type: "object",
  required: ["nearlyExhausted", "waiting", "inactive", "toBeReleased", "failedReductions"],
  properties: {
    nearlyExhausted: {
      type: "array",
      items: { type: "object", properties: { skuId: text, consumed: seats, limit: seats } },
    },
    waiting: counted("users"),
    inactive: counted("users"),
    toBeReleased: counted("users"),
    failedReductions: counted("target"),
  },
};
