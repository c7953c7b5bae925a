import { DAY, SECOND } from "./duration.js";

const DATE_TIME =
  /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})(\.\d{1,12})?(Z|[+-](?:0\d|1[0-4]):[0-5]\d)?$/;

/**
 * Parses an xsd:dateTime with date and time; without an offset it is UTC. Returns undefined for any other text,
 * including a day that is not in the calendar.
 * @returns UTC milliseconds
 * @see RFC 7643 §2.3.5
 */
export function parseDateTime(text: string): number | undefined {
  const match = DATE_TIME.exec(text);
  if (match === null) return undefined;
  const [, year, month, day, hour, minute, second, fraction = "", offset = "Z"] = match;
  const date = new Date(`${year}-${month}-${day}T00:00:00Z`);
  // Date turns 30 February into a day of March.
  if (Number.isNaN(date.getTime()) || date.getUTCDate() !== Number(day)) return undefined;
  const time = Date.parse(
    `${year}-${month}-${day}T${hour}:${minute}:${second}${fraction.slice(0, 4)}${offset}`,
  );
  return Number.isNaN(time) ? undefined : time;
}

/** The most days that are remembered. */
const MAX_DAYS = 1000;

/** Days as text, `2026-12-31T`, by their number since 1970. */
const days = new Map<number, string>();

/** `00` to `59`. */
const TWO_DIGITS = Array.from({ length: 60 }, (_, number) => String(number).padStart(2, "0"));

function dayText(day: number): string {
  const known = days.get(day);
  if (known !== undefined) return known;
  if (days.size >= MAX_DAYS) days.clear();
  const text = new Date(day * DAY).toISOString().slice(0, 11);
  days.set(day, text);
  return text;
}

/**
 * Returns a time as xsd:dateTime in UTC with milliseconds, as `Date.toISOString` does, which takes eight times as long:
 * a page of users has two hundred times. RFC 7643 §2.3.5
 * @param time - UTC milliseconds
 */
export function toDateTime(time: number): string {
  const day = Math.floor(time / DAY);
  const rest = time - day * DAY;
  const seconds = Math.floor(rest / SECOND);
  const hour = TWO_DIGITS[Math.floor(seconds / 3600)];
  const minute = TWO_DIGITS[Math.floor(seconds / 60) % 60];
  const milliseconds = String(1000 + (rest % SECOND)).slice(1);
  return `${dayText(day)}${hour}:${minute}:${TWO_DIGITS[seconds % 60]}.${milliseconds}Z`;
}

/** The form that `parseDate` accepts, for messages. */
export const DATE_FORM = "a day of the calendar like 2030-12-31, or a time like 2030-12-31T18:00:00Z";

/**
 * Parses a date as people write it: like `parseDateTime`, but the seconds are optional, and so is the time, which then
 * is the beginning of the day in UTC.
 * @returns UTC milliseconds; undefined for any other text
 */
export function parseDate(text: string): number | undefined {
  const [, day, minute, offset = ""] =
    /^(\d{4}-\d\d-\d\d)(?:T(\d\d:\d\d)(Z|[+-]\d\d:\d\d)?)?$/.exec(text) ?? [];
  return parseDateTime(day === undefined ? text : `${day}T${minute ?? "00:00"}:00${offset}`);
}
