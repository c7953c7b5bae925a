import { readFileSync } from "node:fs";
import path from "node:path";
import { createContext, runInContext } from "node:vm";
import { type Access, discover } from "../target.js";
import { uniqueName } from "../trial.js";
import { ENTERPRISE, USER } from "../urns.js";
import type { Item } from "../verdict.js";
import { type Answer, describe, type Json, send } from "../wire.js";
import { emptyTenants, type Suite, type SuiteContext, unavailable } from "./suite.js";

/** A condition on an answer, as Okta's files have them. */
interface OktaAssertion {
  readonly comparison: string;
  readonly source: string;
  readonly value: string | number | null;
  readonly property?: string;
}

interface RequestStep {
  readonly step_type: "request" | "pause";
  readonly skipped: boolean;
  readonly note: string;
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, readonly string[]>>;
  readonly body?: string;
  readonly assertions: readonly OktaAssertion[];
  readonly variables: readonly { readonly name: string; readonly property: string }[];
  readonly scripts: readonly string[];
}

type Variables = Record<string, string>;

const SPEC = "okta-scim20-spec-test.json";
const ENTITLEMENTS = "okta-scim20-entitlements-test.json";

/** Schemas of what Okta takes for entitlements. */
const GRANTABLE = /^urn:okta:scim:schemas:core:1\.0:(Role|Entitlement)$/;

/** The value at `Resources[0].name.familyName`. */
function valueAt(body: Json, property: string): unknown {
  const names = property.split(/[.[\]]+/).filter((name) => name !== "");
  return names.reduce<Json>((at, name) => at?.[name], body);
}

function isEmpty(value: unknown): boolean {
  if (value === undefined || value === null || value === "") return true;
  return Array.isArray(value) && value.length === 0;
}

function isAmong(value: unknown, expected: string): boolean {
  return Array.isArray(value) ? value.map(String).includes(expected) : String(value).includes(expected);
}

const comparisons: Readonly<Record<string, (actual: unknown, expected: string) => boolean>> = {
  equal: (actual, expected) => String(actual) === expected,
  equal_number: (actual, expected) => typeof actual === "number" && actual === Number(expected),
  not_empty: (actual) => !isEmpty(actual),
  empty: isEmpty,
  has_value: isAmong,
  contains: isAmong,
  is_a_number: (actual) => typeof actual === "number",
  is_less_than: (actual, expected) => typeof actual === "number" && actual < Number(expected),
};

function fill(text: string, variables: Variables): string {
  return text.replaceAll(/\{\{(\w+)\}\}/g, (_, name: string) => {
    const value = variables[name];
    if (value === undefined) throw new Error(`there is no ${name}`);
    return value;
  });
}

function actualOf({ source, property = "" }: OktaAssertion, answer: Answer): unknown {
  switch (source) {
    case "response_status":
      return answer.status;
    case "response_time":
      return answer.duration;
    case "response_json":
      return valueAt(answer.body, property);
    default:
      throw new Error(`unknown source ${source}`);
  }
}

function lacks(assertion: OktaAssertion, answer: Answer, variables: Variables): boolean {
  const compare = comparisons[assertion.comparison];
  if (compare === undefined) throw new Error(`unknown comparison ${assertion.comparison}`);
  const expected = String(assertion.value ?? "");
  return !compare(actualOf(assertion, answer), fill(expected, variables));
}

/** What a script may use, built where it runs, so that nothing of this process is within its reach. */
const PRELUDE = `"use strict";
const failures = [];
const assert = (value, message) => { if (!value) failures.push(String(message)); };
assert.ok = assert;
assert.equal = (actual, expected, message) => assert(actual == expected, message);
const log = () => {};
const response = JSON.parse(input);`;

/** Runs a script on an answer, apart from this process; what it asserts in vain. */
function runScript(script: string, { status, text }: Answer): string[] {
  if (script.trim() === "") return [];
  const sandbox = Object.assign(Object.create(null) as object, {
    input: JSON.stringify({ status, body: text }),
  });
  const context = createContext(sandbox, { codeGeneration: { strings: false, wasm: false } });
  const source = `${PRELUDE}\n(() => {\n${script}\n})();\nJSON.stringify(failures);`;
  return JSON.parse(String(runInContext(source, context, { timeout: 1000 }))) as string[];
}

/** Does one step; what went wrong, in words, or undefined. */
async function perform(step: RequestStep, variables: Variables): Promise<string | undefined> {
  const headers = Object.entries(step.headers).map(([name, values]) => [
    name,
    fill(values.join(", "), variables),
  ]);
  const answer = await send({
    method: step.method,
    url: fill(step.url, variables),
    headers: Object.fromEntries(headers) as Record<string, string>,
    body: step.body === undefined ? undefined : fill(step.body, variables),
  });
  for (const { name, property } of step.variables) variables[name] = String(valueAt(answer.body, property));
  const failed = step.assertions.filter((assertion) => lacks(assertion, answer, variables));
  const messages = step.scripts.flatMap((script) => runScript(script, answer));
  const missing = [...failed.map((assertion) => JSON.stringify(assertion)), ...messages];
  return missing.length === 0 ? undefined : `${missing.join("; ")}; ${describe(answer)}`;
}

/** Does the requests of a file in order; pauses are for slower servers. */
async function play(file: string, name: string, variables: Variables): Promise<Item[]> {
  const { steps } = JSON.parse(readFileSync(file, "utf8")) as { steps: RequestStep[] };
  const items: Item[] = [];
  for (const step of steps.filter(({ step_type, skipped }) => step_type === "request" && !skipped)) {
    const id = `okta/${name}/${step.note.trim()}`;
    try {
      const problem = await perform(step, variables);
      items.push(
        problem === undefined ? { id, result: "success" } : { id, result: "error", message: problem },
      );
    } catch (error) {
      items.push({ id, result: "error", message: String(error) });
    }
  }
  return items;
}

function commonVariables({ baseUrl, token }: Access): Variables {
  const name = uniqueName("okta");
  return {
    SCIMBaseURL: baseUrl,
    auth: `Bearer ${token}`,
    InvalidUserEmail: `nobody-${name}@example.com`,
    UserIdThatDoesNotExist: "010101001010101011001010101011",
    randomEmail: `${name}@example.com`,
    randomUsername: `${name}@example.com`,
    randomUsernameCaps: `${name}@example.com`.toUpperCase(),
    randomGivenName: "Ada",
    randomFamilyName: "Lovelace",
  };
}

/** The first of Okta's requests lists a user, who has to be complete. */
async function plantUser({ baseUrl, token }: Access): Promise<void> {
  const userName = `${uniqueName("seed")}@example.com`;
  const user = {
    schemas: [USER, ENTERPRISE],
    userName,
    name: { givenName: "Grace", familyName: "Hopper" },
    active: true,
    emails: [{ type: "work", value: userName, primary: true }],
  };
  const headers = { Authorization: `Bearer ${token}`, "Content-Type": "application/scim+json" };
  await send({ method: "POST", url: `${baseUrl}/Users`, headers, body: JSON.stringify(user) });
}

async function entitlements(directory: string, tenant: Access): Promise<Item[]> {
  const { resourceTypes } = await discover(tenant);
  const types = resourceTypes.filter(({ schema }) => GRANTABLE.test(schema));
  if (types.length === 0) {
    return [
      {
        id: "okta/entitlements",
        result: "skipped",
        message: "the server has no entitlements of Okta's kind",
      },
    ];
  }
  const items: Item[] = [];
  for (const { endpoint } of types) {
    const variables = { ...commonVariables(tenant), EntitlementEndpoint: String(endpoint) };
    items.push(...(await play(path.join(directory, ENTITLEMENTS), `entitlements${endpoint}`, variables)));
  }
  return items;
}

async function run(context: SuiteContext): Promise<Item[]> {
  const { directory } = context;
  if (directory === undefined) {
    return ["spec", "entitlements"].map((name) => unavailable(`okta/${name}`, "SCIM_SUITES_DIR is not set"));
  }
  const empty = await emptyTenants(context);
  const tenant = await empty({ mode: "tolerant" });
  if (typeof tenant === "string") return [{ id: "okta/spec", result: "skipped", message: tenant }];
  await plantUser(tenant);
  const items = await play(path.join(directory, SPEC), "spec", commonVariables(tenant));
  const licenses = [{ id: "license-1", type: "License", displayName: "First License" }];
  const roles = [{ id: "role-1", displayName: "First Role" }];
  const wanted = { mode: "tolerant", oktaEntitlements: true, entitlements: licenses, roles };
  const special = (await context.target.fresh?.(wanted)) ?? tenant;
  return [...items, ...(await entitlements(directory, typeof special === "string" ? tenant : special))];
}

/** Okta's public tests, read from the folder of other people's suites. */
export const oktaSuite: Suite = { name: "okta", run };
