import { MINUTE } from "./duration.js";

/**
 * How far the clocks of servers on one database may be apart, in milliseconds. A stored moment that lies further ahead
 * than what it waits for can take is of a clock that was set back, and holds for nothing.
 */
export const MAX_CLOCK_SKEW = 2 * MINUTE;

/** The latest moment that a clock which was never set back may have stored as "now". */
export function latestPast(now: number): number {
  return now + MAX_CLOCK_SKEW;
}

/**
 * Whether something remembered by one process still counts: it began no later than now and ends later.
 * @param end - UTC milliseconds, as are all
 * @param length - from its beginning to its end
 */
export function isWithin(end: number, length: number, now: number): boolean {
  return end > now && end - length <= now;
}
