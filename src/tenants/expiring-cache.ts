import { isWithin } from "../db/clock-skew.js";

interface Entry<T> {
  readonly until: number;
  readonly value: Promise<T | undefined>;
}

/**
 * Caches look-ups for a short time, so that many requests, concurrent ones included, cost one look-up. Missing values
 * and failures are not cached.
 */
export class ExpiringCache<T> {
  /** Milliseconds. */
  private readonly lifetime: number;
  private readonly maxEntries: number;
  private readonly entries = new Map<string, Entry<T>>();

  /** @param maxEntries - remembered at once; the oldest makes room */
  constructor(lifetime: number, maxEntries: number) {
    this.lifetime = lifetime;
    this.maxEntries = maxEntries;
  }

  /**
   * Returns the cached value of a key, or looks it up.
   * @param now - UTC milliseconds
   */
  find(key: string, now: number, lookUp: () => Promise<T>): Promise<T>;
  find(key: string, now: number, lookUp: () => Promise<T | undefined>): Promise<T | undefined>;
  find(key: string, now: number, lookUp: () => Promise<T | undefined>): Promise<T | undefined> {
    const known = this.entries.get(key);
    if (known !== undefined && isWithin(known.until, this.lifetime, now)) return known.value;
    // The lifetime starts before the look-up, so that a change during the look-up is not missed for longer.
    const entry: Entry<T> = { until: now + this.lifetime, value: lookUp() };
    this.remember(key, entry);
    entry.value.then(
      (value) => value ?? this.drop(key, entry),
      () => this.drop(key, entry),
    );
    return entry.value;
  }

  /** Clears the cache. */
  clear(): void {
    this.entries.clear();
  }

  private remember(key: string, entry: Entry<T>): void {
    this.entries.delete(key);
    const [oldest] = this.entries.keys();
    if (oldest !== undefined && this.entries.size >= this.maxEntries) this.entries.delete(oldest);
    this.entries.set(key, entry);
  }

  private drop(key: string, entry: Entry<T>): void {
    if (this.entries.get(key) === entry) this.entries.delete(key);
  }
}
