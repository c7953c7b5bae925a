import { setTimeout as sleep } from "node:timers/promises";
import type { Database } from "../db/connect.js";
import { SECOND } from "../db/duration.js";
import type { Logger } from "../observability/log.js";
import type { Connection } from "./connection.js";
import { type BucketKey, type Lease, leaseTokens, tokenTime } from "./rate-limit-leases.js";
import { limitOf, type RateBucket, type RateLimit } from "./rate-limits.js";

/** The share of a bucket that a process leases in one step. */
const BLOCK_SHARE = 0.1;

/** The lifetime of leased tokens in milliseconds; while an idle process holds them, other processes lack them. */
const LEASE_LIFETIME = 10 * SECOND;

/**
 * The pause after a lease from an empty bucket, in milliseconds, so that a flood of requests does not become one of
 * statements.
 */
const LEASE_PAUSE = 50;

/** How long a request waits for a lease, in milliseconds: longer than a flood delays one, shorter than clients wait. */
const PATIENCE = 3 * SECOND;

/** How long requests pass uncounted after a failed lease, in milliseconds. */
const AMNESTY = SECOND;

/** A clock that goes back by more than this was set back, in milliseconds; stored moments are then discarded. */
const SET_BACK = SECOND;

/** The maximum number of cached buckets; the oldest one is dropped. */
const MAX_BUCKETS = 10_000;

/** The leased tokens of one bucket. Times are UTC milliseconds. */
interface Purse {
  /** The limit under which the tokens were leased. */
  limit: RateLimit;
  tokens: number;
  expiresAt: number;
  /** The number of tokens that the bucket lacked at the last lease; it has them from `refilledAt` on. */
  lacking: number;
  refilledAt: number;
  /** Until when requests pass because the database did not answer. */
  openUntil: number;
  leasing: Promise<void> | undefined;
  /** How far the bucket's clock is ahead of this process, in milliseconds. */
  ahead: number;
  /** When the last request came, also by the monotonic clock. */
  seenAt: number;
  seenTick: number;
}

/**
 * Enforces the rate limits of connections across all processes on a database: each process leases a tenth of a bucket
 * at a time and spends it without a query. Over any period they admit at most the burst, the rate, and the tokens
 * leased before. While the database does not answer, all requests pass.
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
   * Admits a request, or returns how long to wait. The result is a promise only if a lease is needed.
   * @param cost - the tokens it takes; a cost above the depth empties the bucket
   * @param now - UTC milliseconds
   * @returns 0 if it may pass, otherwise the seconds until it may be sent again
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
    // Leased ahead of need, so that a busy connection never waits.
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
      // The lease of another request may be enough for this one too.
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
          this.log.warn(
            { err: error, connectionId },
            "could not count requests, which therefore pass without a limit",
          );
        },
      )
      .finally(() => {
        purse.leasing = undefined;
      });
    return purse.leasing;
  }

  private purseOf(key: string, limit: RateLimit): Purse {
    const known = this.purses.get(key);
    // Tokens leased under an earlier limit may exceed the current one.
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

/** Discards moments in the future, which were stored before the clock was set back. */
function forgetFuture(purse: Purse, now: number): void {
  const tick = performance.now();
  if (purse.seenAt > now + SET_BACK) {
    purse.tokens = 0;
    purse.refilledAt = 0;
    purse.openUntil = 0;
    // The bucket's clock kept running.
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
