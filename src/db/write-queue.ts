import { setImmediate as nextTurn } from "node:timers/promises";
import type { Knex } from "knex";
import { AppError } from "../errors.js";
import type { CommitSync } from "./commit-sync.js";
import { commitsOf } from "./sqlite-client.js";

/** When a transaction takes no further changes. */
export interface BatchLimits {
  /** The most changes that share a transaction. */
  readonly changes: number;
  /** How long it takes further ones, in milliseconds: other processes wait for its lock. */
  readonly time: number;
}

const LIMITS: BatchLimits = { changes: 32, time: 25 };

/** The error of a change that waited too long. */
const WRITER_BUSY = "Timeout acquiring the writer: it is busy with other changes";

/** How long each change has a savepoint after one failed, in milliseconds. */
const CAREFUL = 1000;

/** A statement that writes nothing. */
const SELECT = /^\s*select\b/i;

/** Tells the caller of a change how it ended. */
type Answer = () => void;

/** A change that waits, and what tells its caller how it ended. */
interface Waiting {
  /** True for a change that takes long: it has a transaction of its own. */
  readonly isLong: boolean;
  /** Runs the change; returns what answers its caller. */
  readonly run: (trx: Knex.Transaction) => Promise<Answer>;
  readonly reject: (error: unknown) => void;
  late?: NodeJS.Timeout;
}

/**
 * Runs the changes of an SQLite database, which has one writer. Changes that wait share the next transaction, because a
 * commit takes longer than most changes: it waits for the disk. Every caller is answered after the commit, also that of
 * a change that failed, because what it found may be undone if the commit fails.
 */
export class WriteQueue {
  readonly #db: Knex;
  readonly #limits: BatchLimits;
  readonly #waiting = new Set<Waiting>();
  #running: Promise<void> | undefined;
  /** Until when each change has a savepoint, in the milliseconds of `performance`. */
  #carefulUntil = 0;
  readonly #commits: CommitSync | undefined;
  #answered: Promise<void> = Promise.resolve();

  /** @param db - has one connection */
  constructor(db: Knex, limits = LIMITS) {
    this.#db = db;
    this.#limits = limits;
    this.#commits = commitsOf(db);
  }

  /**
   * Runs a change in a transaction, alone or together with others.
   * @param isLong - true if others are not to wait for it, and not to be run again if it fails
   * @throws whatever the change throws, which then leaves nothing; the error of the commit; or an error that
   *   `isUnavailable` knows, if it waited too long
   */
  run<T>(change: (trx: Knex.Transaction) => Promise<T>, isLong = false): Promise<T> {
    return new Promise((resolve, reject) => {
      const run = async (trx: Knex.Transaction) => {
        const result = await change(trx);
        return () => resolve(result);
      };
      const waiting: Waiting = { isLong, run, reject };
      this.#waiting.add(waiting);
      this.#limitWait(waiting);
      this.#running ??= this.#runAll();
    });
  }

  /** Whether a change runs. */
  get isBusy(): boolean {
    return this.#running !== undefined;
  }

  /** Waits until no change runs or waits, and all are answered. */
  async end(): Promise<void> {
    await this.#running;
    await this.#answered;
  }

  /** Lets a change wait as long as it may wait for a connection. */
  #limitWait(waiting: Waiting): void {
    const giveUp = (): void => {
      this.#waiting.delete(waiting);
      waiting.reject(new Error(WRITER_BUSY));
    };
    waiting.late = setTimeout(giveUp, this.#db.client.config.acquireConnectionTimeout);
  }

  /** @param before - those whose transaction it would share */
  #take(before: readonly Waiting[] = []): Waiting | undefined {
    const [next] = this.#waiting;
    if (next === undefined || (before.length > 0 && [...before, next].some(({ isLong }) => isLong))) {
      return undefined;
    }
    this.#waiting.delete(next);
    clearTimeout(next.late);
    return next;
  }

  async #runAll(): Promise<void> {
    // Requests that have arrived begin their changes within one turn of the event loop. Between two transactions other
    // processes get the lock: with better-sqlite3 there is no other pause.
    for (await nextTurn(); ; await nextTurn()) {
      const first = this.#take();
      if (first === undefined) break;
      await this.#runBatch([first]);
    }
    this.#running = undefined;
  }

  /**
   * Runs a change in a transaction, and further ones that wait when it has ended. If one of them fails after it has
   * written, all are undone and run again, each in a savepoint: without one a change is cheaper, and few fail. Never
   * fails.
   */
  async #runBatch(batch: Waiting[]): Promise<void> {
    try {
      const isCareful = performance.now() < this.#carefulUntil;
      const answers = isCareful ? undefined : await this.#tryBatch(batch);
      this.#answer(batch, answers ?? (await this.#commit(batch, inSavepoint)));
    } catch (error) {
      for (const { reject } of batch) reject(error);
    }
  }

  /** Answers the callers of a batch when it is on the disk; the next one runs meanwhile. */
  #answer(batch: readonly Waiting[], answers: readonly Answer[]): void {
    const answer = (): void => {
      for (const each of answers) each();
    };
    const fail = (error: unknown): void => {
      for (const { reject } of batch) reject(error);
    };
    if (this.#commits === undefined) answer();
    else this.#answered = this.#commits.synced.then(answer, fail);
  }

  /** Returns undefined if one of several changes failed and left something. */
  async #tryBatch(batch: Waiting[]): Promise<readonly Answer[] | undefined> {
    try {
      return await this.#commit(batch, inPart);
    } catch (error) {
      if (!(error instanceof PartFailed)) throw error;
      if (batch.length === 1) throw error.cause;
      this.#carefulUntil = performance.now() + CAREFUL;
      return undefined;
    }
  }

  /** Runs a batch in a transaction, and adds further changes that wait. Returns what answers their callers. */
  #commit(batch: Waiting[], run: typeof inPart): Promise<readonly Answer[]> {
    const transact = () => this.#transact(batch, run);
    return this.#commits === undefined ? transact() : this.#commits.withoutWaiting(transact);
  }

  #transact(batch: Waiting[], run: typeof inPart): Promise<readonly Answer[]> {
    return this.#db.transaction(async (trx) => {
      const { changes, time } = this.#limits;
      const end = performance.now() + time;
      const answers: Answer[] = [];
      // What is added to an array while it is read comes at its end.
      for (const next of batch) {
        answers.push(await run(trx, next));
        const isLast = answers.length === batch.length && batch.length < changes && performance.now() < end;
        const further = isLast ? this.#take(batch) : undefined;
        if (further !== undefined) batch.push(further);
      }
      return answers;
    });
  }
}

const queues = new WeakMap<Knex, WriteQueue>();

/** Returns the queue of the changes of an SQLite database, by its writer. */
export function writeQueueOf(writer: Knex): WriteQueue {
  const known = queues.get(writer);
  if (known !== undefined) return known;
  const queue = new WriteQueue(writer);
  queues.set(writer, queue);
  return queue;
}

/** What statements and savepoints need of a transaction. To inherit the rest from it would cost more than a statement. */
type Part = Pick<Knex.Transaction, "client" | "isTransaction" | "isCompleted" | "transaction">;

/** The failure of a change that has written in a transaction with others. */
class PartFailed extends Error {}

/**
 * Runs a change as a part of a transaction. The part ends with the change, so that no statement of it comes later.
 * @throws PartFailed if it fails after it may have written
 */
async function inPart(trx: Knex.Transaction, { run, reject }: Waiting): Promise<Answer> {
  let hasEnded = false;
  let hasWritten = false;
  const note = ({ sql }: { readonly sql: string }): void => {
    hasWritten ||= !SELECT.test(sql);
  };
  const part: Part = {
    client: trx.client,
    isTransaction: true,
    isCompleted: () => hasEnded || trx.isCompleted(),
    transaction: trx.transaction.bind(trx),
  };
  trx.client.on("query", note);
  try {
    return await run(part as Knex.Transaction);
  } catch (error) {
    if (error instanceof AppError && !hasWritten) return () => reject(error);
    throw new PartFailed("a change failed", { cause: error });
  } finally {
    hasEnded = true;
    trx.client.off("query", note);
  }
}

/**
 * Runs a change in a savepoint.
 * @throws the error of the change if the savepoint is gone: then SQLite has rolled back the whole transaction
 */
async function inSavepoint(trx: Knex.Transaction, { run, reject }: Waiting): Promise<Answer> {
  const failures: unknown[] = [];
  try {
    return await trx.transaction(async (savepoint) => {
      try {
        return await run(savepoint);
      } catch (error) {
        failures.push(error);
        throw error;
      }
    });
  } catch (error) {
    if (!failures.includes(error)) throw failures[0] ?? error;
    return () => reject(error);
  }
}
