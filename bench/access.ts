import { parseArgs } from "node:util";
import type { Dialect } from "../src/db/connect.js";
import { type AccessWorld, openWorld, personId } from "./access-world.js";
import { countQueries } from "./count-queries.js";
import { type Circumstances, describeCircumstances, keepText, median } from "./report.js";

// Shows how the time of a decision, and of a page of them, grows with the directory. `npm run bench:access`.

const SIZES = [1_000, 10_000, 100_000] as const;

/** Measured rounds; one more runs ahead of them and is thrown away. */
const ROUNDS = 7;

/** How much longer something may take among 100,000 people than among 1,000. */
const AIM = 1.5;

const INSTANCES = "urn:ietf:params:scim:schemas:extension:crm:2.0:User:instances";

interface Subject {
  readonly name: string;
  readonly title: string;
  /** Requests of one round. */
  readonly requests: number;
  /** What the answer must hold. */
  readonly expects: string;
  request(world: AccessWorld, number: number): Promise<string>;
}

function evaluation(subject: (number: number) => object): Subject["request"] {
  return (world, number) =>
    world.ask("POST", "/access/v1/evaluation", {
      subject: { type: "user", ...subject(number) },
      action: { name: "signIn" },
      resource: { type: "instance", id: "main" },
    });
}

const WHO_ENTERS = {
  subject: { type: "user" },
  action: { name: "signIn" },
  resource: { type: "instance", id: "main" },
};

const SUBJECTS: readonly Subject[] = [
  {
    name: "evaluation",
    title: "evaluation, user by id",
    requests: 50,
    expects: '"decision":true',
    request: evaluation((number) => ({ id: personId(number) })),
  },
  {
    name: "evaluation-name",
    title: "evaluation, user by userName",
    requests: 50,
    expects: '"decision":true',
    request: evaluation((number) => ({
      properties: { userName: `u${String(number).padStart(7, "0")}@bench.example` },
    })),
  },
  {
    name: "evaluations",
    title: "100 evaluations in one request",
    requests: 10,
    expects: '"decision":true',
    request: (world, number) =>
      world.ask("POST", "/access/v1/evaluations", {
        action: { name: "signIn" },
        resource: { type: "instance", id: "main" },
        evaluations: Array.from({ length: 100 }, (_, i) => ({
          subject: { type: "user", id: personId(1 + ((number + i * 7) % world.people())) },
        })),
      }),
  },
  {
    name: "search-subject",
    title: "search: page of 100 people who may enter",
    requests: 10,
    expects: '"count":100',
    request: (world) => world.ask("POST", "/access/v1/search/subject", WHO_ENTERS),
  },
  {
    name: "search-resource",
    title: "search: instances that a person may enter",
    requests: 50,
    expects: '"count":1',
    request: (world, number) =>
      world.ask("POST", "/access/v1/search/resource", {
        subject: { type: "user", id: personId(number) },
        action: WHO_ENTERS.action,
        resource: { type: "instance" },
      }),
  },
  {
    name: "page",
    title: "page of 100 people with decisions, explained",
    requests: 10,
    expects: '"canSignIn":true',
    request: (world, number) =>
      world.ask("GET", `/admin/v1/instances/main/access?limit=100&cursor=${cursorBefore(world, number)}`),
  },
  {
    name: "scim-page",
    title: "SCIM page of 100 users with `instances`",
    requests: 10,
    expects: '"canSignIn":true',
    request: (world, number) =>
      world.ask(
        "GET",
        `/scim/v2/Users?count=100&startIndex=${pageStart(world, number, 800)}&attributes=${INSTANCES}`,
      ),
  },
];

/** Where a page begins that is full. */
function pageStart(world: AccessWorld, number: number, among = world.people() - 100): number {
  return 1 + (number % among);
}

function cursorBefore(world: AccessWorld, number: number): string {
  return Buffer.from(personId(pageStart(world, number)), "latin1").toString("base64url");
}

/** Milliseconds of one request: medians over the rounds. */
interface Times {
  readonly p50: number;
  readonly p95: number;
}

interface Row {
  readonly name: string;
  readonly title: string;
  /** By number of people. */
  readonly times: readonly Times[];
  /** How p50 grows from the fewest people to the most within a round; the median over the rounds. */
  readonly ratio: number;
  /** By number of people. */
  readonly statements: readonly number[];
}

interface AccessResult extends Circumstances {
  readonly sizes: readonly number[];
  readonly rounds: number;
  readonly rows: readonly Row[];
}

/** A number that jumps about, so that nothing is asked for twice in a row. */
function* numbers(): Generator<number> {
  for (let n = 1; ; n = (n * 48_271) % 2_147_483_647) yield n;
}

/** Measures one kind of request in all worlds, which take turns: what else the machine does falls on all of them. */
async function measure(worlds: readonly AccessWorld[], subject: Subject): Promise<Row> {
  const sources = worlds.map(() => numbers());
  const once = async (index: number): Promise<number> => {
    const world = worlds[index];
    if (world === undefined) throw new Error("there is no such world");
    const number = 1 + ((sources[index]?.next().value ?? 1) % world.people());
    const begin = performance.now();
    const answer = await subject.request(world, number);
    const time = performance.now() - begin;
    if (!answer.includes(subject.expects)) throw new Error(`${subject.name}: ${answer.slice(0, 500)}`);
    return time;
  };
  const rounds: number[][][] = [];
  for (let round = -1; round < ROUNDS; round++) {
    const times: number[][] = worlds.map(() => []);
    for (let i = 0; i < subject.requests; i++) {
      for (const index of worlds.keys()) times[index]?.push(await once(index));
    }
    // The first one only warms up.
    if (round >= 0) rounds.push(times.map((list) => list.sort((x, y) => x - y)));
  }
  const at = (index: number, share: number): number[] =>
    rounds.map((times) => times[index]?.[Math.floor(subject.requests * share)] ?? Number.NaN);
  const times = worlds.map((_, index) => ({
    p50: round2(median(at(index, 0.5))),
    p95: round2(median(at(index, 0.95))),
  }));
  const [small, large] = [at(0, 0.5), at(worlds.length - 1, 0.5)];
  const ratio = round2(median(large.map((time, round) => time / (small[round] ?? Number.NaN))));
  const statements: number[] = [];
  for (const [index, { db }] of worlds.entries()) statements.push(await countQueries(db, () => once(index)));
  return { name: subject.name, title: subject.title, times, ratio, statements };
}

function round2(value: number): number {
  return Number(value.toFixed(2));
}

async function run(dialect: Dialect, sizes: readonly number[]): Promise<AccessResult> {
  const worlds: AccessWorld[] = [];
  try {
    for (const size of sizes) {
      const world = await openWorld(dialect);
      worlds.push(world);
      await world.growTo(size);
    }
    const rows: Row[] = [];
    for (const subject of SUBJECTS) rows.push(await measure(worlds, subject));
    const [{ db } = { db: undefined }] = worlds;
    if (db === undefined) throw new Error("nothing was measured");
    return { ...(await describeCircumstances(db)), sizes, rounds: ROUNDS, rows };
  } finally {
    for (const world of worlds) await world.close();
  }
}

function render({ date, commit, node, database, machine, sizes, rows }: AccessResult): string {
  const people = sizes.map((size) => `${size.toLocaleString("en-US")} people`);
  return [
    `${date} UTC, commit ${commit}, Node ${node}, ${database}, ${machine}.`,
    "",
    `| Request | ${people.map((text) => `${text}: p50 (p95) ms`).join(" | ")} | ratio | statements | aim |`,
    `|---|${people.map(() => "--:|").join("")}--:|--:|---|`,
    ...rows.map(({ title, times, ratio, statements }) => {
      const cells = times.map(({ p50, p95 }) => `${p50.toFixed(2)} (${p95.toFixed(2)})`);
      const verdict = ratio <= AIM ? "met" : "**not met**";
      const counts = [...new Set(statements)].join(", ");
      return `| ${title} | ${cells.join(" | ")} | ${ratio.toFixed(2)} | ${counts} | ≤ ${AIM}: ${verdict} |`;
    }),
  ].join("\n");
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { write: { type: "boolean", default: false }, smoke: { type: "boolean", default: false } },
  });
  const dialects: Dialect[] =
    process.env["TEST_DATABASE_URL"] === undefined ? ["sqlite"] : ["sqlite", "postgres"];
  for (const dialect of dialects) {
    const result = await run(dialect, values.smoke ? [1_000] : SIZES);
    console.log(`\n${render(result)}`);
    if (values.write && !values.smoke) keepText(__dirname, `access-${dialect}`, result, render(result));
  }
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
