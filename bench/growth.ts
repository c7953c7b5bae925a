import { once } from "node:events";
import { readFileSync } from "node:fs";
import { get, type IncomingMessage } from "node:http";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import type { Dialect } from "../src/db/connect.js";
import { type AccessWorld, NEXT_CHECK, openWorld } from "./access-world.js";
import { idSql, sequence } from "./clone.js";
import { type GrowthRequest, KINDS, type Kind } from "./growth-requests.js";
import { KeepAlive, wireText } from "./load.js";
import { BENCH_TOKEN } from "./names.js";
import { processorTime, ROOT, type RunningPeer } from "./peers/peer.js";
import { startUsher } from "./peers/usher.js";
import { type Circumstances, describeCircumstances, keepText, median, round } from "./report.js";

// Shows how each kind of request, and memory, grow with the directory. `npm run bench:growth`.

const USAGE = `npm run bench:growth -- [options]
  --sizes N,N,…   people of each server (1000,10000,100000,1000000)
  --rounds N      measured requests of each kind (30)
  --write         keep the result in bench/results and bench/README.md
  --smoke         shows only that everything works: 100 and 300 people
  --database D    sqlite or postgres (both)
  Runs on SQLite, on the driver of SQLITE_DRIVER, and on PostgreSQL where TEST_DATABASE_URL is set:
  scripts/with-postgres.sh npm run bench:growth`;

/** Members of the group to which one is added, at most. */
const LARGEST_GROUP = 100_000;

const PAGE = 100;

/** How long the requests of one kind may take in all, in milliseconds; a few rounds are measured in any case. */
const PATIENCE = 10_000;
const FEWEST = 5;
const WARM_UP = 2;

/** A server rests when it takes no more than this share of a processor for so many milliseconds. */
const REST = { share: 0.1, milliseconds: 5000 } as const;

/** How much memory may be used beyond that of the start, in bytes. */
const MEMORY_AIM = 64 * 2 ** 20;

/** A server of one size. */
interface Grown {
  readonly world: AccessWorld;
  readonly server: RunningPeer;
  readonly connection: KeepAlive;
  readonly size: number;
  /** The group of half of the people. */
  readonly half: string;
  /** The group of all people. */
  readonly everybody: string;
  /** The cursor of the last full page. */
  lastPage: string;
}

/** Milliseconds. */
interface Times {
  readonly p50: number;
  readonly min: number;
}

/** One kind of request; lists are by size. */
interface Row extends Pick<Kind, "name" | "title" | "aim"> {
  readonly times: readonly Times[];
  /** How the times grow from the fewest people to the most. */
  readonly ratio: { readonly p50: number; readonly min: number };
  readonly rounds: number;
}

/** Bytes. */
interface Memory {
  readonly start: number;
  readonly most: number;
}

interface GrowthResult extends Circumstances {
  readonly sizes: readonly number[];
  readonly rows: readonly Row[];
  readonly memory: readonly Memory[];
}

/** The memory that a process has, in bytes. Linux only. */
function residentMemory(pid: number): number {
  const kilobytes = /^VmRSS:\s*(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
  return Number(kilobytes) * 1024;
}

async function ask({ connection }: Grown, request: GrowthRequest): Promise<string> {
  const { method, path: at, body } = request;
  const reply = await connection.send(
    wireText(method, at, BENCH_TOKEN, body === undefined ? undefined : JSON.stringify(body)),
  );
  const text = reply.body.toString();
  if (reply.status >= 300 || !text.includes(request.expects)) {
    throw new Error(`${method} ${at}: ${reply.status} ${text.slice(0, 500)}`);
  }
  return text;
}

/** Makes a group of the first people. */
async function fillHalf(world: AccessWorld, count: number): Promise<string> {
  const { db, tenantId } = world;
  const created = await world.ask("POST", "/scim/v2/Groups", { displayName: "Half" });
  const { id } = JSON.parse(created) as { id: string };
  await db.write.raw(
    `${sequence(1, count)} insert into group_members (tenant_id, group_id, member_id, member_type)
     select ?, ?, ${idSql(db, "u", "n")}, 'User' from seq`,
    [tenantId, id],
  );
  await db.write.raw("update groups set member_count = ? where tenant_id = ? and id = ?", [
    count,
    tenantId,
    id,
  ]);
  return id;
}

/** Starts a server with so many people, who are licensed and may enter. */
async function grow(dialect: Dialect, size: number): Promise<Grown> {
  const world = await openWorld(dialect);
  await world.growTo(size);
  const half = await fillHalf(world, Math.min(size / 2, LARGEST_GROUP));
  if (dialect === "postgres") await world.db.write.raw("analyze group_members, groups");
  const [row] = await world.db.read("instances").select<{ guard_group_id: string }[]>("guard_group_id");
  const server = await startUsher(world.url, {
    SQLITE_DRIVER: process.env["SQLITE_DRIVER"] ?? "",
    SYNC_INTERVAL_MS: String(NEXT_CHECK),
  });
  const connection = new KeepAlive(server.port);
  return { world, server, connection, size, half, everybody: row?.guard_group_id ?? "", lastPage: "" };
}

/** Waits until a server has done what it does at its start. */
async function untilRest({ pid }: RunningPeer): Promise<void> {
  for (let before = processorTime(pid); ; ) {
    await sleep(REST.milliseconds);
    const now = processorTime(pid);
    if (now - before <= REST.share * REST.milliseconds) return;
    before = now;
  }
}

/** Reads the group of all people as it comes, without keeping it. */
async function readGroup({ server, everybody }: Grown): Promise<void> {
  // With fetch the answer sometimes stops half-way, although the server has sent more.
  const request = get(`http://127.0.0.1:${server.port}/scim/v2/Groups/${everybody}`, {
    headers: { Authorization: `Bearer ${BENCH_TOKEN}` },
  });
  const [response] = (await once(request, "response")) as [IncomingMessage];
  let length = 0;
  for await (const chunk of response) length += (chunk as Buffer).length;
  if (response.statusCode !== 200 || length === 0) {
    throw new Error(`the largest group was answered ${response.statusCode}`);
  }
}

/** Reads everybody page by page, then the largest group, and remembers the cursor of the last full page. */
async function readEverything(grown: Grown): Promise<Memory> {
  const { pid } = grown.server;
  const start = residentMemory(pid);
  let most = start;
  const watching = setInterval(() => {
    most = Math.max(most, residentMemory(pid));
  }, 100);
  try {
    let cursor: string | undefined = "";
    for (let page = 1; cursor !== undefined; page++) {
      if (page === Math.floor(grown.size / PAGE)) grown.lastPage = cursor;
      const at = `/scim/v2/Users?count=${PAGE}&cursor=${cursor}`;
      const text: string = await ask(grown, { method: "GET", path: at, expects: '"Resources"' });
      cursor = (JSON.parse(text) as { nextCursor?: string }).nextCursor;
    }
    await readGroup(grown);
    return { start, most: Math.max(most, residentMemory(pid)) };
  } finally {
    clearInterval(watching);
  }
}

/** Measures one kind of request on all servers, in turn from request to request. */
async function measure(servers: readonly Grown[], kind: Kind, rounds: number): Promise<Row> {
  const times: number[][] = servers.map(() => []);
  const begin = performance.now();
  for (let i = 0; i < WARM_UP + rounds; i++) {
    if (i >= WARM_UP + FEWEST && performance.now() - begin > PATIENCE) break;
    for (const [index, grown] of servers.entries()) {
      const request = kind.request(grown, i);
      const sent = performance.now();
      await ask(grown, request);
      if (i >= WARM_UP) times[index]?.push(performance.now() - sent);
    }
  }
  const shown = times.map((list) => ({ p50: round(median(list), 2), min: round(Math.min(...list), 2) }));
  const [small, large] = [shown[0], shown.at(-1)];
  const ratio = (key: keyof Times): number =>
    round((large?.[key] ?? Number.NaN) / (small?.[key] ?? Number.NaN), 2);
  const { name, title, aim } = kind;
  return {
    name,
    title,
    aim,
    times: shown,
    ratio: { p50: ratio("p50"), min: ratio("min") },
    rounds: times[0]?.length ?? 0,
  };
}

async function run(dialect: Dialect, sizes: readonly number[], rounds: number): Promise<GrowthResult> {
  const servers: Grown[] = [];
  try {
    for (const size of sizes) {
      const begin = performance.now();
      servers.push(await grow(dialect, size));
      console.error(`${dialect}: ${size} people after ${((performance.now() - begin) / 1000).toFixed(1)} s`);
    }
    for (const { server } of servers) await untilRest(server);
    console.error(`${dialect}: all servers rest`);
    const memory: Memory[] = [];
    for (const grown of servers) {
      memory.push(await readEverything(grown));
      console.error(`${dialect}: all ${grown.size} people were read`);
    }
    const rows: Row[] = [];
    for (const kind of KINDS) {
      rows.push(await measure(servers, kind, rounds));
      console.error(`${dialect}: ${kind.title}`);
    }
    const [first] = servers;
    if (first === undefined) throw new Error("there is no size");
    return { ...(await describeCircumstances(first.world.db)), sizes, rows, memory };
  } finally {
    for (const { connection, server, world } of servers) {
      connection.close();
      await server.close();
      await world.close();
    }
  }
}

function verdict(isMet: boolean): string {
  return isMet ? "met" : "**not met**";
}

function render({ sizes, rows, memory, ...on }: GrowthResult): string {
  const people = sizes.map((size) => `${size.toLocaleString("en-US")}: p50 (min) ms`);
  const megabytes = ({ start, most }: Memory): string =>
    `${Math.round(start / 2 ** 20)} MB, at most ${Math.round(most / 2 ** 20)}`;
  const isWithin = memory.every(({ start, most }) => most - start <= MEMORY_AIM);
  return [
    `${on.date} UTC, commit ${on.commit}, Node ${on.node}, ${on.database}, ${on.machine}, load ${on.load.join(", ")}.`,
    "",
    `| Request | ${people.join(" | ")} | ratio of the ends: p50 (min) | aim |`,
    `|---|${people.map(() => "--:|").join("")}--:|---|`,
    ...rows.map(({ title, times, ratio, aim }) => {
      const cells = times.map(({ p50, min }) => `${p50.toFixed(2)} (${min.toFixed(2)})`);
      const judged = aim === undefined ? "" : `≤ ${aim}: ${verdict(ratio.p50 <= aim)}`;
      return `| ${title} | ${cells.join(" | ")} | ${ratio.p50.toFixed(2)} (${ratio.min.toFixed(2)}) | ${judged} |`;
    }),
    "",
    `Memory at the start and while everybody is paged and the largest group is read: ${memory.map(megabytes).join("; ")} (aim: within 64 MB, ${verdict(isWithin)}).`,
  ].join("\n");
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      sizes: { type: "string", default: "1000,10000,100000,1000000" },
      rounds: { type: "string", default: "30" },
      database: { type: "string" },
      write: { type: "boolean", default: false },
      smoke: { type: "boolean", default: false },
      help: { type: "boolean", default: false },
    },
  });
  const sizes = (values.smoke ? "100,300" : values.sizes).split(",").map(Number);
  const rounds = values.smoke ? 2 : Number(values.rounds);
  const areRight = sizes.every((size) => Number.isInteger(size) && size >= PAGE) && rounds >= 1;
  if (values.help || !areRight) return console.log(USAGE);
  const dialects: Dialect[] =
    process.env["TEST_DATABASE_URL"] === undefined ? ["sqlite"] : ["sqlite", "postgres"];
  for (const dialect of dialects) {
    if (values.database !== undefined && values.database !== dialect) continue;
    const result = await run(dialect, sizes, rounds);
    console.log(`\n${render(result)}`);
    if (values.write && !values.smoke) {
      keepText(path.join(ROOT, "bench"), `growth-${dialect}`, result, render(result));
    }
  }
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
