import { isWithin } from "../db/clock-skew.js";
import { MINUTE, SECOND } from "../db/duration.js";

/** The failures of one key that are answered in a window; after that there is no answer until it ends. */
const MAX_FAILURES = 10;

/** In milliseconds. */
const WINDOW = MINUTE;

/** The most keys kept in memory; the oldest is removed first. */
const MAX_KEYS = 10_000;

/**
 * Limits guessing. It counts in the memory of one process: the secrets have 256 random bits, so the limit only saves
 * work and keeps logs readable, and replicas need not share it.
 */
export class FailureLimit {
  private readonly windows = new Map<string, { readonly end: number; failures: number }>();

  /**
   * Returns how long a key must wait before the next try.
   * @param now - UTC milliseconds
   * @returns seconds; 0 when it may try now
   */
  delay(key: string, now: number): number {
    const window = this.windows.get(key);
    if (window === undefined || !isWithin(window.end, WINDOW, now) || window.failures < MAX_FAILURES)
      return 0;
    return Math.ceil((window.end - now) / SECOND);
  }

  /** Counts a failure. */
  add(key: string, now: number): void {
    const window = this.windows.get(key);
    if (window !== undefined && isWithin(window.end, WINDOW, now)) {
      window.failures++;
      return;
    }
    this.windows.delete(key);
    const [oldest] = this.windows.keys();
    if (oldest !== undefined && this.windows.size >= MAX_KEYS) this.windows.delete(oldest);
    this.windows.set(key, { end: now + WINDOW, failures: 1 });
  }
}
