import { AppError } from "../errors.js";
import type { JsonSchema } from "./route.js";

/** A moment in bodies and answers: ISO 8601, in UTC where the server writes it. */
export const timeJson: JsonSchema = { type: "string", format: "date-time" };

/** A time of the database as an answer has it; nothing where there is none. */
export function toTime(milliseconds: number | undefined): string | undefined {
  return milliseconds === undefined ? undefined : new Date(milliseconds).toISOString();
}

const MOMENT = /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?(?:Z|[+-]\d\d:\d\d))?$/;

/**
 * A moment of a body that must be yet to come, in UTC milliseconds; undefined where it is left out.
 * @param now - UTC milliseconds
 * @throws AppError `invalidValue`
 */
export function readFuture(name: string, text: string | undefined, now: number): number | undefined {
  if (text === undefined) return undefined;
  const time = MOMENT.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(time)) {
    throw new AppError("invalidValue", `'${name}' must be like 2030-12-31 or 2030-12-31T18:00:00Z`);
  }
  if (time <= now) throw new AppError("invalidValue", `'${name}' must be in the future`);
  return time;
}
