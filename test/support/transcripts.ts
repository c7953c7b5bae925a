import { readFileSync } from "node:fs";
import path from "node:path";
import { isDeepStrictEqual } from "node:util";
import { type Answer, send } from "./http.js";
import type { ScimClient } from "./scim-client.js";

/** A condition on an answer; body paths are JSON Pointers (RFC 6901), header names are lower-case. */
interface Assertion {
  readonly target: "body" | "header";
  readonly path: string;
  readonly op: string;
  readonly value?: unknown;
}

interface Step {
  readonly request: {
    readonly method: string;
    readonly path: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly body?: unknown;
  };
  readonly expect: {
    readonly status: number;
    readonly alsoAccepted?: readonly number[];
    readonly assertions: readonly Assertion[];
  };
}

/** A recorded exchange of a provisioning client, with the answers it needs. */
export interface Transcript extends Step {
  readonly id: string;
  readonly client: string;
  readonly precondition: {
    readonly seed: readonly {
      readonly alias: string;
      readonly resourceType: string;
      readonly resource: object;
    }[];
    readonly config?: Readonly<Record<string, unknown>>;
  };
  readonly then?: readonly Step[];
}

/** The project's transcripts, `conformance/transcripts.json`. */
export function loadTranscripts(): Transcript[] {
  const file = path.join(__dirname, "..", "..", "conformance", "transcripts.json");
  return JSON.parse(readFileSync(file, "utf8")) as Transcript[];
}

type Test = (actual: unknown, expected: unknown) => boolean;

/** Whether a value holds at least what is expected of it. */
function holds(actual: unknown, expected: unknown): boolean {
  if (!isObject(expected)) return isDeepStrictEqual(actual, expected);
  return isObject(actual) && Object.entries(expected).every(([name, value]) => holds(actual[name], value));
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
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
export const OPERATORS: Readonly<Record<string, Test>> = {
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
function pointTo(value: unknown, pointer: string): unknown {
  const names = pointer.split("/").slice(1);
  return names
    .map((name) => name.replaceAll("~1", "/").replaceAll("~0", "~"))
    .reduce<unknown>((at, name) => (typeof at === "object" ? Reflect.get(at ?? {}, name) : undefined), value);
}

function isMet({ target, path: where, op, value }: Assertion, answer: Answer): boolean {
  if (op === "emptyBody") return answer.text === "";
  const test = OPERATORS[op];
  if (!test) throw new Error(`unknown operator ${op}`);
  return test(target === "header" ? answer.headers[where] : pointTo(answer.body, where), value);
}

/** Fills in `{{alias.id}}` and the like, wherever it stands in a text. */
function substitute<T>(template: T, variables: Readonly<Record<string, unknown>>): T {
  const text = JSON.stringify(template).replaceAll(/\{\{([^}]+)\}\}/g, (_, name: string) => {
    const value = pointTo(variables, `/${name.replaceAll(".", "/")}`);
    if (typeof value !== "string") throw new Error(`no text for the variable ${name}`);
    return JSON.stringify(value).slice(1, -1);
  });
  return JSON.parse(text) as T;
}

/** What an answer lacks of what was expected, in words; empty when it lacks nothing. */
function failuresOf({ request, expect: expected }: Step, answer: Answer): string[] {
  const what = `${request.method} ${request.path}`;
  if (expected.alsoAccepted?.includes(answer.status)) return [];
  const failed = expected.assertions.filter((assertion) => !isMet(assertion, answer));
  const status = answer.status === expected.status ? [] : [`status ${answer.status}, not ${expected.status}`];
  const failures = [...status, ...failed.map((assertion) => JSON.stringify(assertion))];
  return failures.length === 0 ? [] : [...failures.map((failure) => `${what}: ${failure}`), answer.text];
}

async function perform(client: ScimClient, request: Step["request"]): Promise<Answer> {
  const { method, path, headers, body } = request;
  const raw = body === undefined || typeof body === "string" ? body : JSON.stringify(body);
  // An absolute path is a URL of the server outside SCIM, as the token endpoint's is.
  const at = path.startsWith(client.url) ? path.slice(client.url.length) : `/scim/v2${path}`;
  return send(client.url, { method, path: at, headers, body: raw });
}

/**
 * Plays a transcript on an empty tenant.
 * @returns what went wrong, in words; empty when all is as expected
 */
export async function playTranscript(client: ScimClient, transcript: Transcript): Promise<string[]> {
  const variables: Record<string, unknown> = {
    token: client.token,
    base: `${client.url}/scim/v2`,
    tokenEndpoint: `${client.url}/oauth/token`,
  };
  for (const { alias, resourceType, resource } of transcript.precondition.seed) {
    const answer = await client.post(`/${resourceType}s`, substitute(resource, variables));
    if (answer.status !== 201) return [`seed ${alias}: ${answer.status} ${answer.text}`];
    variables[alias] = answer.body;
  }
  const failures: string[] = [];
  for (const step of [transcript, ...(transcript.then ?? [])]) {
    const request = substitute(step.request, variables);
    const answer = await perform(client, request);
    variables["response"] ??= answer.body;
    failures.push(...failuresOf({ request, expect: substitute(step.expect, variables) }, answer));
  }
  return failures;
}
