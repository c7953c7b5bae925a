import cluster, { type Worker } from "node:cluster";
import { once } from "node:events";
import { MINUTE, SECOND } from "../db/duration.js";
import { AppError } from "../errors.js";
import type { Logger } from "../observability/log.js";
import { collectFromWorkers } from "../observability/metrics.js";

/** The wait before a worker that ended is replaced, in milliseconds; doubled each time it ends soon again. */
const REPLACE_AFTER = SECOND;

/** The longest such wait, in milliseconds. */
const MAX_WAIT = 30 * SECOND;

/** How long a worker must have lived for the shortest wait, in milliseconds. */
const LIVED = MINUTE;

/** What a worker tells the process that started it. */
type Told =
  | { readonly kind: "listening"; readonly url: string }
  /** Asks for the metrics of all workers. */
  | { readonly kind: "metrics"; readonly id: number };

/** What a worker is told. */
type Order =
  | { readonly kind: "close" }
  /** The metrics it asked for; the text is missing when a worker did not answer. */
  | { readonly kind: "metrics"; readonly id: number; readonly text?: string };

/** Processes that serve one port. */
export interface RunningWorkers {
  /** The URL they listen on. */
  readonly url: string;
  /** Closes them gracefully, and resolves when all have ended. */
  close(): Promise<void>;
}

function order(worker: Worker, message: Order): void {
  if (worker.isConnected()) worker.send(message);
}

/** Resolves to the URL of a worker once it listens. @throws AppError when it ends before */
async function listening(worker: Worker): Promise<string> {
  const over = new AbortController();
  const { signal } = over;
  const told = new Promise<string>((resolve) => {
    const read = (message: Told): void => {
      if (message.kind === "listening") resolve(message.url);
    };
    worker.on("message", read);
  });
  const ended = once(worker, "exit", { signal }).then(() => {
    throw new AppError("invalidValue", "A worker could not start: what it wrote says why");
  });
  return Promise.race([told, ended]).finally(() => over.abort());
}

/**
 * Starts processes that run this command as its workers and share its port. One that ends is replaced.
 * @throws AppError `invalidValue` when one ends before it listens; the others are ended then
 */
export async function startWorkers(count: number, log: Logger): Promise<RunningWorkers> {
  const collect = collectFromWorkers();
  const ready = new Set<Worker>();
  let isClosing = false;

  const start = (lastWait: number): Worker => {
    const worker = cluster.fork();
    const began = performance.now();
    worker.on("message", (message: Told) => {
      if (message.kind === "metrics") return tellMetrics(worker, collect, message.id);
      if (message.kind !== "listening") return;
      ready.add(worker);
      log.info({ worker: worker.process.pid }, "a worker listens");
    });
    worker.once("exit", (code: number | null, signal: NodeJS.Signals | null) => {
      ready.delete(worker);
      if (isClosing) return;
      const wait = waitFor(performance.now() - began, lastWait);
      log.error({ worker: worker.process.pid, code, signal, wait }, "a worker ended: another one starts");
      setTimeout(() => isClosing || start(wait), wait);
    });
    return worker;
  };
  const close = (): Promise<void> => {
    isClosing = true;
    return closeWorkers(ready);
  };

  try {
    const workers = Array.from({ length: count }, () => start(0));
    const [url = ""] = await Promise.all(workers.map(listening));
    return { url, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** How long to wait before a worker is replaced that lived so long, all in milliseconds. */
function waitFor(lived: number, lastWait: number): number {
  return lived >= LIVED ? REPLACE_AFTER : Math.min(MAX_WAIT, Math.max(REPLACE_AFTER, 2 * lastWait));
}

/** Collects the metrics of all workers for one of them. */
function tellMetrics(worker: Worker, collect: () => Promise<string>, id: number): void {
  collect().then(
    (text) => order(worker, { kind: "metrics", id, text }),
    () => order(worker, { kind: "metrics", id }),
  );
}

/** Closes all workers, and waits until they have ended; those that do not listen yet end at once. */
async function closeWorkers(ready: ReadonlySet<Worker>): Promise<void> {
  const workers = Object.values(cluster.workers ?? {}).filter((worker) => worker !== undefined);
  const ended = Promise.all(workers.map((worker) => once(worker, "exit")));
  for (const worker of workers) {
    if (ready.has(worker)) closeWorker(worker);
    else worker.process.kill("SIGTERM");
  }
  await ended;
}

/** In one turn: a connection that is passed on to a worker that has stopped listening would be reset. */
function closeWorker(worker: Worker): void {
  if (!worker.isConnected()) return;
  order(worker, { kind: "close" });
  worker.disconnect();
}

/** A worker's connection to the process that started it. */
export interface Supervisor {
  /** Returns the metrics of all workers in Prometheus' text format. @throws Error when one does not answer */
  readonly metrics: () => Promise<string>;
  /** Says that this worker listens. */
  listens(url: string): void;
  /** Resolves when this worker shall close. */
  readonly close: Promise<void>;
  /** Ends the connection, so that the process can end. */
  leave(): void;
}

/** Tells something to the process that started this one. */
function tell(message: Told): void {
  process.send?.(message);
}

/** Connects this process, a worker, to the one that started it. */
export function connectToSupervisor(): Supervisor {
  const waiting = new Map<number, (text: string | undefined) => void>();
  let asked = 0;
  const close = new Promise<void>((resolve) => {
    process.on("message", (message: Order) => {
      if (message.kind === "close") resolve();
      if (message.kind !== "metrics") return;
      waiting.get(message.id)?.(message.text);
      waiting.delete(message.id);
    });
  });
  return {
    metrics: async () => {
      const id = ++asked;
      const text = await new Promise<string | undefined>((resolve) => {
        waiting.set(id, resolve);
        tell({ kind: "metrics", id });
      });
      if (text === undefined) throw new Error("a worker did not tell its metrics in time");
      return text;
    },
    listens: (url) => tell({ kind: "listening", url }),
    close,
    leave: () => void (process.connected && cluster.worker?.disconnect()),
  };
}
