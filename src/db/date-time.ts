const DATE_TIME =
  /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})(\.\d{1,12})?(Z|[+-](?:0\d|1[0-4]):[0-5]\d)?$/;

/**
 * Reads an xsd:dateTime with date and time; without an offset it is UTC. Undefined when it is none, a day that
 * the calendar lacks included.
 * @returns UTC milliseconds
 * @see RFC 7643 §2.3.5
 */
export function parseDateTime(text: string): number | undefined {
  const match = DATE_TIME.exec(text);
  if (match === null) return undefined;
  const [, year, month, day, hour, minute, second, fraction = "", offset = "Z"] = match;
  const date = new Date(`${year}-${month}-${day}T00:00:00Z`);
  // Date rolls 30 February over to March.
  if (Number.isNaN(date.getTime()) || date.getUTCDate() !== Number(day)) return undefined;
  const time = Date.parse(
    `${year}-${month}-${day}T${hour}:${minute}:${second}${fraction.slice(0, 4)}${offset}`,
  );
  return Number.isNaN(time) ? undefined : time;
}

/** What `parseDate` understands, for messages. */
export const DATE_FORM = "a day of the calendar like 2030-12-31, or a time like 2030-12-31T18:00:00Z";

/**
 * Reads a date as people write it: as `parseDateTime`, but seconds may be left out, or the time, which is the beginning
 * of the day in UTC then.
 * @returns UTC milliseconds; undefined when it is none
 */
export function parseDate(text: string): number | undefined {
  const [, day, minute, offset = ""] =
    /^(\d{4}-\d\d-\d\d)(?:T(\d\d:\d\d)(Z|[+-]\d\d:\d\d)?)?$/.exec(text) ?? [];
  return parseDateTime(day === undefined ? text : `${day}T${minute ?? "00:00"}:00${offset}`);
}
