import { parseArgs } from "node:util";
import type { Dialect } from "../src/db/connect.js";

/** What a run measures, and how long. */
export interface Options {
  readonly database: Dialect;
  /** Users in the directory before the first request. */
  readonly users: number;
  /** Members of the three sizes of group to which one is added. */
  readonly groupSizes: readonly [number, number, number];
  /** Measured rounds; one more runs ahead of them and is thrown away. */
  readonly rounds: number;
  /** Length of one measurement in seconds. */
  readonly seconds: number;
  /** Requests under way at once. */
  readonly connections: number;
  /** Names of the scenarios to run; empty for all. */
  readonly only: readonly string[];
  /** Writes the result into `bench/results` and `bench/README.md`. */
  readonly write: boolean;
  /** Only shows that every scenario works: few users, one short round. */
  readonly smoke: boolean;
  /** Measures the servers of others instead of the limits. */
  readonly peers: boolean;
  /** Directory for CPU profiles of the server; undefined for none. */
  readonly profile: string | undefined;
}

/** Explains the arguments of `npm run bench`. */
export const USAGE = `npm run bench -- [options]
  --database sqlite|postgres  (sqlite; postgres is the one of TEST_DATABASE_URL: scripts/with-postgres.sh npm run bench -- --database postgres)
  --peers                     measure the servers of others beside ours (bench/peers/README.md)
  --users N                   users in the directory (20000; 2000 beside peers)
  --rounds N                  measured rounds (5)
  --seconds N                 length of one measurement (0.6)
  --connections N             requests under way at once (16)
  --only NAME                 scenario to run; may be repeated
  --write                     keep the result in bench/results and bench/README.md
  --profile DIRECTORY         write CPU profiles of the server
  --smoke                     few users, one short round, no times judged`;

const SMOKE = { users: 200, groupSizes: [10, 200, 1000], rounds: 1, seconds: 0.1 } as const;

function positive(name: string, text: string): number {
  const value = Number(text);
  if (!(value > 0)) throw new Error(`--${name} must be a number above 0\n\n${USAGE}`);
  return value;
}

/**
 * Reads the arguments of the command line; undefined when they ask for help.
 * @throws Error that explains them when one is wrong
 */
export function readOptions(args: readonly string[]): Options | undefined {
  const { values } = parseArgs({
    args: [...args],
    options: {
      database: { type: "string", default: "sqlite" },
      peers: { type: "boolean", default: false },
      users: { type: "string" },
      rounds: { type: "string", default: "5" },
      seconds: { type: "string", default: "0.6" },
      connections: { type: "string", default: "16" },
      only: { type: "string", multiple: true, default: [] },
      write: { type: "boolean", default: false },
      smoke: { type: "boolean", default: false },
      profile: { type: "string" },
      help: { type: "boolean", default: false },
    },
  });
  const { database, only, write, smoke, profile, peers } = values;
  if (values.help) return undefined;
  if (database !== "sqlite" && database !== "postgres") throw new Error(USAGE);
  if (write && (smoke || only.length > 0))
    throw new Error("--write keeps whole runs: leave out --smoke and --only");
  return {
    database,
    only,
    write,
    smoke,
    profile,
    peers,
    users: positive("users", values.users ?? (peers ? "2000" : "20000")),
    groupSizes: [10, 2_000, 50_000],
    rounds: positive("rounds", values.rounds),
    seconds: positive("seconds", values.seconds),
    connections: positive("connections", values.connections),
    ...(smoke && SMOKE),
  };
}
