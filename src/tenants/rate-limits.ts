/**
 * The rate limit of a connection: a number of requests per second in the long run, and a burst after a pause; a rate of
 * 0 means no limit. The operations of bulk requests are counted separately.
 */
export interface RateLimits {
  readonly rate: number;
  readonly burst: number;
  readonly bulkRate: number;
  readonly bulkBurst: number;
}

/** The limits that the operator chose; undefined stands for the default. */
export type RateLimitChoices = { readonly [Name in keyof RateLimits]?: number | undefined };

/** The buckets: requests, and the operations of bulk requests. */
export type RateBucket = "requests" | "bulk";

/** The limit of one bucket. */
export interface RateLimit {
  /** Tokens per second. */
  readonly rate: number;
  readonly burst: number;
}

/** The default rates, in requests and bulk operations per second: far above those of providers (25, Entra ID). */
const DEFAULT_RATE = 1000;

/** The default burst, in seconds of the rate. */
const BURST_SECONDS = 5;

/** Returns the limits in force; the default burst is five seconds of the rate. */
export function toRateLimits(chosen: RateLimitChoices = {}): RateLimits {
  const { rate = DEFAULT_RATE, bulkRate = DEFAULT_RATE } = chosen;
  return {
    rate,
    burst: chosen.burst ?? BURST_SECONDS * rate,
    bulkRate,
    bulkBurst: chosen.bulkBurst ?? BURST_SECONDS * bulkRate,
  };
}

/** Returns the limit of one bucket; undefined if it has none. */
export function limitOf(limits: RateLimits, bucket: RateBucket): RateLimit | undefined {
  const { rate, burst } = bucket === "requests" ? limits : { rate: limits.bulkRate, burst: limits.bulkBurst };
  return rate === 0 ? undefined : { rate, burst };
}
