import { AppError } from "../errors.js";

/** The seats of one SKU. Invariant: `0 ≤ assigned + held ≤ purchased`. R149 */
export interface Pool {
  readonly partNumber: string;
  readonly purchased: number;
  /** The smallest number of seats that the offer permits. R054 */
  readonly offerMinimum: number;
  readonly assigned: number;
  /** The number of seats that open invitations hold. R049 */
  readonly held: number;
  /** The value of `purchased` from the next cycle date on; undefined if no reduction is open. R055 */
  readonly promised: number | undefined;
}

/** Returns the number of seats in use. */
export function consumedOf({ assigned, held }: Pool): number {
  return assigned + held;
}

/** Returns the number of seats that may be in use. A requested reduction already counts. R056 */
export function limitOf({ purchased, promised }: Pool): number {
  return promised ?? purchased;
}

/** Returns the number of seats that can be given now. */
export function availableOf(pool: Pool): number {
  return Math.max(0, limitOf(pool) - consumedOf(pool));
}

/** Returns the error for a pool without free seats. R046 */
export function exhausted(pool: Pool): AppError {
  const reduced =
    pool.promised === undefined ? "" : ` (reduced from ${pool.purchased} at the next cycle date)`;
  return new AppError(
    "LICENSE_POOL_EXHAUSTED",
    `SKU "${pool.partNumber}" ${consumedOf(pool)} of ${limitOf(pool)} in use${reduced}: buy seats, or free one`,
  );
}

/**
 * Checks that no reduction of a pool is open.
 * @throws AppError `conflict` REDUCTION_OPEN
 */
export function checkNotReducing({ partNumber, promised }: Pool): void {
  if (promised === undefined) return;
  throw new AppError(
    "REDUCTION_OPEN",
    `SKU "${partNumber}" is being reduced to ${promised} seats: withdraw that reduction first`,
  );
}

/**
 * Checks that a pool can be reduced to a number of seats.
 * @throws AppError `conflict` BELOW_CONSUMED or BELOW_OFFER_MINIMUM, `invalidValue` if the number is not smaller
 * @see R053, R054
 */
export function checkReduction(pool: Pool, target: number): void {
  const { partNumber, purchased, offerMinimum, assigned, held } = pool;
  if (target >= purchased) {
    throw new AppError(
      "invalidValue",
      `${target} is not a reduction: SKU "${partNumber}" has ${purchased} seats; name a smaller number`,
    );
  }
  if (target < offerMinimum) {
    throw new AppError(
      "BELOW_OFFER_MINIMUM",
      `the offer of SKU "${partNumber}" does not go below ${offerMinimum} seats`,
    );
  }
  if (target < consumedOf(pool)) {
    throw new AppError(
      "BELOW_CONSUMED",
      `SKU "${partNumber}" has ${assigned} seats assigned and ${held} held: free seats before you reduce to ${target}`,
    );
  }
}

/** The billing cycles. A reduction takes effect at the next date of the cycle. */
export const BILLING_CYCLES = ["monthly", "yearly"] as const;

/** A billing cycle. */
export type BillingCycle = (typeof BILLING_CYCLES)[number];

/**
 * Returns the next date of a cycle after a given time, in UTC milliseconds. In a month without that day, it is the last
 * day.
 */
export function nextCycleDate(cycle: BillingCycle, anchor: number, now: number): number {
  const first = new Date(anchor);
  const step = cycle === "monthly" ? 1 : 12;
  for (let months = 0; ; months += step) {
    const candidate = addMonths(first, months);
    if (candidate > now) return candidate;
  }
}

function addMonths(from: Date, months: number): number {
  const moved = new Date(from);
  moved.setUTCDate(1);
  moved.setUTCMonth(moved.getUTCMonth() + months);
  const lastDay = new Date(Date.UTC(moved.getUTCFullYear(), moved.getUTCMonth() + 1, 0)).getUTCDate();
  moved.setUTCDate(Math.min(from.getUTCDate(), lastDay));
  return moved.getTime();
}
