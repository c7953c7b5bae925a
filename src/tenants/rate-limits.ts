/**
 * How fast a connection may send: so many requests a second in the long run, and so many at once after a pause;
 * 0 a second is no limit. Bulk requests count apart, by their operations.
 */
export interface RateLimits {
  readonly rate: number;
  readonly burst: number;
  readonly bulkRate: number;
  readonly bulkBurst: number;
}

/** The limits that an operator has chosen; undefined stands for the default. */
export type RateLimitChoices = { readonly [Name in keyof RateLimits]?: number | undefined };

/** What is counted apart: requests, and the operations of bulk requests. */
export type RateBucket = "requests" | "bulk";

/** One bucket's limit. */
export interface RateLimit {
  /** A second. */
  readonly rate: number;
  readonly burst: number;
}

/** Requests a second, and operations of bulk requests a second: far above what providers send (25, Entra ID). */
const DEFAULT_RATE = 1000;

/** Seconds of the rate that may come at once. */
const BURST_SECONDS = 5;

/** The limits in force; a burst that was not chosen is five seconds of the rate. */
export function toRateLimits(chosen: RateLimitChoices = {}): RateLimits {
  const { rate = DEFAULT_RATE, bulkRate = DEFAULT_RATE } = chosen;
  return {
    rate,
    burst: chosen.burst ?? BURST_SECONDS * rate,
    bulkRate,
    bulkBurst: chosen.bulkBurst ?? BURST_SECONDS * bulkRate,
  };
}

/** The limit of one bucket; undefined when there is none. */
export function limitOf(limits: RateLimits, bucket: RateBucket): RateLimit | undefined {
  const { rate, burst } = bucket === "requests" ? limits : { rate: limits.bulkRate, burst: limits.bulkBurst };
  return rate === 0 ? undefined : { rate, burst };
}
