import { readFileSync } from "node:fs";
import { DATE_FORM, parseDate } from "../db/date-time.js";
import { DAY, MINUTE } from "../db/duration.js";
import { AppError } from "../errors.js";
import { ALGORITHMS, type Algorithm } from "../outbound/signed-token.js";
import { utf8Of } from "../schema/read-json.js";
import { SCOPES, type Scope } from "../tenants/connection.js";
import type { Call, Option } from "./command.js";

/** What a token may do when nothing is said. */
const DEFAULT_SCOPES: readonly Scope[] = ["scim"];

/** `--scope`, for whatever can have scopes. */
export const SCOPE_OPTION = {
  scope: {
    repeat: true,
    value: "SCOPE",
    doc: `'${DEFAULT_SCOPES.join(" ")}' if not given; may be repeated: ${SCOPES.join(", ")}`,
  },
} as const satisfies Record<string, Option>;

/** `--expires`, for whatever can end. */
export const EXPIRES_OPTION = {
  expires: {
    value: "DATE",
    doc: "when it ends: 2030-12-31, 2030-12-31T18:00:00Z or 90d; never if not given",
  },
} as const satisfies Record<string, Option>;

/** `--algorithm`, for whatever checks signatures. */
export const ALGORITHM_OPTION = {
  algorithm: {
    repeat: true,
    value: "NAME",
    doc: `how tokens may be signed; RS256, ES256 and PS256 if not given; may be repeated: ${ALGORITHMS.join(", ")}`,
  },
} as const satisfies Record<string, Option>;

/** The scopes that `--scope` names. */
export function readScopes(call: Call): readonly Scope[] {
  const words = call.texts("scope").flatMap((text) => text.split(/[ ,]+/));
  const scopes = words.map((word) => {
    const scope = SCOPES.find((candidate) => candidate === word);
    if (scope === undefined)
      throw new AppError("invalidValue", `--scope must be one of ${SCOPES.join(", ")}`);
    return scope;
  });
  return scopes.length === 0 ? DEFAULT_SCOPES : [...new Set(scopes)];
}

/**
 * The time that `--expires` names.
 * @returns UTC milliseconds; a date without a time is its beginning in UTC
 */
export function readExpiry(call: Call, now: number): number | undefined {
  const text = call.text("expires");
  if (text === undefined) return undefined;
  const days = /^(\d{1,5})d$/.exec(text)?.[1];
  const expiry = days === undefined ? parseDate(text) : now + Number(days) * DAY;
  if (expiry === undefined) {
    throw new AppError("invalidValue", `--expires must be ${DATE_FORM}, or like 90d`);
  }
  if (expiry <= now) throw new AppError("invalidValue", "--expires must be in the future");
  return expiry;
}

/** The algorithms that `--algorithm` names; undefined when it was not given. */
export function readAlgorithms(call: Call): readonly Algorithm[] | undefined {
  const algorithms = call.texts("algorithm").map((text) => {
    const algorithm = ALGORITHMS.find((candidate) => candidate === text);
    if (algorithm === undefined) {
      throw new AppError("invalidValue", `--algorithm must be one of ${ALGORITHMS.join(", ")}`);
    }
    return algorithm;
  });
  return algorithms.length === 0 ? undefined : algorithms;
}

/** The minutes that an option names, in milliseconds; undefined when it was not given. */
export function readMinutes(call: Call, name: string): number | undefined {
  const text = call.text(name);
  if (text === undefined) return undefined;
  if (!/^\d{1,6}$/.test(text)) throw new AppError("invalidValue", `--${name} must be a number of minutes`);
  return Number(text) * MINUTE;
}

/** The JSON of the file that an option names; undefined when it was not given. */
export function readJsonFile(call: Call, name: string): unknown {
  const file = call.text(name);
  if (file === undefined) return undefined;
  try {
    return parseFile(file);
  } catch (error) {
    throw new AppError("invalidValue", `--${name} must name a file of JSON in UTF-8 that can be read`, {
      cause: error,
    });
  }
}

/** @throws Error when it cannot be read, is not in UTF-8, or is no JSON */
function parseFile(file: string): unknown {
  const bytes = utf8Of(readFileSync(file));
  if (bytes === undefined) throw new Error("the file is not in UTF-8: save it in UTF-8");
  return JSON.parse(bytes.toString("utf8")) as unknown;
}

/**
 * The number that an option names.
 * @param fallback - when it was not given
 * @throws AppError `invalidValue` for anything but a whole number from 1 to `most`
 */
export function readCount(call: Call, name: string, fallback: number, most: number): number {
  const text = call.text(name) ?? String(fallback);
  const count = /^\d{1,9}$/.test(text) ? Number(text) : 0;
  if (count >= 1 && count <= most) return count;
  throw new AppError("invalidValue", `--${name} must be a whole number from 1 to ${most}`);
}

/** The JSON of a file that an operand names. @throws AppError `invalidValue` */
export function readOperandJson(file: string): unknown {
  try {
    return parseFile(file);
  } catch (error) {
    // What Node says of a missing file or of malformed JSON is what the operator needs, too.
    throw new AppError("invalidValue", `${file}: ${(error as Error).message}`, { cause: error });
  }
}

/**
 * The one of some words that was given, whatever its case.
 * @param what - what must be one of them: `--mode`, `KIND`
 * @throws AppError `invalidValue`
 */
export function oneOf<const T extends string>(what: string, words: readonly T[], text: string): T {
  const word = words.find((candidate) => candidate.toLowerCase() === text.toLowerCase());
  if (word !== undefined) return word;
  const choice = words.length === 2 ? words.join(" or ") : `one of ${words.join(", ")}`;
  throw new AppError("invalidValue", `${what} must be ${choice}`);
}

/** A time as tables show it; empty when there is none. */
export function timeText(time: number | undefined): string {
  return time === undefined ? "" : new Date(time).toISOString();
}
