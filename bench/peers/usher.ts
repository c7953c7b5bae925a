import { spawn } from "node:child_process";
import { once } from "node:events";
import { createRequire } from "node:module";
import path from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { openDatabase } from "../../src/db/connect.js";
import type { SqliteDriverName } from "../../src/db/sqlite-driver.js";
import { wireText } from "../load.js";
import { BENCH_TOKEN } from "../names.js";
import { describeDatabase } from "../report.js";
import { liftLimits } from "../seed.js";
import { type Peer, ROOT, type RunningPeer } from "./peer.js";

/** The built command of the server, beside the build of this file. */
const USHER = path.join(__dirname, "..", "..", "src", "main.js");

/** Connections and tokens are read again once a second. */
const SETTLED = 1_500;

/**
 * Starts `usher serve` with its default settings.
 * @param env - settings besides
 */
export async function startUsher(url: string, env: Readonly<Record<string, string>>): Promise<RunningPeer> {
  const child = spawn(process.execPath, [USHER, "serve"], {
    stdio: ["ignore", "ignore", "pipe"],
    env: {
      PATH: process.env["PATH"],
      NODE_ENV: "production",
      DATABASE_URL: url,
      PORT: "0",
      USHER_KEY: BENCH_TOKEN,
      USHER_BOOTSTRAP_TOKEN: BENCH_TOKEN,
      ...env,
    },
  });
  const exit = once(child, "exit");
  let port = 0;
  const lines: string[] = [];
  for await (const line of createInterface({ input: child.stderr })) {
    lines.push(line);
    port = Number(/listens at http:\/\/127\.0\.0\.1:(\d+)/.exec(line)?.[1] ?? 0);
    if (port > 0) break;
  }
  child.stderr.resume();
  if (port === 0) throw new Error(`usher serve did not start:\n${lines.join("\n")}`);
  const db = openDatabase(url);
  await liftLimits(db);
  await db.close();
  await sleep(SETTLED);
  return {
    pid: child.pid ?? 0,
    port,
    textOf: (_, { method, path: below, body }) => wireText(method, `/scim/v2${below}`, BENCH_TOKEN, body),
    close: async () => {
      child.kill("SIGTERM");
      await exit;
    },
  };
}

/** What a driver of SQLite, or PostgreSQL, says of itself. */
function durabilityOn(sqliteDriver: SqliteDriverName): Peer["durability"] {
  return async (url) => {
    const db = openDatabase(url, { sqliteDriver });
    try {
      return await describeDatabase(db);
    } finally {
      await db.close();
    }
  };
}

/** Our server on the default driver of SQLite, or on PostgreSQL. */
export const usher: Peer = {
  name: "usher",
  title: "Usher",
  versions: {},
  durability: durabilityOn("sqlite3"),
  without: {},
  isComplete: true,
  start: (url) => startUsher(url, { SQLITE_DRIVER: "sqlite3" }),
};

/** Our server on better-sqlite3; undefined when that is not installed beside it. */
export function fastUsher(): Peer | undefined {
  try {
    const from = createRequire(path.join(ROOT, "package.json"));
    const { version } = from("better-sqlite3/package.json") as { version: string };
    return {
      ...usher,
      name: "usherFast",
      title: "Usher, better-sqlite3",
      versions: { "better-sqlite3": version },
      durability: durabilityOn("better-sqlite3"),
      start: (url) => startUsher(url, { SQLITE_DRIVER: "better-sqlite3" }),
    };
  } catch {
    return undefined;
  }
}
