import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import type { BenchRequest } from "../scenarios/scenario.js";
import type { Directory, OperationName } from "./operations.js";

/** The folder of the repository; this file runs in `.cache/bench/bench/peers`. */
export const ROOT = path.join(__dirname, "..", "..", "..", "..");

/** Where the packages of the peers are installed. */
const PACKAGES = path.join(ROOT, "bench", "peers", "node_modules");

/** A server that is measured. */
export interface Peer {
  /** One word; the key in the result. */
  readonly name: string;
  /** For the table. */
  readonly title: string;
  /** Engine, and what it does to keep a commit; asked when it runs. */
  durability(url: string): Promise<string>;
  /** Versions of the packages that it is made of. */
  readonly versions: Readonly<Record<string, string>>;
  /** The operations that it does not have, and why. */
  readonly without: Readonly<Partial<Record<OperationName, string>>>;
  /** Whether it answers as a SCIM server; a limit only repeats statements. */
  readonly isComplete: boolean;
  /** Starts it on an empty database of its own. */
  start(url: string): Promise<RunningPeer>;
}

/** A server that listens on loopback. */
export interface RunningPeer {
  readonly pid: number;
  readonly port: number;
  /** The text of a request as this server understands it. */
  textOf(operation: OperationName, request: BenchRequest): string;
  /** Called when the directory is filled. */
  filled?(directory: Directory): Promise<void>;
  close(): Promise<void>;
}

/** The version of a package in a folder of packages; undefined when it is not installed. */
export function installedVersion(name: string, packages = PACKAGES): string | undefined {
  try {
    const text = readFileSync(path.join(packages, name, "package.json"), "utf8");
    return (JSON.parse(text) as { version: string }).version;
  } catch {
    return undefined;
  }
}

/** Milliseconds that the threads of a process have run on a processor. Linux only. */
export function processorTime(pid: number): number {
  const threads = readdirSync(`/proc/${pid}/task`);
  const times = threads.map((thread) => {
    const [time] = readFileSync(`/proc/${pid}/task/${thread}/schedstat`, "utf8").split(" ");
    return Number(time);
  });
  return times.reduce((sum, time) => sum + time, 0) / 1e6;
}
