import { MINUTE } from "./duration.js";

/**
 * The largest difference between the clocks of servers on one database, in milliseconds. A stored time that lies
 * further ahead than its purpose allows comes from a clock that was set back since, and is ignored.
 */
export const MAX_CLOCK_SKEW = 2 * MINUTE;

/** Returns the latest time that a clock which was never set back may have stored as "now". */
export function latestPast(now: number): number {
  return now + MAX_CLOCK_SKEW;
}

/**
 * Returns true while something that a process remembers is valid: it began no later than now and ends later.
 * @param end - all times are UTC milliseconds
 * @param length - from its beginning to its end
 */
export function isWithin(end: number, length: number, now: number): boolean {
  return end > now && end - length <= now;
}
