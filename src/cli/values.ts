import { readFileSync } from "node:fs";
import { DATE_FORM, parseDate } from "../db/date-time.js";
import { DAY } from "../db/duration.js";
import { AppError } from "../errors.js";
import { ALGORITHMS } from "../outbound/signed-token.js";
import { utf8Of } from "../schema/read-json.js";
import { SCOPES, type Scope } from "../tenants/connection.js";
import type { Option } from "./command.js";

/** `--filter`, for lists of users and groups. */
export const FILTER_OPTION = {
  filter: { value: "FILTER", doc: "a SCIM filter such as 'active eq true'" },
} as const satisfies Record<string, Option>;

/** `--scope`, for tokens and clients. */
export const SCOPE_OPTION = {
  scope: {
    value: "SCOPE",
    doc: `a scope; may be repeated: ${SCOPES.join(", ")}`,
    repeat: true,
    fills: "scopes",
    read: readScopes,
  },
} as const;

/** `--expires`, for tokens and secrets. */
export const EXPIRES_OPTION = {
  expires: {
    value: "DATE",
    doc: "when it expires: 2030-12-31, 2030-12-31T18:00:00Z or 90d; never if not given",
    fills: "expiresAt",
    read: readExpiry,
  },
} as const;

/** `--algorithm`, for clients and issuers. */
export const ALGORITHM_OPTION = {
  algorithm: {
    value: "NAME",
    choices: ALGORITHMS,
    doc: `a permitted signature algorithm; may be repeated: ${ALGORITHMS.join(", ")}; RS256, ES256 and PS256 if not given`,
    repeat: true,
    fills: "algorithms",
  },
} as const satisfies Record<string, Option & { readonly fills: string }>;

function readScopes(text: string, flag: string): Scope[] {
  return text.split(/[ ,]+/).map((word) => oneOf(flag, SCOPES, word));
}

/** Parses a future time from a date or a number of days; a date without a time means its start in UTC. */
function readExpiry(text: string, flag: string): string {
  const days = /^(\d{1,5})d$/.exec(text)?.[1];
  const expiry = days === undefined ? parseDate(text) : Date.now() + Number(days) * DAY;
  if (expiry === undefined) {
    throw new AppError("invalidValue", `${flag} must be ${DATE_FORM}, or like 90d`);
  }
  if (expiry <= Date.now()) throw new AppError("invalidValue", `${flag} must be in the future`);
  return new Date(expiry).toISOString();
}

/** Parses a number of minutes. */
export function readMinutes(text: string, flag: string): number {
  if (!/^\d{1,6}$/.test(text)) throw new AppError("invalidValue", `${flag} must be a number of minutes`);
  return Number(text);
}

/** Reads the JSON of the file that an option names. */
export function readJsonFile(file: string, flag: string): unknown {
  try {
    return parseFile(file);
  } catch (error) {
    throw new AppError("invalidValue", `${flag} must name a file of JSON in UTF-8 that can be read`, {
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

/** Parses the integer of an option. @param more - further valid values, for the message */
export function wholeNumber(least: number, most: number, more = "") {
  return (text: string, flag: string): number => {
    const number = /^\d{1,9}$/.test(text) ? Number(text) : -1;
    if (number >= least && number <= most) return number;
    throw new AppError("invalidValue", `${flag} must be a whole number from ${least} to ${most}${more}`);
  };
}

/** Reads the JSON file of an operand. @throws AppError `invalidValue` */
export function readOperandJson(file: string): unknown {
  try {
    return parseFile(file);
  } catch (error) {
    // Node's messages about a missing file or malformed JSON help the operator as well.
    throw new AppError("invalidValue", `${file}: ${(error as Error).message}`, { cause: error });
  }
}

/**
 * Parses one of some words, ignoring case.
 * @param what - the option or operand, for the message: `--mode`, `KIND`
 * @throws AppError `invalidValue`
 */
export function oneOf<const T extends string>(what: string, words: readonly T[], text: string): T {
  const word = words.find((candidate) => candidate.toLowerCase() === text.toLowerCase());
  if (word !== undefined) return word;
  const choice = words.length === 2 ? words.join(" or ") : `one of ${words.join(", ")}`;
  throw new AppError("invalidValue", `${what} must be ${choice}`);
}

/** Reads the JSON object in the file of an operand. @throws AppError `invalidValue` */
export function readOperandObject(file: string): object {
  const value = readOperandJson(file);
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value;
  throw new AppError("invalidValue", `${file}: this must be a JSON object`);
}
