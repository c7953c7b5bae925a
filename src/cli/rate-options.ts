import { type RateLimits, toRateLimits } from "../tenants/rate-limits.js";
import type { Answer } from "./answer-text.js";
import type { Call, Option } from "./command.js";
import { wholeNumber } from "./values.js";

/** The maximum limit, which is as good as none. */
const MAX_LIMIT = 1_000_000;

/** The value that resets a limit. */
const DEFAULT = "default";

/** The options for rate limits of a connection. */
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

/** Returns the rate limits in the options, null to reset one; undefined if there are none. */
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

/** Describes the limits of a connection that are not the default. */
export function describeLimits(connection: Answer): string {
  const { limits } = connection as { readonly limits: RateLimits };
  const usual = toRateLimits();
  const names = Object.keys(usual) as (keyof RateLimits)[];
  return names
    .filter((name) => limits[name] !== usual[name])
    .map((name) => `${name}=${limits[name]}`)
    .join(" ");
}
