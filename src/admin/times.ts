import { Type } from "@sinclair/typebox";
import { DATE_FORM, parseDate } from "../db/date-time.js";
import { AppError } from "../errors.js";
import { quote } from "../schema/quote.js";

/** A moment in bodies and answers: ISO 8601, in UTC in answers. */
export const timeJson = Type.String({ format: "date-time" });

/** Formats a time of the database for an answer. */
export function toTime(milliseconds: number): string;
/** Formats a time of the database for an answer; undefined if there is none. */
export function toTime(milliseconds: number | undefined): string | undefined;
/** Implements both. */
export function toTime(milliseconds: number | undefined): string | undefined {
  return milliseconds === undefined ? undefined : new Date(milliseconds).toISOString();
}

/**
 * Parses a moment of a body to UTC milliseconds; undefined if omitted.
 * @throws AppError `invalidValue`
 */
export function readTime(name: string, text: string | undefined): number | undefined {
  const time = text === undefined ? undefined : parseDate(text);
  if (text !== undefined && time === undefined) {
    throw new AppError("invalidValue", `'${name}' must be ${DATE_FORM}, not ${quote(text)}`);
  }
  return time;
}

/**
 * Parses a future moment of a body to UTC milliseconds; undefined if omitted.
 * @param now - UTC milliseconds
 * @throws AppError `invalidValue`
 */
export function readFuture(name: string, text: string | undefined, now: number): number | undefined {
  const time = readTime(name, text);
  if (time !== undefined && time <= now)
    throw new AppError("invalidValue", `'${name}' must be in the future`);
  return time;
}
