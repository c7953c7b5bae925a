import { parseDate } from "./date-time.js";
import { parseDuration } from "./duration.js";

/** The form that `parseMoment` accepts, for messages. */
export const MOMENT_FORM = "a time like 2026-12-31T18:00:00Z, or a duration like 15m, 12h or 7d";

/**
 * Parses a time as people write it: a date and time of ISO 8601, or a duration that counts back from now.
 * @param now - UTC milliseconds
 * @returns UTC milliseconds; undefined for any other text
 */
export function parseMoment(text: string, now: number): number | undefined {
  const ago = parseDuration(text);
  if (ago !== undefined) return now - ago;
  return parseDate(text);
}
