import { MOMENT_FORM, parseMoment } from "../db/moment.js";
import { AppError } from "../errors.js";
import { OPERATIONS } from "./entries.js";
import type { LogFilter } from "./search.js";

/** Parses the text of each part of a filter; `now` is UTC milliseconds. */
const READERS: {
  readonly [Name in keyof LogFilter]-?: (text: string, now: number) => LogFilter[Name];
} = {
  connection: (text) => text,
  status: readStatus,
  operation: (text) => OPERATIONS.find((operation) => operation === text),
  resourceId: (text) => text,
  requestId: (text) => text,
  since: parseMoment,
  until: parseMoment,
};

/** The forms of a status: one status, a class such as `4xx`, or a range. */
export const STATUS_FORM = /^(?:(\d{3})|(\d)[xX][xX]|(\d{3})-(\d{3}))$/;

/** The expected form of each part that is not free text, for messages. */
const EXPECTED = {
  status: "like 404, 4xx or 400-499",
  operation: `one of ${OPERATIONS.join(", ")}`,
  since: MOMENT_FORM,
  until: MOMENT_FORM,
} as const satisfies { readonly [Name in keyof LogFilter]?: string };

/** The parts of a filter and their descriptions. */
export const LOG_FILTERS: Readonly<Record<keyof LogFilter, string>> = {
  connection: "The connection's name.",
  status: `Status of the answer, ${EXPECTED.status}.`,
  operation: `What was asked for, ${EXPECTED.operation}.`,
  resourceId: "Id of the user or group.",
  requestId: "Id of the request.",
  since: `Ended not earlier, ${EXPECTED.since}.`,
  until: `Ended before, ${EXPECTED.until}.`,
};

/**
 * Parses a filter of the log.
 * @param now - UTC milliseconds, from which durations count back
 * @throws AppError `invalidValue`, which names the wrong part
 */
export function readLogFilter(texts: Readonly<Record<string, string>>, now: number): LogFilter {
  return Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, readPart(name, text, now)]));
}

function readPart(name: string, text: string, now: number): unknown {
  if (!isPart(name)) {
    const names = Object.keys(READERS).join(", ");
    throw new AppError("invalidValue", `'${name.slice(0, 60)}' is unknown here: use ${names}.`);
  }
  // No stored text contains U+0000, and PostgreSQL cannot compare with it.
  const value = text.includes("\0") ? undefined : READERS[name](text, now);
  if (value !== undefined) return value;
  const expected: { readonly [Name in keyof LogFilter]?: string } = EXPECTED;
  throw new AppError("invalidValue", `'${name}' must be ${expected[name] ?? "a text"}.`);
}

function isPart(name: string): name is keyof LogFilter {
  return Object.hasOwn(READERS, name);
}

function readStatus(text: string): readonly [number, number] | undefined {
  const [, one, hundreds, from, to] = STATUS_FORM.exec(text) ?? [];
  if (one !== undefined) return [Number(one), Number(one)];
  if (hundreds !== undefined) return [Number(hundreds) * 100, Number(hundreds) * 100 + 99];
  return from === undefined ? undefined : [Number(from), Number(to)];
}
