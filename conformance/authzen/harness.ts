import { demand, mustBeOf } from "../products/product.js";
import { type Answer, type Json, send } from "../wire.js";

/** The parts of a question that name something. */
export type Part = "subject" | "action" | "resource";

/**
 * How a server with words of its own reads the scenario, whose subjects are of type `user`, whose resources are of type
 * `record`, and whose actions are `read`, `write` and `delete`.
 */
export interface Reading {
  readonly name: string;
  /** Whether properties of resources count; otherwise the tests of properties are left out. */
  readonly hasProperties: boolean;
  /** Returns what a part of the scenario is called on this server. */
  toServer(part: Part, entity: Json): Json;
  /** Returns what a result is called in the scenario; anything else as it is. */
  toScenario(part: Part, entity: Json): Json;
}

/** A policy decision point that holds the fixture of the scenario. */
export interface DecisionPoint {
  /** Without a trailing slash. */
  readonly url: string;
  readonly token: string;
  readonly readings: readonly Reading[];
}

/** The endpoints by their paths. AuthZEN 1.0 §10.1 */
export const ENDPOINTS = {
  evaluation: "/access/v1/evaluation",
  evaluations: "/access/v1/evaluations",
  subject: "/access/v1/search/subject",
  resource: "/access/v1/search/resource",
  action: "/access/v1/search/action",
} as const;

type Endpoint = keyof typeof ENDPOINTS;

/** Several questions, with what they have in common beside them. */
interface Questions {
  readonly evaluations: readonly unknown[];
  readonly [part: string]: unknown;
}

const PARTS: readonly Part[] = ["subject", "action", "resource"];

function isObject(value: unknown): value is Record<string, Json> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Sends the requests of the scenario in the words of a server, and holds the answers against the specification. */
export class Harness {
  private readonly point: DecisionPoint;
  private readonly reading: Reading;

  constructor(point: DecisionPoint, reading: Reading) {
    this.point = point;
    this.reading = reading;
  }

  /** Sends a request; a text is sent as it is. */
  async post(
    endpoint: Endpoint,
    body: unknown,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Answer> {
    return send({
      method: "POST",
      url: `${this.point.url}${ENDPOINTS[endpoint]}`,
      headers: {
        Authorization: `Bearer ${this.point.token}`,
        "Content-Type": "application/json",
        ...headers,
      },
      body: typeof body === "string" ? body : JSON.stringify(this.translated(body)),
    });
  }

  /** Reads a document that needs no token. */
  async get(path: string): Promise<Answer> {
    return send({ method: "GET", url: `${this.point.url}${path}`, headers: {} });
  }

  /** Sends a question that must be decided. */
  async decide(question: unknown, endpoint: Endpoint = "evaluation"): Promise<boolean> {
    const answer = await this.succeed(endpoint, question);
    mustBeDecision(answer.body, answer);
    return answer.body.decision;
  }

  /** Sends a question that must be decided in a certain way. */
  async decideAs(wanted: boolean, question: unknown, endpoint?: Endpoint): Promise<void> {
    const decision = await this.decide(question, endpoint);
    if (decision !== wanted) {
      throw new Error(`the decision is to be ${wanted}: ${JSON.stringify(this.translated(question))}`);
    }
  }

  /** Sends questions that must all be decided, and as many, in their order. */
  async decideAll(request: Questions): Promise<boolean[]> {
    const answer = await this.succeed("evaluations", request);
    const { evaluations } = answer.body;
    demand(Array.isArray(evaluations), "there are to be evaluations", answer);
    demand(evaluations.length === request.evaluations.length, "each question is to have an answer", answer);
    for (const one of evaluations) mustBeDecision(one, answer);
    return evaluations.map(({ decision }: Json) => decision);
  }

  /** Sends questions that must be decided in a certain way each. */
  async decideAllAs(wanted: readonly boolean[], request: Questions): Promise<void> {
    const decisions = await this.decideAll(request);
    if (decisions.join() !== wanted.join()) {
      throw new Error(`the decisions are to be ${wanted.join(", ")}, not ${decisions.join(", ")}`);
    }
  }

  /** Sends a search, and returns the page and the results by their names in the scenario. */
  async search(part: Part, request: unknown): Promise<{ readonly names: string[]; readonly page: Json }> {
    const answer = await this.succeed(part, request);
    const { results, page, context } = answer.body;
    demand(Array.isArray(results), "there are to be results", answer);
    demand(page === undefined || isObject(page), "the page is to be an object", answer);
    demand(context === undefined || isObject(context), "the context is to be an object", answer);
    const isToken = page === undefined || typeof page.next_token === "string";
    demand(isToken, "next_token is to be a string", answer);
    const key = part === "action" ? "name" : "id";
    const wanted = isObject(request) && isObject(request[part]) ? request[part]["type"] : undefined;
    const found = results.map((entity: Json) => this.reading.toScenario(part, entity));
    for (const entity of found) {
      demand(typeof entity?.[key] === "string", `each result is to have a ${key}`, answer);
      demand(
        part === "action" || entity.type === wanted,
        "each result is to be of the type asked for",
        answer,
      );
    }
    return { names: found.map((entity: Json) => entity[key]).sort(), page };
  }

  /** Sends a search that must find something, whatever else it finds. */
  async find(part: Part, request: unknown, wanted: readonly string[]): Promise<string[]> {
    const { names } = await this.search(part, request);
    const missing = wanted.filter((name) => !names.includes(name));
    if (missing.length > 0) throw new Error(`${missing.join(", ")} are to be among ${names.join(", ")}`);
    return names;
  }

  /** Sends a request that must be refused as a bad one. */
  async refuse(
    endpoint: Endpoint,
    body: unknown,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<void> {
    const answer = await this.post(endpoint, body, headers);
    demand(answer.status === 400, "the status is to be 400", answer);
  }

  private async succeed(endpoint: Endpoint, body: unknown): Promise<Answer> {
    const answer = await this.post(endpoint, body);
    demand(answer.status === 200 && isObject(answer.body), "it is to be a 200 with an object", answer);
    mustBeOf("application/json", answer);
    return answer;
  }

  private translated(body: unknown): unknown {
    if (!isObject(body)) return body;
    const parts = PARTS.flatMap((part) =>
      isObject(body[part]) ? [[part, this.reading.toServer(part, body[part])] as const] : [],
    );
    const evaluations: unknown = body["evaluations"];
    return {
      ...body,
      ...Object.fromEntries(parts),
      ...(Array.isArray(evaluations) && { evaluations: evaluations.map((one) => this.translated(one)) }),
    };
  }
}

function mustBeDecision(decision: unknown, answer: Answer): void {
  const isDecided = isObject(decision) && typeof decision["decision"] === "boolean";
  demand(isDecided, "the decision is to be a boolean", answer);
  const context = isObject(decision) ? decision["context"] : undefined;
  demand(context === undefined || isObject(context), "the context is to be an object", answer);
}
