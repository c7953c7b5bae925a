import { parseDuration } from "./duration.js";

/** What `parseMoment` understands, for messages. */
export const MOMENT_FORM = "a time like 2026-12-31T18:00:00Z, or a duration like 15m, 12h or 7d";

/**
 * Reads a moment as people write it: a date and time of ISO 8601, or a duration that counts back from now.
 * @param now - UTC milliseconds
 * @returns UTC milliseconds; undefined when it is none
 */
export function parseMoment(text: string, now: number): number | undefined {
  const ago = parseDuration(text);
  if (ago !== undefined) return now - ago;
  const isTime = /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?(?:Z|[+-]\d\d:\d\d))?$/.test(text);
  const time = isTime ? Date.parse(text) : Number.NaN;
  return Number.isNaN(time) ? undefined : time;
}
