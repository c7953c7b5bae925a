import { readFileSync } from "node:fs";
import path from "node:path";
import { type Access, discover, type Feature, type Fresh, offers } from "../target.js";
import type { Item } from "../verdict.js";
import { type Answer, describe, send } from "../wire.js";
import { type Assertion, isMet, pointTo } from "./assertions.js";
import { type EmptyTenant, emptyTenants, type Suite } from "./suite.js";

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

type Variables = Record<string, unknown>;

/** What a server either has or has not, and says; nothing of it can be set up. */
const FEATURES: Readonly<Record<string, Feature>> = { etag: "etag", cursor: "cursor", bulk: "bulk" };

/** The project's transcripts. */
export function loadTranscripts(): Transcript[] {
  const file = path.join(__dirname, "..", "transcripts.json");
  return JSON.parse(readFileSync(file, "utf8")) as Transcript[];
}

/** Fills in `{{alias.id}}` and the like, wherever it stands in a text. */
function substitute<T>(template: T, variables: Variables): T {
  const text = JSON.stringify(template).replaceAll(/\{\{([^}]+)\}\}/g, (_, name: string) => {
    const value = pointTo(variables, `/${name.replaceAll(".", "/")}`);
    if (typeof value !== "string") throw new Error(`there is no ${name}`);
    return JSON.stringify(value).slice(1, -1);
  });
  return JSON.parse(text) as T;
}

/** What an answer lacks of what was expected, in words. */
function lacks({ expect: expected }: Step, answer: Answer): string[] {
  if (expected.alsoAccepted?.includes(answer.status)) return [];
  const status = answer.status === expected.status ? [] : [`the status is to be ${expected.status}`];
  const failed = expected.assertions.filter((assertion) => !isMet(assertion, answer));
  return [...status, ...failed.map((assertion) => JSON.stringify(assertion))];
}

async function perform(
  access: Access,
  { method, path: where, headers, body }: Step["request"],
): Promise<Answer> {
  const raw = body === undefined || typeof body === "string" ? body : JSON.stringify(body);
  const url = /^https?:/.test(where) ? where : `${access.baseUrl}${where}`;
  return send({ method, url, headers, body: raw });
}

/** Creates what a transcript takes for given; undefined when one of it cannot be created. */
async function plant(
  access: Access,
  { precondition }: Transcript,
  variables: Variables,
): Promise<string | undefined> {
  const headers = {
    Authorization: `Bearer ${access.token}`,
    Accept: "application/scim+json",
    "Content-Type": "application/scim+json",
  };
  for (const { alias, resourceType, resource } of precondition.seed) {
    const body = substitute(resource, variables);
    const answer = await perform(access, { method: "POST", path: `/${resourceType}s`, headers, body });
    if (answer.status !== 201) return `${alias} cannot be created: ${describe(answer)}`;
    variables[alias] = answer.body;
  }
  return undefined;
}

/** Plays a transcript on an empty tenant; what went wrong, in words, or undefined. */
export async function playTranscript(tenant: Fresh, transcript: Transcript): Promise<string | undefined> {
  const variables: Variables = { ...tenant.variables, token: tenant.token, base: tenant.baseUrl };
  const problem = await plant(tenant, transcript, variables);
  if (problem !== undefined) return problem;
  for (const step of [transcript, ...(transcript.then ?? [])]) {
    const request = substitute(step.request, variables);
    const answer = await perform(tenant, request);
    variables["response"] ??= answer.body;
    const missing = lacks({ request, expect: substitute(step.expect, variables) }, answer);
    if (missing.length > 0) return `${missing.join("; ")}; ${describe(answer)}`;
  }
  return undefined;
}

/** An empty tenant that is set up as a transcript wants, or why there is none. */
async function prepare(empty: EmptyTenant, { precondition }: Transcript): Promise<Fresh | string> {
  const { mode = "tolerant", ...config } = precondition.config ?? {};
  const wanted = Object.keys(config).flatMap((key) => FEATURES[key] ?? []);
  const rest = Object.entries(config).filter(([key]) => !(key in FEATURES));
  const tenant = await empty({ mode, ...Object.fromEntries(rest) });
  if (typeof tenant === "string" || wanted.length === 0) return tenant;
  const discovery = await discover(tenant);
  const missing = wanted.filter((feature) => !offers(discovery, feature));
  return missing.length === 0 ? tenant : `the server does not say that it offers ${missing.join(" and ")}`;
}

async function judge(empty: EmptyTenant, transcript: Transcript): Promise<Item> {
  const id = `transcripts/${transcript.id}`;
  try {
    const tenant = await prepare(empty, transcript);
    if (typeof tenant === "string") return { id, result: "skipped", message: tenant };
    const problem = await playTranscript(tenant, transcript);
    if (problem === undefined) return { id, result: "success" };
    return { id, result: "error", message: `${transcript.client}: ${problem}` };
  } catch (error) {
    return { id, result: "error", message: `${transcript.client}: ${String(error)}` };
  }
}

/** What identity providers and the RFCs say, request by request; each on an empty tenant. */
export const transcriptsSuite: Suite = {
  name: "transcripts",
  async run(context) {
    const empty = await emptyTenants(context);
    const items: Item[] = [];
    for (const transcript of loadTranscripts()) items.push(await judge(empty, transcript));
    return items;
  },
};
