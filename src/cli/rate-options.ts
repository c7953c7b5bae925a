import { AppError } from "../errors.js";
import type { Connection } from "../tenants/connection.js";
import { type RateLimitChoices, type RateLimits, toRateLimits } from "../tenants/rate-limits.js";
import type { Call, Option } from "./command.js";

/** The most that may be chosen: a bucket this deep is none. */
const MAX_LIMIT = 1_000_000;

const VALUE = "NUMBER|default";

/** Options that set the rate limits of a connection. */
export const RATE_OPTIONS = {
  rate: { value: VALUE, doc: "requests a second in the long run; 0 for no limit" },
  burst: {
    value: VALUE,
    doc: "requests at once after a pause; five seconds' worth if not given",
  },
  "bulk-rate": { value: VALUE, doc: "operations of bulk requests a second; 0 for no limit" },
  "bulk-burst": { value: VALUE, doc: "operations of bulk requests at once" },
} as const satisfies Record<string, Option>;

/** The rate limits that the options name; undefined when there are none. */
export function readRateLimits(call: Call): RateLimitChoices | undefined {
  const limits = {
    ...readLimit(call, "rate", "rate", 0),
    ...readLimit(call, "burst", "burst", 1),
    ...readLimit(call, "bulk-rate", "bulkRate", 0),
    ...readLimit(call, "bulk-burst", "bulkBurst", 1),
  };
  return Object.keys(limits).length === 0 ? undefined : limits;
}

function readLimit(call: Call, option: string, name: keyof RateLimits, min: number): RateLimitChoices {
  const text = call.text(option);
  if (text === undefined) return {};
  if (text === "default") return { [name]: undefined };
  const limit = /^\d{1,7}$/.test(text) ? Number(text) : -1;
  if (limit >= min && limit <= MAX_LIMIT) return { [name]: limit };
  throw new AppError(
    "invalidValue",
    `--${option} must be a whole number from ${min} to ${MAX_LIMIT}, or 'default'`,
  );
}

/** The limits that are not the usual ones, as tables show them. */
export function describeLimits({ limits }: Connection): string {
  const usual = toRateLimits();
  const names = Object.keys(usual) as (keyof RateLimits)[];
  return names
    .filter((name) => limits[name] !== usual[name])
    .map((name) => `${name}=${limits[name]}`)
    .join(" ");
}
