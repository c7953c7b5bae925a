import { every } from "../every.js";
import { MAX_CLOCK_SKEW } from "./clock-skew.js";
import { SECOND } from "./duration.js";

/**
 * How long other processes take a worker for alive of which they hear nothing, in milliseconds. With the longest wait
 * until one of them looks again, five seconds, what a dead worker had is taken over within fifteen.
 */
export const LEASE = 8 * SECOND;

/** The condition that nobody holds a row; binds now, and `latestLease` of it. */
export const IS_FREE = "(leased_until <= ? or leased_until > ?)";

/** A lease that ends later is of a clock that was set back since, and holds nothing. */
export function latestLease(now: number): number {
  return now + LEASE + MAX_CLOCK_SKEW;
}

/** How often a lease is put off while its worker lives, in milliseconds. */
const RENEWAL = LEASE / 4;

/**
 * Does what was leased, however long it takes, and puts the lease off as long as this process lives. A renewal that
 * fails is left to the next one: when none succeeds, others take the work over.
 */
export async function whileRenewing<T>(renew: () => Promise<unknown>, work: () => Promise<T>): Promise<T> {
  const renewing = every(RENEWAL, renew, { onError: () => undefined });
  try {
    return await work();
  } finally {
    await renewing.stop();
  }
}
