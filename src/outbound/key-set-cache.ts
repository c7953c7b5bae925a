import { isWithin } from "../db/clock-skew.js";
import { MINUTE, SECOND } from "../db/duration.js";
import { AppError } from "../errors.js";
import type { HttpClient } from "./http-client.js";
import { type KeySet, toKeySet } from "./signed-token.js";

/** How long fetched keys count as current, in milliseconds; a revoked key stays valid for as long. */
const FRESH = 10 * MINUTE;

/** How long fetched keys are used while their address cannot be reached, in milliseconds. */
const USABLE = 60 * MINUTE;

/** The shortest time between two fetches of one address in milliseconds, whatever `kid` a token names. */
const FETCH_INTERVAL = 30 * SECOND;

/** The most addresses that are cached; the one fetched longest ago is removed first. */
const MAX_ADDRESSES = 1000;

interface Entry {
  /** The keys fetched last, and when, in UTC milliseconds. */
  readonly keys: KeySet | undefined;
  readonly fetchedAt: number;
  /** When the last try began, and its error. */
  readonly triedAt: number;
  readonly failure: unknown;
}

const NOTHING: Entry = {
  keys: undefined,
  fetchedAt: 0,
  triedAt: Number.NEGATIVE_INFINITY,
  failure: undefined,
};

/**
 * A cache of the public keys of issuers and clients, by the address where they publish them; shared by all requests.
 */
export class KeySetCache {
  private readonly http: HttpClient;
  private readonly entries = new Map<string, Entry>();
  private readonly fetches = new Map<string, Promise<Entry>>();

  constructor(http: HttpClient) {
    this.http = http;
  }

  /**
   * Returns the keys at an address.
   * @param now - UTC milliseconds
   * @param renewed - whether the cached ones lack a key: fetches again, unless that was done less than half a minute
   * ago
   * @throws AppError `unavailable` when there are none and they cannot be fetched now
   */
  async get(url: string, now: number, renewed: boolean): Promise<KeySet> {
    const known = this.entries.get(url) ?? NOTHING;
    const isCurrent = known.keys !== undefined && isSince(known.fetchedAt, FRESH, now) && !renewed;
    const isDue = !isSince(known.triedAt, FETCH_INTERVAL, now);
    const entry = isCurrent || !(isDue || this.fetches.has(url)) ? known : await this.fetch(url, now);
    if (entry.keys !== undefined && isSince(entry.fetchedAt, USABLE, now)) return entry.keys;
    throw new AppError(
      "unavailable",
      "The keys of the token's issuer cannot be fetched now: try again later",
      { cause: entry.failure },
    );
  }

  /** Fetches each address once at a time; a failed fetch keeps the cached keys. */
  private fetch(url: string, now: number): Promise<Entry> {
    const running = this.fetches.get(url);
    if (running !== undefined) return running;
    const known = this.entries.get(url) ?? NOTHING;
    const fetched = this.http
      .getText(url)
      .then((text) => toKeySet(JSON.parse(text)))
      .then((keys): Entry => ({ keys, fetchedAt: now, triedAt: now, failure: undefined }))
      .catch((failure: unknown): Entry => ({ ...known, triedAt: now, failure }))
      .then((entry) => {
        this.remember(url, entry);
        return entry;
      });
    this.fetches.set(url, fetched);
    return fetched;
  }

  private remember(url: string, entry: Entry): void {
    this.fetches.delete(url);
    this.entries.delete(url);
    const [oldest] = this.entries.keys();
    if (oldest !== undefined && this.entries.size >= MAX_ADDRESSES) this.entries.delete(oldest);
    this.entries.set(url, entry);
  }
}

/** Returns true when a time is less than a given length ago; false for one ahead, because the clock was set back. */
function isSince(moment: number, length: number, now: number): boolean {
  return isWithin(moment + length, length, now);
}
