import { AppError } from "../errors.js";

const FORM = /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(\.\d{1,3})?)?)?(Z|[+-]\d\d:\d\d)?$/i;

/**
 * Parses a moment as people write it: `2026-10-03 09:00`, `2026-10-03`, `2026-10-03T09:00:00Z`. Without an offset it is
 * the time of the terminal's time zone.
 * @returns ISO 8601, in UTC
 * @throws AppError `invalidValue`
 */
export function readMoment(text: string, flag: string): string {
  const [, year, month, day, hour = "00", minute = "00", second = "00", fraction = "", offset = ""] =
    FORM.exec(text.trim()) ?? [];
  const local = new Date(
    `${year}-${month}-${day}T${hour}:${minute}:${second}${fraction}${offset.toUpperCase()}`,
  );
  // Date turns 30 February into a day of March.
  const isDay = new Date(`${year}-${month}-${day}T00:00:00Z`).getUTCDate() === Number(day);
  if (isDay && !Number.isNaN(local.getTime())) return local.toISOString();
  throw new AppError(
    "invalidValue",
    `${flag} must be a time like "2026-10-03 09:00", which is of this terminal's time zone, or 2026-10-03T09:00Z, not "${text}"`,
  );
}

/** `--at`, for commands that answer for the past as well. */
export const AT_OPTION = {
  at: {
    value: "TIME",
    doc: 'a moment of the past: "2026-10-03 09:00" in local time, or 2026-10-03T09:00Z',
    read: readMoment,
  },
} as const;
