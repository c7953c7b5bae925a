import { isDeepStrictEqual } from "node:util";
import type { Answer } from "../wire.js";

/** A condition on an answer; body paths are JSON Pointers (RFC 6901), header names are lower-case. */
export interface Assertion {
  readonly target: "body" | "header";
  readonly path: string;
  readonly op: string;
  readonly value?: unknown;
}

type Test = (actual: unknown, expected: unknown) => boolean;

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Whether a value holds at least what is expected of it. */
function holds(actual: unknown, expected: unknown): boolean {
  if (!isObject(expected)) return isDeepStrictEqual(actual, expected);
  return isObject(actual) && Object.entries(expected).every(([name, value]) => holds(actual[name], value));
}

function typeOf(value: unknown): string {
  if (Array.isArray(value)) return "array";
  if (Number.isInteger(value)) return "integer";
  return value === null ? "null" : typeof value;
}

function hasNull(value: unknown): boolean {
  if (value === null) return true;
  return typeof value === "object" && Object.values(value).some(hasNull);
}

const includes: Test = (actual, expected) =>
  Array.isArray(actual) && actual.some((item) => holds(item, expected));
const contains: Test = (actual, expected) => Array.isArray(actual) && actual.includes(expected);
const unassigned: Test = (actual) =>
  actual === undefined || actual === null || actual === "" || isDeepStrictEqual(actual, []);

/** The operators of an assertion. */
export const operators: Readonly<Record<string, Test>> = {
  eq: isDeepStrictEqual,
  ne: (actual, expected) => !isDeepStrictEqual(actual, expected),
  eqIgnoreCase: (actual, expected) => String(actual).toLowerCase() === String(expected).toLowerCase(),
  exists: (actual) => actual !== undefined,
  missing: (actual) => actual === undefined,
  unassigned,
  contains,
  notContains: (actual, expected) => !contains(actual, expected),
  includes,
  notIncludes: (actual, expected) => !includes(actual, expected),
  length: (actual, expected) => Array.isArray(actual) && actual.length === expected,
  type: (actual, expected) => typeOf(actual) === expected,
  matches: (actual, expected) => typeof actual === "string" && new RegExp(String(expected)).test(actual),
  between: (actual, expected) => {
    const [low, high] = expected as [number, number];
    return typeof actual === "number" && actual >= low && actual <= high;
  },
  noNulls: (actual) => actual !== undefined && !hasNull(actual),
};

/** The value at a JSON Pointer; undefined when there is none. */
export function pointTo(value: unknown, pointer: string): unknown {
  const names = pointer.split("/").slice(1);
  return names
    .map((name) => name.replaceAll("~1", "/").replaceAll("~0", "~"))
    .reduce<unknown>((at, name) => (typeof at === "object" ? Reflect.get(at ?? {}, name) : undefined), value);
}

/**
 * Whether an answer is as an assertion says.
 * @throws Error for an operator that is none
 */
export function isMet({ target, path, op, value }: Assertion, answer: Answer): boolean {
  if (op === "emptyBody") return answer.text === "";
  if (op === "respondsWithinMs") return answer.duration <= Number(value);
  const test = operators[op];
  if (!test) throw new Error(`unknown operator ${op}`);
  return test(target === "header" ? answer.headers[path] : pointTo(answer.body, path), value);
}
