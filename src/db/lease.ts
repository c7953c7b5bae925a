import { every } from "../every.js";
import { MAX_CLOCK_SKEW } from "./clock-skew.js";
import { SECOND } from "./duration.js";

/**
 * How long a worker counts as alive after its last renewal, in milliseconds. With the longest wait until another
 * process looks again, five seconds, the work of a dead worker is taken over within fifteen.
 */
export const LEASE = 8 * SECOND;

/** The condition that no worker holds a row; binds now, and its `latestLease`. */
export const IS_FREE_SQL = "(leased_until <= ? or leased_until > ?)";

/** Returns the latest end of a valid lease; a later one comes from a clock that was set back since. */
export function latestLease(now: number): number {
  return now + LEASE + MAX_CLOCK_SKEW;
}

/** How often a lease is renewed while its worker lives, in milliseconds. */
const RENEWAL = LEASE / 4;

/**
 * Runs leased work, however long it takes, and renews the lease meanwhile. A renewal that fails is left to the next
 * one; if none succeeds, another process takes over the work.
 */
export async function withRenewedLease<T>(renew: () => Promise<unknown>, work: () => Promise<T>): Promise<T> {
  const renewing = every(RENEWAL, renew, { onError: () => undefined });
  try {
    return await work();
  } finally {
    await renewing.stop();
  }
}
