import { parseArgs } from "node:util";
import type { Dialect } from "../src/db/connect.js";
import { queryRows } from "../src/db/query.js";
import { type AccessWorld, openWorld, personId } from "./access-world.js";
import { type Circumstances, describeCircumstances, keepText, median } from "./report.js";

// Shows how long the preview of a change takes that concerns everybody, and what other writes notice of it.
// `npm run bench:changes`.

const SIZES = [1_000, 10_000, 100_000] as const;

/** Measured previews of each size. */
const ROUNDS = 5;

/** Clients that write at the same time. */
const WRITERS = 16;

/** One person in so many is in the new guard. */
const KEPT = 10;

interface Row {
  readonly people: number;
  /** Milliseconds of a preview: the median, alone and beside the writers. */
  readonly alone: number;
  readonly beside: number;
  /** Milliseconds of a write: without previews, and beside them. */
  readonly writesBefore: Times;
  readonly writesBeside: Times;
}

interface Times {
  readonly p50: number;
  readonly p99: number;
  readonly most: number;
  readonly count: number;
}

interface ChangesResult extends Circumstances {
  readonly rows: readonly Row[];
}

/** Makes the group of those whom a new guard would keep. */
async function addNewGuard(world: AccessWorld): Promise<string> {
  const body = { displayName: `New guard of ${world.people()}`, members: [{ value: personId(1) }] };
  const { id } = JSON.parse(await world.ask("POST", "/scim/v2/Groups", body)) as { id: string };
  await queryRows(
    world.db.write,
    `insert into group_members (tenant_id, group_id, member_id, member_type)
     select m.tenant_id, cast(? as text), m.member_id, m.member_type from group_members m
     join instances i on i.tenant_id = m.tenant_id and i.guard_group_id = m.group_id
     where m.tenant_id = ? and m.member_id like ? and m.member_id <> ?`,
    [id, world.tenantId, "%0", personId(1)],
  );
  return id;
}

async function previewOnce(world: AccessWorld, groupId: string): Promise<number> {
  const begin = performance.now();
  const answer = await world.ask("PUT", "/admin/v1/instances/main/guard?preview=true&limit=20", { groupId });
  const time = performance.now() - begin;
  const { loses, gains } = JSON.parse(answer) as { loses: number; gains: number };
  const kept = world.people() / KEPT;
  if (Math.abs(loses - (world.people() - kept)) > 2 || gains !== 0) {
    throw new Error(`the preview foretells ${loses} and ${gains}`);
  }
  return time;
}

/** Writes until it is told to stop; returns the milliseconds of each write. */
async function writeUntil(world: AccessWorld, isDone: () => boolean): Promise<Times> {
  const times: number[] = [];
  const writer = async (first: number): Promise<void> => {
    for (let n = first; !isDone(); n += WRITERS) {
      const value = `Title ${n}`;
      const body = {
        schemas: ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
        Operations: [{ op: "replace", path: "title", value }],
      };
      const begin = performance.now();
      await world.ask("PATCH", `/scim/v2/Users/${personId(1 + ((n * 7919) % world.people()))}`, body);
      times.push(performance.now() - begin);
    }
  };
  await Promise.all(Array.from({ length: WRITERS }, (_, index) => writer(index)));
  times.sort((a, b) => a - b);
  const at = (share: number): number => round1(times[Math.floor(times.length * share)] ?? Number.NaN);
  return { p50: at(0.5), p99: at(0.99), most: at(0.999999), count: times.length };
}

function round1(value: number): number {
  return Number(value.toFixed(1));
}

async function measure(world: AccessWorld, groupId: string): Promise<Row> {
  await previewOnce(world, groupId);
  const alone: number[] = [];
  for (let i = 0; i < ROUNDS; i++) alone.push(await previewOnce(world, groupId));
  const end = performance.now() + 3000;
  const writesBefore = await writeUntil(world, () => performance.now() > end);
  let isDone = false;
  const writes = writeUntil(world, () => isDone);
  const beside: number[] = [];
  for (let i = 0; i < ROUNDS; i++) beside.push(await previewOnce(world, groupId));
  isDone = true;
  return {
    people: world.people(),
    alone: round1(median(alone)),
    beside: round1(median(beside)),
    writesBefore,
    writesBeside: await writes,
  };
}

async function run(dialect: Dialect, sizes: readonly number[]): Promise<ChangesResult> {
  const world = await openWorld(dialect);
  try {
    const rows: Row[] = [];
    for (const size of sizes) {
      await world.growTo(size);
      rows.push(await measure(world, await addNewGuard(world)));
    }
    return { ...(await describeCircumstances(world.db)), rows };
  } finally {
    await world.close();
  }
}

function render({ date, commit, node, database, machine, rows }: ChangesResult): string {
  const timesOf = ({ p50, p99, most, count }: Times): string => `${p50} / ${p99} / ${most} (${count})`;
  return [
    `${date} UTC, commit ${commit}, Node ${node}, ${database}, ${machine}. Milliseconds.`,
    "",
    `| People concerned | preview alone | beside ${WRITERS} writers | writes without: p50 / p99 / most (number) | beside |`,
    "|--:|--:|--:|--:|--:|",
    ...rows.map(
      ({ people, alone, beside, writesBefore, writesBeside }) =>
        `| ${people.toLocaleString("en-US")} | ${alone} | ${beside} | ${timesOf(writesBefore)} | ${timesOf(writesBeside)} |`,
    ),
  ].join("\n");
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      write: { type: "boolean", default: false },
      smoke: { type: "boolean", default: false },
      most: { type: "string", default: "100000" },
    },
  });
  const dialects: Dialect[] =
    process.env["TEST_DATABASE_URL"] === undefined ? ["sqlite"] : ["sqlite", "postgres"];
  for (const dialect of dialects) {
    const sizes = values.smoke ? [1_000] : SIZES.filter((size) => size <= Number(values.most));
    const result = await run(dialect, sizes);
    console.log(`\n${render(result)}`);
    if (values.write && !values.smoke) keepText(__dirname, `changes-${dialect}`, result, render(result));
  }
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
