import { isWithin } from "../db/clock-skew.js";
import { MINUTE, SECOND } from "../db/duration.js";

/** Failures that are answered as such, for one key in one window; then there is no answer until the window ends. */
const MAX_FAILURES = 10;

/** Milliseconds. */
const WINDOW = MINUTE;

/** Keys remembered at once; the oldest makes room. */
const MAX_KEYS = 10_000;

/**
 * Slows down who guesses. It counts in the memory of one process: what is guessed at has 256 random bits, so the
 * limit saves work and keeps logs readable, and other replicas need not know.
 */
export class FailureLimit {
  private readonly windows = new Map<string, { readonly end: number; failures: number }>();

  /**
   * How long a key has to wait before it may try again.
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
