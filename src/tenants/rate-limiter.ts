import { setTimeout as sleep } from "node:timers/promises";
import type { Database } from "../db/connect.js";
import { SECOND } from "../db/duration.js";
import type { Logger } from "../observability/log.js";
import type { Connection } from "./connection.js";
import { type BucketKey, type Lease, leaseTokens, tokenTime } from "./rate-limit-leases.js";
import { limitOf, type RateBucket, type RateLimit } from "./rate-limits.js";

/** The share of a bucket that a process leases at once. */
const BLOCK_SHARE = 0.1;

/** How long leased tokens may be spent, in milliseconds: what an idle process holds, the others lack. */
const LEASE_LIFETIME = 10 * SECOND;

/** After an empty bucket, no other lease for so many milliseconds: a flood must not become one of statements. */
const LEASE_PAUSE = 50;

/** How long requests wait for a lease, in milliseconds: longer than a flood delays it, shorter than clients wait. */
const PATIENCE = 3 * SECOND;

/** After a lease that failed, requests pass uncounted for so many milliseconds. */
const AMNESTY = SECOND;

/** A clock that goes back by more, in milliseconds, was set back: nothing holds that was counted by it. */
const SET_BACK = SECOND;

/** Buckets remembered at once; the oldest makes room. */
const MAX_BUCKETS = 10_000;

/** What this process may spend of one bucket. Times are UTC milliseconds. */
interface Purse {
  /** Under which limit the tokens were leased. */
  limit: RateLimit;
  tokens: number;
  expiresAt: number;
  /** So many tokens were not in the bucket when it was last asked, and may be there from `refilledAt` on. */
  lacking: number;
  refilledAt: number;
  /** Until when requests pass, because the database did not answer. */
  openUntil: number;
  leasing: Promise<void> | undefined;
  /** How much further the bucket's clock is than that of this process, in milliseconds. */
  ahead: number;
  /** When the last request came, and that by a clock that nobody sets. */
  seenAt: number;
  seenTick: number;
}

/**
 * Holds connections to their rate limits, together with every other process on the same database: each leases a tenth
 * of a bucket at a time and spends it without asking. Over any time all of them admit the burst and the rate at the
 * most, and what they held when it began. While the database does not answer, everything passes.
 */
export class RateLimiter {
  private readonly db: Database;
  private readonly log: Logger;
  private readonly purses = new Map<string, Purse>();

  constructor(db: Database, log: Logger) {
    this.db = db;
    this.log = log;
  }

  /**
   * Admits a request, or says how long to wait. Only when a lease is spent is the answer a promise.
   * @param cost - what it takes out of the bucket; one that is greater than the bucket empties it
   * @param now - UTC milliseconds
   * @returns 0 when it may pass, else the seconds until it may be sent again
   */
  admit(connection: Connection, bucket: RateBucket, cost: number, now: number): number | Promise<number> {
    const limit = limitOf(connection.limits, bucket);
    if (limit === undefined) return 0;
    const purse = this.purseOf(`${connection.id} ${bucket}`, limit);
    forgetFuture(purse, now);
    if (purse.expiresAt <= now) purse.tokens = 0;
    const due = Math.min(cost, limit.burst);
    const key = { tenantId: connection.tenantId, connectionId: connection.id, bucket };
    if (purse.tokens < due) return this.wait(purse, key, limit, due, now);
    purse.tokens -= due;
    // Ahead of need, so that a busy connection never waits.
    if (purse.tokens < blockOf(limit) / 2 && purse.leasing === undefined && purse.refilledAt <= now) {
      void this.lease(purse, key, limit, 1, now);
    }
    return 0;
  }

  private async wait(
    purse: Purse,
    key: BucketKey,
    limit: RateLimit,
    due: number,
    now: number,
  ): Promise<number> {
    while (purse.tokens < due) {
      if (purse.openUntil > now) return 0;
      const needed = due - purse.tokens;
      if (purse.refilledAt > now && needed >= purse.lacking) {
        const wait = purse.refilledAt - now + (needed - purse.lacking) * tokenTime(limit);
        return Math.max(1, Math.ceil(wait / SECOND));
      }
      // Another request's lease may bring enough for this one too.
      await (purse.leasing ?? this.lease(purse, key, limit, needed, now));
    }
    purse.tokens -= due;
    return 0;
  }

  private lease(purse: Purse, key: BucketKey, limit: RateLimit, needed: number, now: number): Promise<void> {
    const wanted = Math.max(needed, blockOf(limit));
    const leased = leaseTokens(this.db.write, key, limit, { needed, wanted }, now + purse.ahead);
    purse.leasing = patiently(leased)
      .then(
        ({ granted, fullAt, clock }) => {
          purse.ahead = clock - now;
          purse.tokens += granted;
          purse.expiresAt = now + LEASE_LIFETIME;
          if (granted === wanted) return;
          purse.lacking = granted === 0 ? needed : 1;
          const refilledAt = fullAt - purse.ahead - (limit.burst - purse.lacking) * tokenTime(limit);
          purse.refilledAt = Math.max(now + LEASE_PAUSE, refilledAt);
        },
        (error: unknown) => {
          purse.openUntil = now + AMNESTY;
          const { connectionId } = key;
          this.log.warn({ err: error, connectionId }, "could not count requests: they pass without limit");
        },
      )
      .finally(() => {
        purse.leasing = undefined;
      });
    return purse.leasing;
  }

  private purseOf(key: string, limit: RateLimit): Purse {
    const known = this.purses.get(key);
    // What was leased under another limit may be more than this one has.
    if (known?.limit.rate === limit.rate && known.limit.burst === limit.burst) return known;
    this.purses.delete(key);
    const [oldest] = this.purses.keys();
    if (oldest !== undefined && this.purses.size >= MAX_BUCKETS) this.purses.delete(oldest);
    const purse: Purse = {
      limit,
      tokens: 0,
      expiresAt: 0,
      lacking: 0,
      refilledAt: 0,
      openUntil: 0,
      leasing: undefined,
      ahead: 0,
      seenAt: 0,
      seenTick: 0,
    };
    this.purses.set(key, purse);
    return purse;
  }
}

/** After the clock was set back, moments of the time before must not hold until it is reached again. */
function forgetFuture(purse: Purse, now: number): void {
  const tick = performance.now();
  if (purse.seenAt > now + SET_BACK) {
    purse.tokens = 0;
    purse.refilledAt = 0;
    purse.openUntil = 0;
    // By the bucket's clock time went on.
    purse.ahead += purse.seenAt + (tick - purse.seenTick) - now;
  }
  purse.seenAt = now;
  purse.seenTick = tick;
}

function blockOf({ burst }: RateLimit): number {
  return Math.max(1, Math.floor(burst * BLOCK_SHARE));
}

/** @throws Error when it takes too long; what it settles to then is lost */
async function patiently(lease: Promise<Lease>): Promise<Lease> {
  const patience = new AbortController();
  const tooLate = sleep(PATIENCE, undefined, { signal: patience.signal, ref: false });
  // Its own rejection is the abort below, when the database was faster.
  const failed = tooLate.then(
    () => Promise.reject(new Error("the database did not answer in time")),
    () => lease,
  );
  try {
    return await Promise.race([lease, failed]);
  } finally {
    patience.abort();
  }
}
