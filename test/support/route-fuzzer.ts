import http from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { toExpressPath } from "../../src/admin/route-paths.js";
import { adminRoutes } from "../../src/admin/routes/all.js";
import { ROUTES } from "../../src/http/route-class.js";
import { HOSTILE_JSON, HOSTILE_QUERY_VALUES, hostileText } from "./hostile.js";
import { type Answer, send } from "./http.js";
import { sampleOf } from "./json-sample.js";
import { type Mutator, mutator } from "./mutator.js";
import { CORE_GROUP, CORE_USER, ENTERPRISE } from "./scim-client.js";

/** A server that is fuzzed. */
export interface FuzzTarget {
  readonly url: string;
  /** A token with `admin:global`. */
  readonly adminToken: string;
}

/** What came of it. */
export interface FuzzReport {
  readonly requests: number;
  /** How many answers had each status. */
  readonly statuses: Readonly<Record<number, number>>;
  /** Requests that the server failed on, in short, the first of each route. */
  readonly failures: readonly string[];
  /** Requests beside which `/healthz` was late, perhaps since the machine was busy. */
  readonly suspects: number;
  /** How long it took at the most when they were sent again, each alone, in milliseconds. */
  readonly slowestHealth: number;
}

/** One method of one route. */
interface Endpoint {
  readonly method: string;
  readonly pattern: string;
}

/** Requests under way at once. */
const CLIENTS = 4;

/** Queries that each endpoint is sent before the random requests begin. */
const QUERIES_EACH = 8;

/** Requests after which connection, tokens and people are made anew: hostile ones may have taken them away. */
const BATCH = 2000;

/** How long `/healthz` may take, in milliseconds. */
const PATIENCE = 1000;

/** Requests that are sent again to see whether they were at fault. */
const MAX_SUSPECTS = 100;

const MESSAGES = "urn:ietf:params:scim:api:messages:2.0";

const USER = {
  schemas: [CORE_USER, ENTERPRISE],
  userName: "z",
  externalId: "7",
  name: { givenName: "Z", familyName: "Y" },
  emails: [{ value: "z@x.org", type: "work", primary: true }],
  active: true,
  [ENTERPRISE]: { department: "d", manager: { value: "m" } },
};

/** Bodies of routes that tell no schema, by the end of their pattern. */
const BODIES: readonly (readonly [RegExp, unknown])[] = [
  [
    /\.search$/,
    {
      schemas: [`${MESSAGES}:SearchRequest`],
      filter: "userName pr",
      count: 2,
      startIndex: 1,
      attributes: ["userName"],
      sortBy: "userName",
      sortOrder: "ascending",
    },
  ],
  [
    /Bulk$/,
    {
      schemas: [`${MESSAGES}:BulkRequest`],
      failOnErrors: 1,
      Operations: [
        { method: "POST", path: "/Users", bulkId: "a", data: USER },
        {
          method: "PATCH",
          path: "/Users/bulkId:a",
          data: { Operations: [{ op: "add", path: "title", value: "t" }] },
        },
      ],
    },
  ],
  [/Groups(?:\/|$)/i, { schemas: [CORE_GROUP], displayName: "g", members: [{ value: "x", type: "User" }] }],
  [
    /evaluations?$/,
    {
      subject: { type: "user", id: "a" },
      action: { name: "enter" },
      resource: { type: "instance", id: "main" },
      evaluations: [
        {
          resource: { type: "table", id: "account", properties: { instance: "main" } },
          action: { name: "Read" },
        },
      ],
      options: { evaluations_semantic: "execute_all" },
    },
  ],
  [
    /search\/(?:subject|resource|action)$/,
    {
      subject: { type: "user", id: "a" },
      action: { name: "Read" },
      resource: { type: "table", id: "account", properties: { instance: "main", owner: "elsewhere" } },
      context: { time: "2026-01-01" },
      page: { limit: 2, token: "s1.AAAA" },
    },
  ],
  [/sessions$/, { tenant: "default", userName: "z", password: "p" }],
  [/password$/, { tenant: "default", userName: "z", password: "p", newPassword: "q" }],
  [/imports$/, "userName,recordId\nz,1\n"],
  [/./, USER],
];

const PATCH = {
  schemas: [`${MESSAGES}:PatchOp`],
  Operations: [
    { op: "replace", path: 'emails[type eq "work"].value', value: "a@b" },
    { op: "remove", path: "members", value: [{ value: "x" }] },
    { op: "add", value: { title: "t", name: { givenName: "x" } } },
  ],
};

const CONTENT_TYPES = [
  "application/json",
  "application/scim+json",
  "application/json; charset=ISO-8859-1",
  "application/json; charset=x",
  "application/merge-patch+json",
];

/** Headers that clients choose freely; each of them is sent with one request in twenty. */
const HEADERS: readonly (readonly [string, readonly string[]])[] = [
  ["If-Match", ["*", 'W/"x"', '"\u00e9"', ",".repeat(500)]],
  ["If-None-Match", ["*", 'W/"1"', "\u00ff"]],
  ["User-Agent", ["", "\u00e9", "x".repeat(5000)]],
  ["Accept", ["application/json", "*/*;q=\u00e9", "text/html"]],
  ["X-Request-Id", ["__proto__", "\u00e9"]],
];

/** Sends hostile requests to every method of every route that the route tables hold. */
export class RouteFuzzer {
  private readonly random: Mutator;
  private readonly target: FuzzTarget;
  private readonly agent = new http.Agent({ keepAlive: true, maxSockets: CLIENTS });
  private readonly statuses: Record<number, number> = {};
  private readonly failures = new Map<string, string>();
  private tokens: readonly string[] = [];
  private known = new Map<string, readonly string[]>();
  private readonly endpoints = ROUTES.flatMap(({ pattern, methods }) =>
    methods.filter((method) => method !== "HEAD").map((method): Endpoint => ({ method, pattern })),
  );
  private requests = 0;
  private readonly underWay = new Set<WireRequest>();
  /** What was under way when `/healthz` was late. */
  private readonly suspects = new Set<WireRequest>();

  constructor(target: FuzzTarget, seed: number) {
    this.target = target;
    this.random = mutator(seed);
  }

  /** Sends each hostile text in a body to each endpoint once, and some in queries, then so many random requests. */
  async run(randomRequests: number): Promise<FuzzReport> {
    const watch = new AbortController();
    const watching = this.watchHealth(watch.signal);
    await this.prepare();
    for (const endpoint of this.endpoints) {
      const isDue = (text: string): boolean => text.length < 100_000 || this.random.below(8) === 0;
      const texts = takesBody(endpoint) ? HOSTILE_JSON.filter(isDue) : [];
      await this.sendAll(texts.map((text) => this.requestWithBody(endpoint, text)));
      const values = Array.from({ length: QUERIES_EACH }, () => this.random.oneOf(HOSTILE_QUERY_VALUES));
      await this.sendAll(values.map((value) => this.requestWithQuery(endpoint, value)));
    }
    for (let left = randomRequests; left > 0; left -= BATCH) {
      await this.prepare();
      await this.sendAll(Array.from({ length: Math.min(left, BATCH) }, () => this.randomRequest()));
    }
    watch.abort();
    await watching;
    const slowestHealth = await this.slowestAlone();
    this.agent.destroy();
    const { requests, statuses, suspects } = this;
    return {
      requests,
      statuses,
      failures: [...this.failures.values()],
      suspects: suspects.size,
      slowestHealth,
    };
  }

  /** Makes a connection with tokens of its own, and gathers what ids there are. */
  private async prepare(): Promise<void> {
    const name = `fuzz-${this.requests}`;
    await this.administer("POST", "/connections", { name, limits: { rate: 0, bulkRate: 0 } });
    const token = async (scopes: readonly string[], user: { userId?: string } = {}): Promise<string> =>
      (await this.administer("POST", "/tokens", { name, connection: name, scopes, ...user })).body.secret;
    const userId: string = (await this.administer("POST", "/users", { ...USER, userName: name })).body.user
      .id;
    this.tokens = [
      await token(["scim", "scim.applications", "scim.adminroles", "crm.read", "access.read"]),
      await token(["scim.read"]),
      await token(["admin:global"]),
      await token(["scim"], { userId }),
    ];
    await this.administer("POST", "/groups", { displayName: name, members: [{ value: userId }] });
    for (const path of new Set(ROUTES.flatMap(({ pattern }) => collectionsOf(pattern)))) {
      const { body } = await this.administer("GET", `${this.fill(path, false)}?limit=20`);
      const items: readonly Record<string, unknown>[] = body?.value ?? [];
      // What was there from the beginning is needed to the end.
      const ids = items
        .filter((item) => item["name"] !== "default")
        .map((item) => item["id"] ?? item["name"] ?? item["clientId"] ?? item["urn"]);
      this.known.set(
        path,
        ids.filter((id) => typeof id === "string"),
      );
    }
    this.known.set("/tokens", []);
  }

  private async administer(method: string, path: string, body?: object): Promise<Answer> {
    const answer = await send(this.target.url, {
      method,
      path: `/admin/v1${path}`,
      headers: { Authorization: `Bearer ${this.target.adminToken}`, "Content-Type": "application/json" },
      body: body && JSON.stringify(body),
      agent: this.agent,
    });
    if (method !== "GET" && answer.status >= 300) throw new Error(`${method} ${path}: ${answer.text}`);
    return answer;
  }

  private async sendAll(requests: readonly WireRequest[]): Promise<void> {
    const waiting = [...requests];
    const work = async (): Promise<void> => {
      for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) await this.sendOne(next);
    };
    await Promise.all(Array.from({ length: CLIENTS }, work));
  }

  private async sendOne(wire: WireRequest): Promise<void> {
    const { endpoint: _, ...request } = wire;
    this.requests++;
    this.underWay.add(wire);
    const { status, text } = await send(this.target.url, { ...request, agent: this.agent });
    this.underWay.delete(wire);
    this.statuses[status] = (this.statuses[status] ?? 0) + 1;
    const showsCode = status >= 400 && /node_modules|\bat \S+\.[jt]s:\d/.test(text);
    if ((status >= 500 && status !== 501) || showsCode) this.fail(wire, `${status} ${text.slice(0, 300)}`);
  }

  private fail({ endpoint, path, body = "" }: WireRequest, what: string): void {
    const key = `${endpoint.method} ${endpoint.pattern}`;
    const shown = JSON.stringify([key, path.slice(0, 300), body.slice(0, 300), what]);
    if (!this.failures.has(key)) this.failures.set(key, shown);
  }

  private randomRequest(): WireRequest {
    const endpoint = this.random.oneOf(this.endpoints);
    const { random } = this;
    const withBody = takesBody(endpoint) && random.below(4) > 0;
    return withBody
      ? this.requestWithBody(endpoint, random.oneOf(random.below(20) === 0 ? HOSTILE_JSON : SMALL_JSON))
      : this.requestWithQuery(endpoint, random.oneOf(HOSTILE_QUERY_VALUES));
  }

  private requestWithBody(endpoint: Endpoint, hostile: string): WireRequest {
    const { random } = this;
    const sample = this.bodyOf(endpoint);
    const body =
      typeof sample === "string"
        ? random.text(sample + hostile.slice(0, 2000))
        : hostileText(random, sample, hostile);
    const form = endpoint.pattern === "/oauth/token";
    const type = form
      ? "application/x-www-form-urlencoded"
      : endpoint.pattern.endsWith("/imports")
        ? "text/csv"
        : random.oneOf(CONTENT_TYPES);
    const sent = form
      ? `grant_type=client_credentials&client_id=${random.oneOf(HOSTILE_QUERY_VALUES)}&client_secret=${random.oneOf(HOSTILE_QUERY_VALUES)}`
      : body;
    return {
      endpoint,
      method: endpoint.method,
      path: this.fill(endpoint.pattern, true),
      headers: { ...this.headersFor(endpoint), "Content-Type": type },
      body: sent,
    };
  }

  private requestWithQuery(endpoint: Endpoint, value: string): WireRequest {
    const { random } = this;
    const name = random.oneOf(queryNamesOf(endpoint));
    const more =
      random.below(3) === 0
        ? `&${random.oneOf(queryNamesOf(endpoint))}=${random.oneOf(HOSTILE_QUERY_VALUES)}`
        : "";
    const path = `${this.fill(endpoint.pattern, random.below(3) === 0)}?${name}=${value}${more}`;
    return {
      endpoint,
      method: endpoint.method,
      path: path.replaceAll(/[^\x21-\x7e]/g, "").slice(0, 12_000),
      headers: this.headersFor(endpoint),
    };
  }

  private headersFor({ pattern }: Endpoint): Record<string, string> {
    const { random, tokens } = this;
    const [all = "", read = "", admin = "", bound = ""] = tokens;
    const ofScim = random.below(5) === 0 ? read : pattern.endsWith("/Me") ? bound : all;
    const token = /^\/(?:admin|portal)/.test(pattern) ? admin : ofScim;
    const extra = HEADERS.filter(() => random.below(20) === 0).map(
      ([name, values]) => [name, random.oneOf(values)] as const,
    );
    return { Authorization: this.authorization(token), ...Object.fromEntries(extra) };
  }

  private authorization(token: string): string {
    const { random } = this;
    if (random.below(40) > 0) return `Bearer ${token}`;
    const jwt = (part: string): string => Buffer.from(part).toString("base64url");
    return random.oneOf([
      "Bearer \u00e9",
      `Basic ${Buffer.from("a\0b:\0").toString("base64")}`,
      `Bearer ${jwt('{"alg":"RS256","kid":"\\u0000"}')}.${jwt('{"iss":"\\u0000","sub":{"toString":1},"aud":[[]]}')}.x`,
      `Bearer ${jwt('{"alg":"RS256"}')}.${jwt('{"iss":"https://a","sub":"\\u0000","aud":"\\ud800"}')}.x`,
      "Bearer usher_",
    ]);
  }

  private bodyOf({ method, pattern }: Endpoint): unknown {
    const schema = adminRoutes.find(
      (route) => `/admin/v1${toExpressPath(route.path)}` === pattern && route.method.toUpperCase() === method,
    )?.body;
    const sample = schema && sampleOf(schema, this.random, [...this.known.values()].flat());
    if (sample !== undefined && JSON.stringify(sample) !== "{}") return sample;
    if (method === "PATCH") return PATCH;
    return BODIES.find(([end]) => end.test(pattern))?.[1];
  }

  /** A path in which names are filled by ids that there are, mostly. */
  private fill(pattern: string, hostile: boolean): string {
    const { random } = this;
    return pattern.replaceAll(/\/:(\w+)/g, (_whole, _name, offset: number) => {
      const before = pattern.slice(0, offset);
      const choices = this.known.get(collectionOf(before)) ?? [];
      if (hostile && random.below(4) === 0)
        return `/${random.oneOf(["%00", "%E9", "__proto__", "toString", "x".repeat(600), ".search", "%2F", "%7B%22a%22%7D"])}`;
      if (choices.length > 0) return `/${encodeURIComponent(random.oneOf(choices))}`;
      return "/018f3a1e-0000-7000-8000-000000000000";
    });
  }

  /** Asks for `/healthz` again and again, over a connection of its own, and notes beside what it was late. */
  private async watchHealth(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await sleep(100);
      const before = [...this.underWay];
      const delay = await this.healthDelay();
      if (delay > PATIENCE)
        for (const request of new Set([...before, ...this.underWay])) this.suspects.add(request);
    }
  }

  /** Milliseconds. */
  private async healthDelay(): Promise<number> {
    const asked = performance.now();
    const { status } = await send(this.target.url, { method: "GET", path: "/healthz" });
    if (status !== 200) this.failures.set("/healthz", `GET /healthz was answered ${status}`);
    return performance.now() - asked;
  }

  /**
   * Tries each request that was under way when `/healthz` was late alone, since on a busy machine everything is late at
   * times: it is at fault when `/healthz` is late beside it each time.
   */
  private async slowestAlone(): Promise<number> {
    let slowest = 0;
    for (const request of [...this.suspects].slice(0, MAX_SUSPECTS)) {
      let fastest = Number.POSITIVE_INFINITY;
      for (let tries = 0; tries < 4 && fastest > PATIENCE; tries++) {
        const answered = this.sendOne(request);
        await sleep(20);
        fastest = Math.min(fastest, await this.healthDelay());
        await answered;
      }
      if (fastest > PATIENCE) this.fail(request, `kept /healthz waiting for ${Math.round(fastest)} ms`);
      slowest = Math.max(slowest, fastest);
    }
    return slowest;
  }
}

interface WireRequest {
  readonly endpoint: Endpoint;
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** Those that cost little to send. */
const SMALL_JSON = HOSTILE_JSON.filter((text) => text.length < 10_000);

/** Parameters of lists outside the admin API, whose routes tell theirs. */
const LIST_NAMES = [
  "filter",
  "sortBy",
  "sortOrder",
  "startIndex",
  "count",
  "attributes",
  "excludedAttributes",
  "cursor",
  "limit",
  "view",
];

const HOSTILE_NAMES = ["__proto__", "toString", "a[b]", "", "%00", "%E9"];

function takesBody({ method }: Endpoint): boolean {
  return ["POST", "PUT", "PATCH"].includes(method);
}

function queryNamesOf({ method, pattern }: Endpoint): readonly string[] {
  const route = adminRoutes.find(
    ({ path, method: own }) => `/admin/v1${toExpressPath(path)}` === pattern && own.toUpperCase() === method,
  );
  const own = Object.keys(route?.query ?? {});
  return pattern.startsWith("/admin")
    ? [...own, ...own, ...own, "limit", "cursor", ...HOSTILE_NAMES]
    : [...LIST_NAMES, ...HOSTILE_NAMES];
}

/** The lists below `/admin/v1` whose items the names of a pattern stand for. */
function collectionsOf(pattern: string): string[] {
  const names = [...pattern.matchAll(/\/:\w+/g)];
  return names.map(({ index }) => collectionOf(pattern.slice(0, index)));
}

/** `/admin/v1/instances/:instance/teams` is `/instances/:instance/teams`; users of SCIM are those of administrators. */
function collectionOf(before: string): string {
  const path = before.replace(/^\/admin\/v1/, "").replace(/^\/(?:scim\/v2|crm\/v1)/, "");
  const isList = /^\/instances\/:\w+\/(?:business-units|security-roles|teams|stubs)$/.test(path);
  return isList ? path : (/\/[^/]+$/.exec(path)?.[0].toLowerCase() ?? path);
}
