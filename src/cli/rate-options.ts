import { type RateLimits, toRateLimits } from "../tenants/rate-limits.js";
import type { Answer } from "./answer-text.js";
import type { Call, Option } from "./command.js";
import { wholeNumber } from "./values.js";

/** The most that may be chosen: a bucket this deep is none. */
const MAX_LIMIT = 1_000_000;

/** What puts a limit back to the usual one. */
const DEFAULT = "default";

/** Options that set the rate limits of a connection. */
export const RATE_OPTIONS = {
  rate: rateOption(0, "requests a second in the long run; 0 for no limit"),
  burst: rateOption(1, "requests at once after a pause; five seconds' worth if not given"),
  "bulk-rate": rateOption(0, "operations of bulk requests a second; 0 for no limit"),
  "bulk-burst": rateOption(1, "operations of bulk requests at once"),
} as const;

function rateOption(least: number, doc: string): Option {
  const read = wholeNumber(least, MAX_LIMIT, ", or 'default'");
  return {
    value: "NUMBER|default",
    doc,
    read: (text, flag) => (text === DEFAULT ? DEFAULT : read(text, flag)),
  };
}

/** The rate limits that the options name, null for the usual one; undefined when there are none. */
export function readRateLimits(call: Call): Record<string, unknown> | undefined {
  const named = {
    rate: call.value("rate"),
    burst: call.value("burst"),
    bulkRate: call.value("bulk-rate"),
    bulkBurst: call.value("bulk-burst"),
  };
  const limits = Object.entries(named)
    .filter(([, limit]) => limit !== undefined)
    .map(([name, limit]) => [name, limit === DEFAULT ? null : limit]);
  return limits.length === 0 ? undefined : Object.fromEntries(limits);
}

/** The limits of a connection that are not the usual ones, as tables show them. */
export function describeLimits(connection: Answer): string {
  const { limits } = connection as { readonly limits: RateLimits };
  const usual = toRateLimits();
  const names = Object.keys(usual) as (keyof RateLimits)[];
  return names
    .filter((name) => limits[name] !== usual[name])
    .map((name) => `${name}=${limits[name]}`)
    .join(" ");
}
