import { randomUUID } from "node:crypto";
import { once } from "node:events";
import http, { createServer, type IncomingMessage, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import express from "express";
import type Scimmy from "scimmy";
import type { SCIMMYRouters } from "scimmy-routers";
import { UNMAPPED } from "../../conformance/authzen/tests.js";
import { runChecks } from "../../conformance/check.js";
import { allChecks } from "../../conformance/checks/all.js";
import { judgeKnown, judgeUnknown, readExpectations } from "../../conformance/expectations.js";
import { judge } from "../../conformance/judge.js";
import { readOptions, SUITES } from "../../conformance/options.js";
import { PRODUCTS } from "../../conformance/products/all.js";
import { printedReport, totalsOf } from "../../conformance/report.js";
import { requirements } from "../../conformance/requirements.js";
import { operators } from "../../conformance/suites/assertions.js";
import { loadTranscripts } from "../../conformance/suites/transcripts.js";
import type { Target } from "../../conformance/target.js";
import type { Item } from "../../conformance/verdict.js";
import { useTestApp } from "../support/app.js";
import type { ScimClient } from "../support/scim-client.js";

const folder = path.join(__dirname, "..", "..", "conformance");

/** Starts servers that are stopped behind the test. */
const servers: Server[] = [];

async function listen(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  servers.push(server);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

afterEach(() => {
  for (const server of servers.splice(0)) {
    server.close();
    server.closeAllConnections();
  }
});

describe("the catalog of requirements", () => {
  const ids = requirements.map(({ id }) => id);

  it("has each of the 256 lines of the checklist once", () => {
    const lines = requirements.map(({ line }) => Number(line)).filter((line) => Number.isInteger(line));

    expect(lines).toEqual(Array.from({ length: 256 }, (_, index) => index + 1));
  });

  it("has ids that are unique and tell document and section", () => {
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) expect(id).toMatch(/^(RFC\d{4}|INTEROP)-[\d.]+-[a-z]$/);
  });

  it("has a level and a sentence for each", () => {
    for (const { level, text } of requirements) {
      expect(["MUST", "SHOULD", "MAY"]).toContain(level);
      expect(text).toMatch(/^.{10,}\.$/);
    }
  });

  it("has every requirement judged by a check, or marked as not testable with a reason", () => {
    const judged = new Set(allChecks.flatMap(({ judges }) => judges));
    const open = requirements.filter(({ id, testable }) => testable === true && !judged.has(id));
    const both = requirements.filter(({ id, testable }) => testable !== true && judged.has(id));

    expect({ open, both }).toEqual({ open: [], both: [] });
  });

  it("knows every requirement that a check names", () => {
    expect(allChecks.flatMap(({ judges }) => judges).filter((id) => !ids.includes(id))).toEqual([]);
  });
});

describe("expected.json", () => {
  it("gives a reason for what it records, and names only what can be measured", () => {
    const known = new Set([
      ...requirements.filter(({ testable }) => testable === true).map(({ id }) => id),
      ...loadTranscripts().map(({ id }) => `transcripts/${id}`),
      ...PRODUCTS.map(({ id }) => `products/${id}`),
      ...Object.keys(UNMAPPED).map((id) => `authzen/${id}`),
    ]);
    const recorded = Object.values(readExpectations(path.join(folder, "expected.json"))).flatMap(Object.keys);

    expect(recorded.filter((id) => !known.has(id) && !/^(microsoft|okta)\//.test(id))).toEqual([]);
  });
});

describe("the operators of an assertion", () => {
  it.each([
    ["eq", { a: [1] }, { a: [1] }, { a: [2] }],
    ["ne", "a", "b", "a"],
    ["eqIgnoreCase", "ABC", "abc", "abd"],
    ["contains", ["a", "b"], "b", "c"],
    ["notContains", ["a", "b"], "c", "b"],
    ["includes", [{ a: { b: 1, c: 2 } }], { a: { b: 1 } }, { a: { b: 2 } }],
    ["notIncludes", [{ a: 1, b: 2 }], { a: 2 }, { a: 1 }],
    ["length", [1, 2], 2, 1],
    ["type", 1, "integer", "string"],
    ["matches", "abc", "^a", "^b"],
    ["between", 5, [1, 5], [6, 7]],
  ])("tells with %s what is so from what is not", (op, actual, so, notSo) => {
    expect([operators[op]?.(actual, so), operators[op]?.(actual, notSo)]).toEqual([true, false]);
  });

  it.each([
    ["exists", null, undefined],
    ["missing", undefined, null],
    ["unassigned", [], [0]],
    ["noNulls", { a: [{ b: 1 }] }, { a: [{ b: null }] }],
  ])("tells with %s what is so from what is not", (op, so, notSo) => {
    expect([operators[op]?.(so, undefined), operators[op]?.(notSo, undefined)]).toEqual([true, false]);
  });
});

describe("judgeKnown", () => {
  const expectations = {
    tolerant: {
      known: { result: "deviation", reason: "r", client: "c" },
      skip: { result: "skipped", reason: "r" },
    },
    strict: {},
  } as const;
  const standings = (items: Item[], isWhole = false): string[] =>
    judgeKnown(items, expectations, "tolerant", isWhole).map(({ id, standing }) => `${id} ${standing}`);

  it.each([
    ["a success", { id: "new", result: "success" }, "new passed"],
    ["what the RFC leaves open", { id: "new", result: "compliant" }, "new passed"],
    ["what is as recorded", { id: "known", result: "deviation" }, "known passed"],
    ["what is skipped as recorded", { id: "skip", result: "skipped" }, "skip skipped"],
    ["a folder that is missing", { id: "new", result: "skipped", unavailable: true }, "new skipped"],
    ["worse than a success", { id: "new", result: "acceptable" }, "new failed"],
    ["worse than recorded", { id: "known", result: "error" }, "known failed"],
    ["better than recorded", { id: "known", result: "success" }, "known failed"],
    ["what is skipped and not recorded", { id: "new", result: "skipped" }, "new failed"],
  ] as const)("tells %s", (_, item, expected) => {
    expect(standings([item])).toEqual([expected]);
  });

  it("fails what is recorded and was not measured, where everything was", () => {
    expect(standings([{ id: "known", result: "deviation" }], true)).toEqual(["known passed", "skip failed"]);
  });
});

describe("readOptions", () => {
  it("judges our server in both modes when nothing is said", () => {
    const { access, modes, suites, expected } = readOptions([], {});

    expect({ access, modes, suites }).toEqual({
      access: undefined,
      modes: ["tolerant", "strict"],
      suites: SUITES,
    });
    expect(expected).toBe(path.join(folder, "expected.json"));
  });

  it("judges another server without expectations", () => {
    const { access, modes, expected } = readOptions(["--url", "https://host/scim/v2/", "--token", "t"], {});

    expect({ access, modes, expected }).toEqual({
      access: { baseUrl: "https://host/scim/v2", token: "t" },
      modes: ["tolerant"],
      expected: undefined,
    });
  });

  it.each([
    [["--url", "https://host/scim/v2"], "--token"],
    [["--url", "host", "--token", "t"], "--url"],
    [["--mode", "lax"], "--mode"],
    [["--suite", "mine"], "--suite"],
  ])("refuses %j", (args, named) => {
    expect(() => readOptions(args, {})).toThrow(named);
  });
});

/** The example of scimmy-routers' manual over a store in memory, with modules of its own. */
async function startStock(): Promise<Target> {
  const loaded: {
    SCIMMY?: typeof Scimmy;
    Routers?: typeof SCIMMYRouters;
  } = {};
  jest.isolateModules(() => {
    loaded.SCIMMY = require("scimmy");
    loaded.Routers = require("scimmy-routers").SCIMMYRouters;
  });
  const { SCIMMY, Routers } = loaded;
  if (SCIMMY === undefined || Routers === undefined) throw new Error("the modules cannot be loaded");
  for (const type of [SCIMMY.Resources.User, SCIMMY.Resources.Group]) {
    const store = new Map<string, { id: string }>();
    SCIMMY.Resources.declare(type, {
      ingress: async ({ id }: { id?: string }, data: object) => {
        if (id !== undefined && !store.has(id)) throw new SCIMMY.Types.Error(404, "", `${id} not found`);
        const stored = { ...data, id: id ?? randomUUID() };
        store.set(stored.id, stored);
        return stored;
      },
      egress: async ({ id }: { id?: string }) => {
        if (id === undefined) return [...store.values()];
        const found = store.get(id);
        if (found === undefined) throw new SCIMMY.Types.Error(404, "", `Resource ${id} not found`);
        return found;
      },
      degress: async ({ id }: { id?: string }) => {
        if (!store.delete(String(id)))
          throw new SCIMMY.Types.Error(404, "", `Resource ${String(id)} not found`);
      },
    } as never);
  }
  const app = express();
  const handler = (request: express.Request): string => {
    if (request.header("Authorization") !== "Bearer stock") throw new Error("Authorization not detected!");
    return "somebody";
  };
  app.use("/scim", new Routers({ type: "bearer", handler }));
  return { baseUrl: `${await listen(app)}/scim`, token: "stock", mode: "tolerant" };
}

describe("the judge of the stock example of scimmy-routers", () => {
  it("finds its faults, and others that it meets on its way", async () => {
    const told: string[] = [];
    const context = {
      target: await startStock(),
      directory: undefined,
      mayErase: true,
      tell: (line: string) => void told.push(line),
    };

    const results = await judge(context, SUITES);

    const items = results.flatMap((suite) => suite.items);
    const resultOf = (id: string): string | undefined => items.find((item) => item.id === id)?.result;
    expect({
      "wrong not": resultOf("RFC7644-3.4.2.2-f"),
      "no Location": resultOf("RFC7644-3.3-e"),
      charset: resultOf("RFC7644-8.1-a"),
      "no WWW-Authenticate": resultOf("RFC7644-2-c"),
      "no ETag to see": resultOf("RFC7644-3.14-b"),
      "its list": resultOf("RFC7644-3.4.2-b"),
      "Entra's path without a match": resultOf("transcripts/entra-051"),
      "Okta's suite, which is not there": resultOf("okta/spec"),
    }).toEqual({
      "wrong not": "error",
      "no Location": "error",
      charset: "acceptable",
      "no WWW-Authenticate": "error",
      "no ETag to see": "skipped",
      "its list": "success",
      "Entra's path without a match": "error",
      "Okta's suite, which is not there": "skipped",
    });
    const runs = [{ mode: "tolerant" as const, suites: [{ suite: "all", items: judgeUnknown(items) }] }];
    const { passed, failed, skipped } = totalsOf(runs);
    expect(failed).toBeGreaterThan(50);
    expect(passed).toBeGreaterThan(50);
    expect(passed + failed + skipped).toBe(items.length);
    expect(printedReport(runs).join("\n")).toContain("FAILED tolerant RFC7644-3.3-e: ");
    expect(told.join("\n")).toContain("are deleted before each test");
  }, 120_000);
});

describe("the judge of a server that is none", () => {
  it.each([
    ["an empty object", 200, "{}"],
    ["nothing", 204, ""],
    ["that it cannot", 501, "no"],
    ["null", 201, "null"],
    ["a page", 200, "<html>"],
  ])("takes %s for no success", async (_, status, body) => {
    const url = await listen((_req, res) => res.writeHead(status, { "Content-Type": "text/html" }).end(body));

    const items = await runChecks(allChecks, { baseUrl: url, token: "t", mode: "strict" });

    expect(items.filter(({ result }) => result === "success").map(({ id }) => id)).toEqual([]);
  });

  it("tells that there is no server", async () => {
    const items = runChecks(allChecks, { baseUrl: "http://127.0.0.1:1", token: "t", mode: "tolerant" });

    await expect(items).rejects.toThrow("ECONNREFUSED");
  });
});

/** An answer on its way through the proxy. */
interface Passing {
  readonly method: string;
  readonly path: string;
  readonly sent: string;
  status: number;
  headers: Record<string, string | string[] | undefined>;
  text: string;
}

/** What a faulty server does to a request's path, or to an answer. */
interface Fault {
  readonly request?: (path: string, method: string) => string;
  readonly answer?: (passing: Passing) => void;
}

async function bodyOf(stream: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
}

/** Our server with a fault: a proxy that changes what passes. */
async function startFaulty({ url, token }: ScimClient, { request, answer }: Fault): Promise<Target> {
  const proxy = await listen(async (req, res) => {
    const sent = await bodyOf(req);
    const { method = "GET", url: asked = "/", headers } = req;
    const forwarded = http.request(`${url}${request?.(asked, method) ?? asked}`, { method, headers });
    forwarded.end(sent);
    const [response] = (await once(forwarded, "response")) as [IncomingMessage];
    const passing: Passing = {
      method,
      path: asked,
      sent,
      status: response.statusCode ?? 0,
      headers: { ...response.headers },
      text: await bodyOf(response),
    };
    answer?.(passing);
    delete passing.headers["content-length"];
    delete passing.headers["transfer-encoding"];
    for (const [name, value] of Object.entries(passing.headers)) if (value) res.setHeader(name, value);
    res.writeHead(passing.status).end(passing.text);
  });
  return { baseUrl: `${proxy}/scim/v2`, token, mode: "tolerant" };
}

/** A fault of the text of answers. */
const says = (
  pattern: RegExp,
  replacement: string,
  only: (passing: Passing) => boolean = () => true,
): Fault => ({
  answer: (passing) => {
    if (only(passing)) passing.text = passing.text.replaceAll(pattern, replacement);
  },
});

/** A fault of the status: one for another. */
const answers = (method: string, from: number, to: number): Fault => ({
  answer: (passing) => {
    if (passing.method === method && passing.status === from) passing.status = to;
  },
});

/** A fault of a header: it is another, or missing. */
const header = (name: string, value?: string): Fault => ({
  answer: (passing) => {
    passing.headers[name] = value;
  },
});

/** A fault of the request: what the server does not hear. */
const deaf = (pattern: RegExp, replacement = ""): Fault => ({
  request: (asked) => asked.replace(pattern, replacement),
});

const faults: readonly [string, string, Fault][] = [
  ["RFC7643-2.1-a", "no schemas", says(/"schemas":/g, '"schema":')],
  ["RFC7643-2.3.1-a", "spoiled Unicode", says(/家/g, "?")],
  ["RFC7643-2.3.4-a", "numbers as strings", says(/"totalResults":(\d+)/g, '"totalResults":"$1"')],
  ["RFC7643-2.3.5-a", "dates without a time", says(/T[\d:.]+Z"/g, '"')],
  [
    "RFC7643-2.4-b",
    "two primaries",
    says(/"emails":\[.*?\]/g, '"emails":[{"primary":true},{"primary":true}]'),
  ],
  [
    "RFC7643-3-b",
    "a schema that is not of the type",
    says(
      /"schemas":\["urn:ietf:params:scim:schemas:core/g,
      '"schemas":["urn:x","urn:ietf:params:scim:schemas:core',
    ),
  ],
  ["RFC7643-3.1-d", "an empty id", says(/"id":"[^"]+"/g, '"id":""')],
  ["RFC7643-3.1-h", "bulkId in ids", says(/"id":"/g, '"id":"bulkId')],
  ["RFC7643-3.1-j", "an externalId of its own", says(/"userName":/g, '"externalId":"x","userName":')],
  ["RFC7643-3.1-n", "a wrong resourceType", says(/"resourceType":"User"/g, '"resourceType":"Users"')],
  ["RFC7643-3.1-p", "lastModified before created", says(/"lastModified":"20/g, '"lastModified":"19')],
  ["RFC7643-3.1-q", "another Location", header("location", "http://example.com/Users/1")],
  ["RFC7643-3.1-s", "a version that is no tag", says(/"version":"W\/\\"(\d+)\\""/g, '"version":"$1"')],
  ["RFC7643-4.1.1-e", "a password", says(/"userName":/g, '"password":"Correct-Horse-7-Battery","userName":')],
  ["RFC7643-4.1.1-a", "409 for 400", answers("POST", 400, 409)],
  ["RFC7643-4.2-b", "members without a type", says(/"type":"(User|Group)"/g, '"kind":"$1"')],
  ["RFC7643-5-d", "supported as a string", says(/"supported":true/g, '"supported":"true"')],
  [
    "RFC7643-5-f",
    "a token for ServiceProviderConfig",
    { answer: (p) => void (p.path.endsWith("Config") && (p.status = 401)) },
  ],
  [
    "RFC7643-6-b",
    "a schema that is not published",
    says(/"schema":"urn:ietf:params:scim:schemas:core:2.0:User"/g, '"schema":"urn:x"'),
  ],
  ["RFC7643-7-b", "silent schemas", says(/"multiValued":(true|false),?/g, "")],
  ["RFC7643-7-c", "a type of its own", says(/"type":"string"/g, '"type":"text"')],
  ["RFC7644-2-c", "no WWW-Authenticate", header("www-authenticate")],
  [
    "RFC7644-3.1-b",
    "an echo",
    says(/"displayName":"Ann"/g, '"displayName":"ann"', ({ method }) => method === "POST"),
  ],
  ["RFC7644-3.3-c", "200 for 201", answers("POST", 201, 200)],
  ["RFC7644-3.3-e", "no Location", header("location")],
  ["RFC7644-3.3-f", "200 for 409", answers("POST", 409, 200)],
  ["RFC7644-3.4.1-a", "200 for 404", answers("GET", 404, 200)],
  ["RFC7644-3.4.2-b", "a list of another kind", says(/ListResponse/g, "List")],
  ["RFC7644-3.4.2-c", "no totalResults", says(/"totalResults":\d+,/g, "")],
  ["RFC7644-3.4.2-e", "the count that was asked for", says(/"itemsPerPage":\d+/g, '"itemsPerPage":100')],
  [
    "RFC7644-3.4.2-f",
    "404 for nothing",
    { answer: (p) => void (p.text.includes('"totalResults":0') && (p.status = 404)) },
  ],
  ["RFC7644-3.4.2.2-a", "no ear for filters", deaf(/filter=[^&]*/)],
  ["RFC7644-3.4.2.2-c", "ge for gt", deaf(/%20gt%20/, "%20ge%20")],
  [
    "RFC7644-3.4.2.2-e",
    "no brackets",
    deaf(
      /emails%5Btype%20eq%20%22work%22%20and%20value/i,
      "emails.type%20eq%20%22work%22%20and%20emails.value%20pr%20and%20(userName",
    ),
  ],
  ["RFC7644-3.4.2.2-f", "or for and", deaf(/%20and%20displayName/, "%20or%20displayName")],
  ["RFC7644-3.4.2.2-j", "200 for what is no filter", answers("GET", 400, 200)],
  ["RFC7644-3.4.2.3-c", "no ear for sortOrder", deaf(/sortOrder=\w+/)],
  ["RFC7644-3.4.2.3-b", "no ear for sortBy", deaf(/sortBy=[^&]+/)],
  ["RFC7644-3.4.2.4-b", "everything for nothing", deaf(/count=(0|-1)/)],
  ["RFC7644-3.4.2.4-c", "no ear for startIndex", deaf(/startIndex=\d+/)],
  ["RFC7644-3.4.2.5-a", "no ear for attributes", deaf(/attributes=[^&]+/)],
  ["RFC7644-3.5.1-f", "204 for PUT", answers("PUT", 200, 204)],
  ["RFC7644-3.5.2-i", "200 for what failed", answers("PATCH", 400, 200)],
  ["RFC7644-3.5.2-l", "204 in spite of attributes", answers("PATCH", 200, 204)],
  ["RFC7644-3.5.2-k", "205 for PATCH", answers("PATCH", 200, 205)],
  ["RFC7644-3.5.2.2-a", "another scimType", says(/"scimType":"noTarget"/g, '"scimType":"invalidPath"')],
  ["RFC7644-3.5.2.2-f", "another scimType", says(/"scimType":"mutability"/g, '"scimType":"invalidValue"')],
  ["RFC7644-3.6-a", "200 for DELETE", answers("DELETE", 204, 200)],
  ["RFC7644-3.6-b", "410 for 404", answers("GET", 404, 410)],
  [
    "RFC7644-3.4.2.1-a",
    "no root",
    { answer: (p) => void (p.path.startsWith("/scim/v2/?") && (p.status = 404)) },
  ],
  [
    "RFC7644-3.4.3-b",
    "a search that gives everything",
    says(/"itemsPerPage":\d+/g, '"itemsPerPage":7', ({ method }) => method === "POST"),
  ],
  ["RFC7644-3.7-a", "a BulkResponse of another kind", says(/BulkResponse/g, "Bulk")],
  ["RFC7644-3.7-c", "no bulkId", says(/"bulkId":"\w+",?/g, "")],
  ["RFC7644-3.7-d", "no location", says(/"location":"[^"]+",/g, "")],
  ["RFC7644-3.7-e", "no response", says(/"response":/g, '"error":')],
  ["RFC7644-3.7-f", "207 for 200", answers("POST", 200, 207)],
  ["RFC7644-3.7-g", "no ear for failOnErrors", says(/"status":"409"/g, '"status":"400"')],
  [
    "RFC7644-3.7.2-a",
    "a manager that is not resolved",
    says(/"manager":\{"value":"[^"]+"/g, '"manager":{"value":"bulkId:u1"'),
  ],
  ["RFC7644-3.7.3-a", "statuses that are numbers", says(/"status":"(\d+)"/g, '"status":$1')],
  [
    "RFC7644-3.7.4-a",
    "a limit without its number",
    says(/\d{4,}/g, "too many", ({ status }) => status === 413),
  ],
  ["RFC9865-2-a", "a cursor of other characters", says(/"nextCursor":"/g, '"nextCursor":"=')],
  [
    "RFC9865-2-c",
    "a cursor on the last page, too",
    says(/"itemsPerPage":/g, '"nextCursor":"x","itemsPerPage":'),
  ],
  ["RFC9865-2.1-a", "200 for a forged cursor", answers("GET", 400, 200)],
  ["RFC7644-3.8-b", "JSON of any kind", header("content-type", "application/json")],
  ["RFC7644-3.11-a", "404 for 501", answers("GET", 501, 404)],
  ["RFC7644-3.12-a", "a status that is a number", says(/"status":"(\d+)"/g, '"status":$1')],
  ["RFC7644-3.12-b", "a scimType of its own", says(/"scimType":"uniqueness"/g, '"scimType":"duplicate"')],
  ["RFC7644-3.14-a", "no ETag", header("etag")],
  ["RFC7644-3.14-b", "no 412", answers("PATCH", 412, 200)],
  ["RFC7644-4-d", "200 for a filter of schemas", answers("GET", 403, 200)],
  ["RFC7644-8.1-a", "a charset", header("content-type", "application/scim+json; charset=utf-8")],
];

describe("a check of a server with a fault", () => {
  const app = useTestApp("sqlite");
  const checksOf = (id: string): typeof allChecks => allChecks.filter(({ judges }) => judges.includes(id));
  const resultWith = async (id: string, fault: Fault): Promise<Item["result"] | undefined> => {
    const items = await runChecks(checksOf(id), await startFaulty(await app.connect(), fault));
    return items.find((item) => item.id === id)?.result;
  };

  it.each(faults)("finds for %s: %s", async (id, _, fault) => {
    expect(await resultWith(id, fault)).toMatch(/^(error|acceptable)$/);
  });

  it("finds no fault where there is none", async () => {
    const ids = new Set(faults.map(([id]) => id));
    const checks = allChecks.filter(({ judges }) => judges.some((id) => ids.has(id)));

    const items = await runChecks(checks, await startFaulty(await app.connect(), {}));

    const faulty = items.filter(
      ({ id, result }) => ids.has(id) && result !== "success" && result !== "deviation",
    );
    expect(faulty).toEqual([]);
  }, 60_000);

  it("tells the request and what came", async () => {
    const target = await startFaulty(await app.connect(), answers("DELETE", 204, 200));

    const [item] = await runChecks(checksOf("RFC7644-3.6-a"), target);

    expect(item?.message).toMatch(/^answers a DELETE with 204: .*; DELETE \/scim\/v2\/Users\/[\w-]+ → 200/);
  });

  it("leaves nothing behind", async () => {
    const client = await app.connect();

    await runChecks(allChecks.slice(0, 40), await startFaulty(client, {}));

    expect((await client.get("/Users")).body.totalResults).toBe(0);
    expect((await client.get("/Groups")).body.totalResults).toBe(0);
  }, 60_000);
});
