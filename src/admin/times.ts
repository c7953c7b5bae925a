import { Type } from "@sinclair/typebox";
import { DATE_FORM, parseDate } from "../db/date-time.js";
import { AppError } from "../errors.js";
import { quote } from "../schema/quote.js";

/** A moment in bodies and answers: ISO 8601, in UTC where the server writes it. */
export const timeJson = Type.String({ format: "date-time" });

/** A time of the database as an answer has it. */
export function toTime(milliseconds: number): string;
/** A time of the database as an answer has it; undefined if there is none. */
export function toTime(milliseconds: number | undefined): string | undefined;
/** Implements both. */
export function toTime(milliseconds: number | undefined): string | undefined {
  return milliseconds === undefined ? undefined : new Date(milliseconds).toISOString();
}

/**
 * A moment of a body, in UTC milliseconds; undefined where it is left out.
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
 * A moment of a body that must be yet to come, in UTC milliseconds; undefined where it is left out.
 * @param now - UTC milliseconds
 * @throws AppError `invalidValue`
 */
export function readFuture(name: string, text: string | undefined, now: number): number | undefined {
  const time = readTime(name, text);
  if (time !== undefined && time <= now)
    throw new AppError("invalidValue", `'${name}' must be in the future`);
  return time;
}
