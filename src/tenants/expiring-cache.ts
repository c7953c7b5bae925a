import { isWithin } from "../db/clock-skew.js";

interface Entry<T> {
  readonly until: number;
  readonly value: Promise<T | undefined>;
}

/**
 * Remembers for a short time what was looked up, so that many requests cost one look-up, also those that come while
 * it runs. What is not there and what failed is not remembered.
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
   * What a key stands for: remembered, else looked up.
   * @param now - UTC milliseconds
   */
  find(key: string, now: number, lookUp: () => Promise<T>): Promise<T>;
  find(key: string, now: number, lookUp: () => Promise<T | undefined>): Promise<T | undefined>;
  find(key: string, now: number, lookUp: () => Promise<T | undefined>): Promise<T | undefined> {
    const known = this.entries.get(key);
    if (known !== undefined && isWithin(known.until, this.lifetime, now)) return known.value;
    // The lifetime starts before the look-up: what changes while it runs is not trusted any longer for it.
    const entry: Entry<T> = { until: now + this.lifetime, value: lookUp() };
    this.remember(key, entry);
    entry.value.then(
      (value) => value ?? this.drop(key, entry),
      () => this.drop(key, entry),
    );
    return entry.value;
  }

  /** Forgets everything. */
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
