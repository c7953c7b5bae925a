import { runLoad, sendOne, type WireRequest } from "../load.js";
import type { Options } from "../options.js";
import type { BenchRequest } from "../scenarios/scenario.js";
import {
  type Directory,
  emptyDirectory,
  groupRequest,
  idIn,
  joinRequest,
  OPERATIONS,
  type OperationName,
  operations,
} from "./operations.js";
import { type Peer, processorTime, type RunningPeer } from "./peer.js";

/** One measurement of one operation of one peer. */
export interface Sample {
  readonly requests: number;
  /** Requests per second. */
  readonly rate: number;
  /** Milliseconds. */
  readonly p50: number;
  /** On-CPU milliseconds of the process for one request, over all its threads. */
  readonly cpu: number;
  /** Requests under way at once: two where one takes over half a second. */
  readonly connections: number;
}

/** The measurements of one peer by operation, one for each round; empty for what it does not have. */
export type Samples = Readonly<Record<OperationName, Sample[]>>;

/** A peer that runs, with what it holds and what was measured. */
export interface Subject {
  readonly peer: Peer;
  readonly running: RunningPeer;
  readonly directory: Directory;
  readonly samples: Samples;
}

/** Members that one request adds while the group is filled. */
const JOINING = 500;

/** Milliseconds of a request of which no more than two are under way at once. */
const SLOW = 500;

/** How much longer than others the deletion of what was created may take. */
const DELETION = 3;

async function send(running: RunningPeer, operation: OperationName, request: BenchRequest): Promise<string> {
  const { status, body } = await sendOne(running.port, running.textOf(operation, request));
  const text = body.toString();
  if (status >= 300) throw new Error(`${request.method} ${request.path}: ${status} ${text.slice(0, 500)}`);
  return text;
}

/** Fills a peer over HTTP: people, and a group that all are in. */
async function fill({ peer, running, directory }: Subject, size: number): Promise<void> {
  const creates = async (): Promise<void> => {
    while (directory.named < size) {
      const request = operations.create.next(directory);
      if (request === undefined) return;
      const body = await send(running, "create", request);
      directory.people.push({ mark: request.values[0] ?? "", id: idIn(body, request) });
    }
  };
  await Promise.all(Array.from({ length: 8 }, creates));
  if (peer.without.member === undefined) {
    const request = groupRequest();
    directory.group = idIn(await send(running, "create", request), request);
    for (let from = 0; from < size; from += JOINING) {
      const people = directory.people.slice(from, from + JOINING);
      await send(running, "member", joinRequest(directory.group, people));
    }
  }
  await running.filled?.(directory);
}

/** Starts a peer on a database and fills it. */
export async function startPeer(peer: Peer, url: string, size: number): Promise<Subject> {
  const running = await peer.start(url);
  const samples = Object.fromEntries(OPERATIONS.map((name) => [name, [] as Sample[]])) as Record<
    OperationName,
    Sample[]
  >;
  const subject = { peer, running, directory: emptyDirectory(size), samples };
  try {
    await fill(subject, size);
    return subject;
  } catch (error) {
    await running.close();
    throw error;
  }
}

/** Sends one request, checks its answer, and tells its status and how long it took in milliseconds. */
async function tryOnce(
  { peer, running, directory }: Subject,
  name: OperationName,
): Promise<{ status: number; time: number }> {
  const operation = operations[name];
  const request = operation.next(directory);
  if (request === undefined) throw new Error(`${peer.name}: nothing to ${operation.title}`);
  const begin = performance.now();
  const { status, body } = await sendOne(running.port, running.textOf(name, request));
  const time = performance.now() - begin;
  const text = body.toString();
  if (status >= 300 || (peer.isComplete && !operation.isRight(request, text))) {
    throw new Error(`${peer.name}, ${operation.title}: ${status} ${text.slice(0, 1000)}`);
  }
  operation.answered?.(directory, request, text);
  return { status, time };
}

/** Measures one operation of one peer. */
async function measureOnce(subject: Subject, name: OperationName, options: Options): Promise<Sample> {
  const { running, directory } = subject;
  const operation = operations[name];
  const { status, time } = await tryOnce(subject, name);
  // More connections would only wait for each other, long after the time of the measurement.
  const connections = time > SLOW ? Math.min(2, options.connections) : options.connections;
  const next = (): WireRequest | undefined => {
    const request = operation.next(directory);
    if (request === undefined) return undefined;
    const answered = (body: Buffer): void => operation.answered?.(directory, request, body.toString());
    return { text: running.textOf(name, request), status, answered };
  };
  const before = processorTime(running.pid);
  const seconds = name === "delete" ? options.seconds * DELETION : options.seconds;
  const { requests, rate, p50 } = await runLoad(running.port, connections, seconds, next);
  const cpu = (processorTime(running.pid) - before) / requests;
  return { requests, rate, p50, cpu, connections };
}

/**
 * Measures all operations in rounds, in each the peers in turn; which one begins changes with each round. The first
 * round only warms up.
 */
export async function measureRounds(
  subjects: readonly Subject[],
  options: Options,
  report: (text: string) => void,
): Promise<void> {
  for (let round = 0; round <= options.rounds; round++) {
    report(round === 0 ? "warm-up" : `round ${round} of ${options.rounds}`);
    for (const name of OPERATIONS) {
      for (let i = 0; i < subjects.length; i++) {
        const subject = subjects[(round + i) % subjects.length];
        if (subject === undefined || subject.peer.without[name] !== undefined) continue;
        const sample = await measureOnce(subject, name, options).catch((error: unknown) => {
          throw new Error(`${subject.peer.name}, ${name}`, { cause: error });
        });
        if (round > 0) subject.samples[name].push(sample);
      }
    }
  }
}
