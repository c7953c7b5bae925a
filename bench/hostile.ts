import { once } from "node:events";
import http from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import type { Dialect } from "../src/db/connect.js";
import { type AccessWorld, openWorld, personId } from "./access-world.js";
import { BENCH_TOKEN } from "./names.js";
import { type Circumstances, describeCircumstances, keepText, median } from "./report.js";

// Shows what reads, sign-ins and decisions take beside filters that read the whole directory. `npm run bench:hostile`.

const PEOPLE = 50_000;

/** Clients that send such filters, one after the other. */
const LEVELS = [0, 5, 20] as const;

/** Measured rounds; one more runs ahead of them and is thrown away. */
const ROUNDS = 3;

/** How much longer something may take beside them. */
const AIM = 2;

/** How long the clients are at it before something is measured, and pause after an answer, in milliseconds. */
const START = 1000;
const PAUSE = 20;

const PASSWORD = "correct horse battery staple";
const SIGNED_IN = "signs-in@bench.example";

interface Subject {
  readonly name: string;
  /** Requests of one round. */
  readonly requests: number;
  readonly expects: string;
  request(world: AccessWorld, number: number): Promise<string>;
}

const SUBJECTS: readonly Subject[] = [
  {
    name: "GET a user by id",
    requests: 40,
    expects: '"userName"',
    request: (world, number) => world.ask("GET", `/scim/v2/Users/${personId(number)}`),
  },
  {
    name: "filter userName eq",
    requests: 40,
    expects: '"totalResults":1',
    request: (world, number) => {
      const userName = `u${String(number).padStart(7, "0")}@bench.example`;
      return world.ask("GET", `/scim/v2/Users?filter=${encodeURIComponent(`userName eq "${userName}"`)}`);
    },
  },
  {
    name: "sign-in",
    requests: 8,
    expects: '"token"',
    request: (world) => world.ask("POST", "/admin/v1/sessions", { userName: SIGNED_IN, password: PASSWORD }),
  },
  {
    name: "decision",
    requests: 40,
    expects: '"decision":true',
    request: (world, number) =>
      world.ask("POST", "/access/v1/evaluation", {
        subject: { type: "user", id: personId(number) },
        action: { name: "signIn" },
        resource: { type: "instance", id: "main" },
      }),
  },
];

/** As many conditions as are possible, each of which reads a text of every user, and none of which is met. */
function hostileFilter(number: number): string {
  const names = ["nickName", "title", "name.formatted", "addresses.locality"];
  return Array.from({ length: 20 }, (_, i) => `${names[i % names.length]} co "${number}-${i}"`).join(" or ");
}

/** What the hostile clients were answered. */
interface Tally {
  answered: number;
  refused: number;
}

async function attack(port: number, tally: Tally, signal: AbortSignal, agent: http.Agent): Promise<void> {
  for (let number = 0; !signal.aborted; number++) {
    const path = `/scim/v2/Users?filter=${encodeURIComponent(hostileFilter(number))}`;
    const headers = { Authorization: `Bearer ${BENCH_TOKEN}` };
    const request = http.request({ agent, host: "127.0.0.1", port, path, headers }).end();
    const [response] = (await once(request, "response")) as [http.IncomingMessage];
    response.resume();
    await once(response, "end");
    if (response.statusCode === 200) tally.answered++;
    else if (response.statusCode === 503) tally.refused++;
    else throw new Error(`a hostile filter was answered ${response.statusCode}`);
    await sleep(PAUSE);
  }
}

/** Milliseconds of one kind of request beside one number of hostile clients. */
interface Times {
  readonly p50: number;
  readonly p95: number;
}

interface HostileResult extends Circumstances {
  readonly people: number;
  readonly rounds: number;
  /** By number of hostile clients. */
  readonly tallies: readonly Tally[];
  readonly rows: readonly { readonly name: string; readonly times: readonly Times[] }[];
}

async function timesOf(world: AccessWorld, subject: Subject, source: Iterator<number>): Promise<number[]> {
  const times: number[] = [];
  for (let i = 0; i < subject.requests; i++) {
    const number = 1 + (Number(source.next().value) % world.people());
    const begin = performance.now();
    const answer = await subject.request(world, number);
    times.push(performance.now() - begin);
    if (!answer.includes(subject.expects)) throw new Error(`${subject.name}: ${answer.slice(0, 500)}`);
  }
  return times.toSorted((x, y) => x - y);
}

/** A number that jumps about, so that nothing is asked for twice in a row. */
function* numbers(): Generator<number> {
  for (let n = 1; ; n = (n * 48_271) % 2_147_483_647) yield n;
}

/** Runs something while so many clients send hostile filters. */
async function beside(
  world: AccessWorld,
  clients: number,
  tally: Tally,
  measure: () => Promise<void>,
): Promise<void> {
  const stop = new AbortController();
  const agent = new http.Agent({ keepAlive: true });
  const attacks = Array.from({ length: clients }, () => attack(world.port, tally, stop.signal, agent));
  if (clients > 0) await sleep(START);
  await measure();
  stop.abort();
  await Promise.all(attacks);
  agent.destroy();
}

async function run(dialect: Dialect, people: number, rounds: number): Promise<HostileResult> {
  const world = await openWorld(dialect);
  try {
    await world.growTo(people);
    const schemas = ["urn:ietf:params:scim:schemas:core:2.0:User"];
    await world.ask("POST", "/scim/v2/Users", { schemas, userName: SIGNED_IN, password: PASSWORD });
    const source = numbers();
    const tallies = LEVELS.map((): Tally => ({ answered: 0, refused: 0 }));
    const measured = SUBJECTS.map(() => LEVELS.map((): number[][] => []));
    for (let round = -1; round < rounds; round++) {
      for (const [level, clients] of LEVELS.entries()) {
        const tally = tallies[level] ?? { answered: 0, refused: 0 };
        await beside(world, clients, tally, async () => {
          for (const [index, subject] of SUBJECTS.entries()) {
            const times = await timesOf(world, subject, source);
            // The first round only warms up.
            if (round >= 0) measured[index]?.[level]?.push(times);
          }
        });
      }
    }
    const at = (lists: readonly number[][], share: number): number =>
      Number(median(lists.map((list) => list[Math.floor(list.length * share)] ?? Number.NaN)).toFixed(2));
    const rows = SUBJECTS.map(({ name }, index) => ({
      name,
      times: LEVELS.map((_, level) => {
        const lists = measured[index]?.[level] ?? [];
        return { p50: at(lists, 0.5), p95: at(lists, 0.95) };
      }),
    }));
    return { ...(await describeCircumstances(world.db)), people, rounds, tallies, rows };
  } finally {
    await world.close();
  }
}

function render({
  date,
  commit,
  node,
  database,
  machine,
  people,
  rounds,
  tallies,
  rows,
}: HostileResult): string {
  const hostile = LEVELS.map((clients) => `${clients} hostile: p50 (p95) ms`);
  const answers = LEVELS.map(
    (clients, level) => `${clients}: ${tallies[level]?.answered} / ${tallies[level]?.refused}`,
  );
  return [
    `${date} UTC, commit ${commit}, Node ${node}, ${database}, ${machine}.`,
    `${people.toLocaleString("en-US")} people, medians of ${rounds} rounds. Hostile filters answered / refused, by clients: ${answers.join(", ")}.`,
    "",
    `| Request | ${hostile.join(" | ")} | p50 beside 20 | aim |`,
    `|---|${hostile.map(() => "--:|").join("")}--:|---|`,
    ...rows.map(({ name, times }) => {
      const cells = times.map(({ p50, p95 }) => `${p50.toFixed(2)} (${p95.toFixed(2)})`);
      const [calm, , worst] = times;
      const ratio = (worst?.p50 ?? Number.NaN) / (calm?.p50 ?? Number.NaN);
      return `| ${name} | ${cells.join(" | ")} | × ${ratio.toFixed(2)} | ≤ ${AIM}: ${ratio <= AIM ? "met" : "**not met**"} |`;
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
    const result = values.smoke ? await run(dialect, 1000, 1) : await run(dialect, PEOPLE, ROUNDS);
    console.log(`\n${render(result)}`);
    if (values.write && !values.smoke) keepText(__dirname, `hostile-${dialect}`, result, render(result));
  }
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
