import { demand, mustBeOf } from "../products/product.js";
import { ENDPOINTS, type Harness } from "./harness.js";

/**
 * A test of the certification scenario of the AuthZEN Authorization API 1.0.
 * @see https://github.com/openid/authzen/blob/main/certification/authorization-api-1_0-scenario.md
 */
export interface ScenarioTest {
  /** The section of the scenario. */
  readonly id: string;
  /** Whether properties of entities decide. */
  readonly level: "core" | "properties";
  readonly run: (harness: Harness) => Promise<void>;
}

const user = (id: string, role?: string) => ({
  type: "user",
  id,
  ...(role !== undefined && { properties: { role } }),
});
const record = (id: string, status?: string) => ({
  type: "record",
  id,
  ...(status !== undefined && { properties: { status } }),
});
const action = (name: string) => ({ name });

const ALICE = user("alice");
const BOB = user("bob");
const ADMIN = user("bob", "admin");
const ACTIVE = record("record-1");
const ARCHIVED = record("record-2", "archived");
const [READ, WRITE] = [action("read"), action("write")];

/** The question to which the fixture says yes. */
const QUESTION = { subject: ALICE, action: READ, resource: ACTIVE };
const DENIED = { subject: BOB, action: WRITE, resource: ACTIVE };
const CONTEXT = { time: "2026-03-10T12:00:00Z", ip: "192.0.2.1" };

/** A request without some of its parts. */
function without(request: object, ...names: string[]): object {
  return Object.fromEntries(Object.entries(request).filter(([name]) => !names.includes(name)));
}

function core(id: string, run: ScenarioTest["run"]): ScenarioTest {
  return { id, level: "core", run };
}

function properties(id: string, run: ScenarioTest["run"]): ScenarioTest {
  return { id, level: "properties", run };
}

const evaluation: readonly ScenarioTest[] = [
  core("2.2.1", (harness) => harness.decideAs(true, QUESTION)),
  core("2.2.2", (harness) => harness.decideAs(false, DENIED)),
  core("2.2.3", (harness) => harness.decideAs(true, { ...QUESTION, context: CONTEXT })),
  properties("2.2.4", (harness) =>
    harness.decideAs(false, { subject: ALICE, action: WRITE, resource: ARCHIVED }),
  ),
  properties("2.2.5", (harness) =>
    harness.decideAs(true, { subject: ADMIN, action: WRITE, resource: ARCHIVED }),
  ),
  core("2.2.8", (harness) =>
    harness.decideAs(true, {
      subject: { ...ALICE, properties: { department: "Sales", role: "manager" } },
      action: { ...READ, properties: { method: "GET" } },
      resource: { ...ACTIVE, properties: { status: "active", owner: "bob" } },
    }),
  ),
  core("2.2.9", (harness) => harness.decideAs(true, { ...QUESTION, foo: "bar", future: { nested: true } })),
  // §2.3 holds for every answer.
  core("2.4.1", async (harness) => {
    for (const part of ["subject", "action", "resource"]) {
      await harness.refuse("evaluation", without(QUESTION, part));
    }
  }),
  core("2.4.2", async (harness) => {
    for (const key of ["type", "id"]) {
      await harness.refuse("evaluation", { ...QUESTION, subject: without(ALICE, key) });
      await harness.refuse("evaluation", { ...QUESTION, resource: without(ACTIVE, key) });
    }
    await harness.refuse("evaluation", { ...QUESTION, action: {} });
  }),
  core("2.4.3", (harness) => harness.refuse("evaluation", QUESTION, { "Content-Type": "text/plain" })),
  core("2.4.4", (harness) => harness.refuse("evaluation", '{"subject":')),
  core("2.4.5", (harness) => harness.refuse("evaluation", "")),
  core("2.4.6", async (harness) => {
    await harness.refuse("evaluation", { ...QUESTION, subject: "alice" });
    await harness.refuse("evaluation", { ...QUESTION, action: { name: 123 } });
  }),
  core("2.5.1", async (harness) => {
    for (const endpoint of Object.keys(ENDPOINTS) as (keyof typeof ENDPOINTS)[]) {
      const answer = await harness.post(endpoint, QUESTION, { "X-Request-ID": "bfe9eb29/ab87 (1)" });
      demand(answer.headers["x-request-id"] === "bfe9eb29/ab87 (1)", "the id is to be the request's", answer);
    }
  }),
  core("2.5.2", (harness) => harness.decideAs(true, QUESTION)),
  core("2.6", async (harness) => {
    for (let count = 0; count < 3; count++) await harness.decideAs(true, QUESTION);
  }),
];

const batch: readonly ScenarioTest[] = [
  core("3.2.1", async (harness) => {
    const resources = [ACTIVE, record("record-2")];
    const evaluations = resources.map((resource) => ({ resource }));
    await harness.decideAll({ ...without(QUESTION, "resource"), evaluations });
  }),
  core("3.2.2", (harness) =>
    harness.decideAllAs([true, false], {
      ...without(DENIED, "action"),
      evaluations: [{ action: READ }, { action: WRITE }],
    }),
  ),
  properties("3.2.3", (harness) =>
    harness.decideAllAs([true, false], {
      subject: ALICE,
      action: WRITE,
      evaluations: [{ resource: record("record-1", "active") }, { resource: ARCHIVED }],
    }),
  ),
  properties("3.2.4", (harness) =>
    harness.decideAllAs([false, true], {
      action: WRITE,
      resource: ARCHIVED,
      evaluations: [{ subject: ALICE }, { subject: ADMIN }],
    }),
  ),
  core("3.2.5", (harness) => harness.decideAllAs([true, false], { evaluations: [QUESTION, DENIED] })),
  core("3.2.6", async (harness) => {
    const evaluations = [
      { resource: ACTIVE },
      { resource: record("record-2"), context: { ...CONTEXT, source: "batch" } },
    ];
    await harness.decideAll({ ...without(QUESTION, "resource"), context: CONTEXT, evaluations });
  }),
  properties("3.2.7", (harness) =>
    harness.decideAllAs([true, false], {
      subject: ALICE,
      action: WRITE,
      resource: record("record-1", "active"),
      evaluations: [{}, { resource: ARCHIVED }],
    }),
  ),
  // §3.3 holds for every answer.
  core("3.4.1", (harness) =>
    harness.decideAllAs([true, false], {
      ...without(QUESTION, "resource"),
      options: { evaluations_semantic: "execute_all" },
      evaluations: [{ resource: ACTIVE }, {}],
    }),
  ),
  core("3.4.2", (harness) => harness.decideAs(true, QUESTION, "evaluations")),
  core("3.4.3", (harness) => harness.decideAs(true, { ...QUESTION, evaluations: [] }, "evaluations")),
];

const WHO = { subject: { type: "user" }, action: READ, resource: ACTIVE };
const WHERE = { subject: ALICE, action: READ, resource: { type: "record" } };
const WHAT = { subject: ALICE, resource: ACTIVE };

/** A search finds the same whatever else it is sent. */
function sameAs(
  part: "subject" | "resource" | "action",
  request: object,
  more: object,
  wanted: readonly string[],
): ScenarioTest["run"] {
  return async (harness) => {
    const [plain, other] = [
      await harness.find(part, request, wanted),
      await harness.find(part, { ...request, ...more }, wanted),
    ];
    if (plain.join() !== other.join()) throw new Error(`${other.join()} is to be ${plain.join()}`);
  };
}

function finds(
  part: "subject" | "resource" | "action",
  request: object,
  ...wanted: readonly string[]
): ScenarioTest["run"] {
  return async (harness) => void (await harness.find(part, request, wanted));
}

async function findNothing(
  harness: Harness,
  part: "subject" | "resource" | "action",
  request: object,
): Promise<void> {
  const { names } = await harness.search(part, request);
  if (names.length > 0) throw new Error(`nothing is to be found, not ${names.join()}`);
}

const PEOPLE = ["alice", "bob"];

const search: readonly ScenarioTest[] = [
  core("4.2.1", finds("subject", WHO, ...PEOPLE)),
  core("4.2.2", sameAs("subject", WHO, { context: CONTEXT }, PEOPLE)),
  core("4.2.3", sameAs("subject", WHO, { subject: ALICE }, PEOPLE)),
  properties("4.2.4", finds("subject", { ...WHO, action: WRITE, resource: ARCHIVED }, "bob")),
  core("4.3.1", finds("resource", WHERE, "record-1")),
  core("4.3.2", sameAs("resource", WHERE, { context: CONTEXT }, ["record-1"])),
  core("4.3.3", sameAs("resource", WHERE, { resource: ACTIVE }, ["record-1"])),
  properties("4.3.4", finds("resource", { ...WHERE, subject: ADMIN, action: WRITE }, "record-2")),
  core("4.4.1", finds("action", WHAT, "read", "write")),
  core("4.4.2", sameAs("action", WHAT, { context: CONTEXT }, ["read", "write"])),
  properties("4.4.3", finds("action", { subject: ADMIN, resource: ARCHIVED }, "write")),
  core("4.5", async (harness) => {
    const all = await harness.find("subject", WHO, PEOPLE);
    const found: string[] = [];
    for (let page: object = { limit: 1 }; ; ) {
      const { names, page: answered } = await harness.search("subject", { ...WHO, page });
      found.push(...names);
      if (answered === undefined || answered.next_token === "") break;
      if (names.length > 1) throw new Error("a page is to have one result at most");
      page = { token: answered.next_token };
    }
    if (found.toSorted().join() !== all.join()) throw new Error(`${found.join()} is to be ${all.join()}`);
  }),
  core("4.6.1", async (harness) => {
    const nobody = user("nonexistent-user");
    await findNothing(harness, "action", { ...WHAT, subject: nobody });
    await findNothing(harness, "resource", { ...WHERE, subject: nobody });
    await findNothing(harness, "subject", { ...WHO, resource: record("nonexistent-record") });
  }),
  core("4.6.2", async (harness) => {
    await findNothing(harness, "subject", { ...WHO, subject: { type: "spaceship" } });
    await findNothing(harness, "resource", { ...WHERE, resource: { type: "spaceship" } });
    await findNothing(harness, "action", { ...WHAT, resource: { type: "spaceship", id: "x" } });
  }),
  core("4.7.1", async (harness) => {
    await harness.refuse("subject", without(WHO, "action"));
    await harness.refuse("resource", without(WHERE, "subject"));
    await harness.refuse("action", without(WHAT, "resource"));
  }),
  core("4.7.2", async (harness) => {
    const request = { ...WHO, resource: { type: "record" } };
    await harness.refuse("subject", request);
    await harness.refuse("resource", request);
    await harness.refuse("action", { ...WHAT, subject: { type: "user" } });
  }),
];

const discovery: readonly ScenarioTest[] = [
  core("6", async (harness) => {
    const answer = await harness.get("/.well-known/authzen-configuration");
    demand(answer.status === 200, "the status is to be 200", answer);
    mustBeOf("application/json", answer);
    const base = answer.request.url.slice(0, answer.request.url.indexOf("/.well-known"));
    demand(answer.body?.policy_decision_point === base, "it is to be about the server itself", answer);
    const named = { evaluation: "access_evaluation", evaluations: "access_evaluations" };
    for (const [name, path] of Object.entries(ENDPOINTS)) {
      const key = `${named[name as keyof typeof named] ?? `search_${name}`}_endpoint`;
      demand(answer.body[key] === `${base}${path}`, `${key} is to be ${path}`, answer);
    }
  }),
];

/** All tests that can be put to a server with words of its own. */
export const scenarioTests: readonly ScenarioTest[] = [...evaluation, ...batch, ...search, ...discovery];

/** The tests of the scenario that no words of another model can express, and why. */
export const UNMAPPED: Readonly<Record<string, string>> = {
  "2.2.6": "The properties of an action decide; the actions of the CRM have none.",
  "2.2.7": "The properties of an action decide; the actions of the CRM have none.",
};
