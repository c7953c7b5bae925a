import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";

/** A server that runs in a process of its own. */
export interface ServerProcess {
  /** Where it listens. */
  readonly url: string;
  /** All lines that it has written. */
  readonly said: readonly string[];
  /**
   * Waits for a mail on the server's terminal.
   * @returns its lines, headers first
   * @throws Error when none comes
   */
  mailTo(address: string): Promise<readonly string[]>;
  /** Lets it end as SIGTERM does, and waits until it has. */
  stop(): Promise<void>;
  /** Ends it at once, as a crash does. */
  kill(): Promise<void>;
}

const ROOT = path.join(__dirname, "../..");

/** How long the server may take to start, a mail to come, and the server to end, in milliseconds. */
const START_TIMEOUT = 60_000;
const MAIL_TIMEOUT = 20_000;
const STOP_TIMEOUT = 15_000;

/** Lines of what the server said that are quoted when it fails. */
const QUOTED = 12;

/**
 * Starts a server as `npm start` does, but from the sources, and waits until it listens. It takes over nothing from
 * the environment but where programs and temporary files are.
 * @param args - of `usher serve`
 * @throws Error with the server's last words when it ends before
 */
export async function startServerProcess(
  settings: Readonly<Record<string, string>>,
  signal: AbortSignal,
  args: readonly string[] = [],
): Promise<ServerProcess> {
  signal.throwIfAborted();
  const names = ["PATH", "HOME", "TMPDIR", "LANG"];
  const kept = names.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]]));
  const child = spawn(process.execPath, ["--import", "tsx", "src/main.ts", "serve", ...args], {
    cwd: ROOT,
    env: { ...Object.fromEntries(kept), ...settings },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const said = listen(child);
  try {
    const url = await waitFor(
      () =>
        said.map((line) => /^Usher listens at (\S+)$/.exec(line)?.[1]).find((found) => found !== undefined),
      { timeout: START_TIMEOUT, signal, isOver: () => child.exitCode !== null },
    );
    if (url === undefined) throw new Error(`The server did not start: ${said.slice(-QUOTED).join("\n")}`);
    return {
      url,
      said,
      mailTo: (address) => takeMail(said, address, signal),
      stop: () => stop(child),
      kill: () => kill(child),
    };
  } catch (error) {
    await stop(child);
    throw error;
  }
}

/** Collects the lines that a process writes. */
function listen(child: ChildProcess): string[] {
  const lines: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    if (stream !== null) createInterface({ input: stream }).on("line", (line) => lines.push(line));
  }
  return lines;
}

/** Takes the first mail to an address out of what was said. */
async function takeMail(said: string[], address: string, signal: AbortSignal): Promise<readonly string[]> {
  const begin = (): number | undefined => {
    const to = said.indexOf(`To: ${address}`);
    return to < 0 ? undefined : said.findLastIndex((line, index) => index < to && line.startsWith("From: "));
  };
  const from = await waitFor(begin, { timeout: MAIL_TIMEOUT, signal, isOver: () => false });
  if (from === undefined) throw new Error(`No mail came to ${address}.`);
  // The text comes in one piece with its headers; a moment later it is all there.
  await sleep(50);
  const next = said.findIndex((line, index) => index > from && line.startsWith("From: "));
  return said.splice(from, (next < 0 ? said.length : next) - from);
}

interface Waiting {
  readonly timeout: number;
  readonly signal: AbortSignal;
  /** Whether waiting is of no use any more. */
  readonly isOver: () => boolean;
}

/** Looks until there is something; undefined when it was in vain. */
async function waitFor<T>(
  look: () => T | undefined,
  { timeout, signal, isOver }: Waiting,
): Promise<T | undefined> {
  const end = performance.now() + timeout;
  for (;;) {
    const found = look();
    if (found !== undefined || isOver() || performance.now() > end) return found;
    await sleep(20, undefined, { signal });
  }
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, "exit");
  child.kill("SIGTERM");
  const force = setTimeout(() => child.kill("SIGKILL"), STOP_TIMEOUT);
  await exited;
  clearTimeout(force);
}

async function kill(child: ChildProcess): Promise<void> {
  const exited = once(child, "exit");
  child.kill("SIGKILL");
  await exited;
}
