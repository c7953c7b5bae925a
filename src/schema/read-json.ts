import { isUtf8 } from "node:buffer";
import { AppError } from "../errors.js";
import { isExactNumber, isJsonNumber } from "./json-number.js";
import { type NumberPlace, scanJson } from "./json-scan.js";
import { pathOfUnstorable } from "./unstorable.js";

/** Options for reading a client's JSON. */
export interface JsonReading {
  /**
   * How to read a number that JavaScript would write differently, such as `12.50` or `12345678901234567890`: `digits`
   * returns its digits as a string; `values` returns the number, or throws if that would change its value.
   */
  readonly numbers: "digits" | "values";
  /** Whether strings that databases cannot store are left for the caller to check. */
  readonly keepsUnstorable?: boolean;
}

/** Escapes of U+0000 and of surrogates, which may form whole pairs. */
const SUSPICIOUS = /\\u(?:0000|d[89a-f])/i;

/** The bytes that some programs put in front of UTF-8. */
const BYTE_ORDER_MARK = Buffer.from("\uFEFF");

/**
 * Returns UTF-8 bytes without their byte order mark; undefined when they are not UTF-8. RFC 8259 §8.1.
 * @param bytes - as sent, or as in a file
 */
export function utf8Of(bytes: Buffer): Buffer | undefined {
  if (!isUtf8(bytes)) return undefined;
  const { length } = BYTE_ORDER_MARK;
  return bytes.subarray(0, length).equals(BYTE_ORDER_MARK) ? bytes.subarray(length) : bytes;
}

/**
 * Parses a client's JSON after checking it against `JSON_LIMITS`.
 * @param bytes - in UTF-8
 * @throws AppError `invalidSyntax` for invalid JSON or too deep nesting, `payloadTooLarge` for too many values,
 * `invalidValue` for a number that cannot be kept and for a string that databases cannot store
 */
export async function readJson(bytes: Buffer, reading: JsonReading): Promise<unknown> {
  const numbers = await scanJson(bytes);
  const text = bytes.toString("utf8");
  const value = parse(numbers.length === 0 ? text : withExactNumbers(bytes, numbers, reading), text);
  if (reading.keepsUnstorable !== true && SUSPICIOUS.test(text)) checkStorable(value);
  return value;
}

function parse(text: string, original: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    const position = text === original ? /position (\d+)/.exec((error as Error).message)?.[1] : undefined;
    const where = position === undefined ? "" : ` (position ${position})`;
    throw new AppError("invalidSyntax", `The body is not valid JSON${where}: correct it and send it again`);
  }
}

/** Returns the text, with quotes around the numbers whose digits must be kept. */
function withExactNumbers(bytes: Buffer, places: readonly NumberPlace[], { numbers }: JsonReading): string {
  const parts: string[] = [];
  let behind = 0;
  for (const { begin, end } of places) {
    const text = bytes.toString("latin1", begin, end);
    if (!isJsonNumber(text) || String(Number(text)) === text) continue;
    if (numbers === "digits") {
      parts.push(bytes.toString("utf8", behind, begin), `"${text}"`);
      behind = end;
    } else if (!isExactNumber(text)) throw inexact(text);
  }
  return parts.join("") + bytes.toString("utf8", behind);
}

function inexact(text: string): AppError {
  const shown = text.length > 60 ? `${text.slice(0, 60)}…` : text;
  return new AppError(
    "invalidValue",
    `The number ${shown} cannot be kept exactly: send it as a string in quotes, or with at most 15 digits`,
  );
}

function checkStorable(value: unknown): void {
  const path = pathOfUnstorable(value);
  if (path === undefined) return;
  throw new AppError(
    "invalidValue",
    `${path} must not contain U+0000 or half of a surrogate pair: leave it out`,
  );
}
