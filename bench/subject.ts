import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import type { Answer, Order } from "./messages.js";

/** What is measured: the server, and its two limits. */
export const SUBJECTS = ["ours", "limit", "driver"] as const;

/** One of the measured processes. */
export type SubjectName = (typeof SUBJECTS)[number];

/** A measured process that listens. */
export interface MeasuredProcess {
  readonly pid: number;
  readonly port: number;
  /** Gives an order and waits for its answer. */
  ask(order: Order): Promise<Answer>;
  close(): Promise<void>;
}

/** The server or one of its limits. */
export interface Subject extends MeasuredProcess {
  readonly name: SubjectName;
}

async function nextAnswer(child: ChildProcess): Promise<Answer> {
  const over = new AbortController();
  const [message] = await Promise.race([
    once(child, "message", { signal: over.signal }),
    once(child, "exit", { signal: over.signal }).then(([code]) => {
      throw new Error(`a measured process ended with ${String(code)}`);
    }),
  ]).finally(() => over.abort());
  return message as Answer;
}

/**
 * Starts a program that serves in a process of its own. What it writes to standard output goes to /dev/null: the server
 * logs each request there, as it does in production.
 * @param profile - directory for a CPU profile, undefined for none
 */
export async function startProcess(
  file: string,
  args: readonly string[],
  profile?: string,
): Promise<MeasuredProcess> {
  const child = fork(file, args, {
    stdio: ["ignore", "ignore", "inherit", "ipc"],
    env: { ...process.env, NODE_ENV: "production" },
    execArgv: profile === undefined ? [] : ["--cpu-prof", `--cpu-prof-dir=${profile}`],
  });
  const ready = await nextAnswer(child);
  if (ready.kind !== "ready") throw new Error(`${file} did not start`);
  return {
    pid: child.pid ?? 0,
    port: ready.port,
    ask: async (order) => {
      const answer = nextAnswer(child);
      child.send(order);
      return answer;
    },
    close: async () => {
      const exit = once(child, "exit");
      child.disconnect();
      await exit;
    },
  };
}

/** Starts the server or one of its limits on a database. */
export async function startSubject(
  name: SubjectName,
  databaseUrl: string,
  profile: string | undefined,
): Promise<Subject> {
  const started = await startProcess(path.join(__dirname, `${name}.js`), [databaseUrl], profile);
  return { name, ...started };
}
