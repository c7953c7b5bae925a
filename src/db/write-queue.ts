import { setImmediate as nextTurn } from "node:timers/promises";
import type { Knex } from "knex";

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

/** A change that waits, and what tells its caller how it ended. */
interface Waiting {
  /** Runs the change; returns what answers its caller. */
  readonly run: (trx: Knex.Transaction) => Promise<() => void>;
  readonly reject: (error: unknown) => void;
  late?: NodeJS.Timeout;
}

/**
 * Runs the changes of an SQLite database, which has one writer. Changes that wait share the next transaction, each in a
 * savepoint, because a commit takes longer than most changes: it waits for the disk. Every caller is answered after the
 * commit, also that of a change that failed, because what it found may be undone if the commit fails.
 */
export class WriteQueue {
  readonly #db: Knex;
  readonly #limits: BatchLimits;
  readonly #waiting = new Set<Waiting>();
  #running: Promise<void> | undefined;

  /** @param db - has one connection */
  constructor(db: Knex, limits = LIMITS) {
    this.#db = db;
    this.#limits = limits;
  }

  /**
   * Runs a change in a transaction, alone or together with others.
   * @throws whatever the change throws, which then leaves nothing; the error of the commit; or an error that
   *   `isUnavailable` knows, if it waited too long
   */
  run<T>(change: (trx: Knex.Transaction) => Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      const run = async (trx: Knex.Transaction) => {
        const result = await change(trx);
        return () => resolve(result);
      };
      const waiting: Waiting = { run, reject };
      this.#waiting.add(waiting);
      if (this.#running === undefined) this.#running = this.#runAll();
      else this.#limitWait(waiting);
    });
  }

  /** Whether a change runs. */
  get isBusy(): boolean {
    return this.#running !== undefined;
  }

  /** Waits until no change runs or waits. */
  async end(): Promise<void> {
    await this.#running;
  }

  /** Lets a change wait as long as it may wait for a connection. */
  #limitWait(waiting: Waiting): void {
    const giveUp = (): void => {
      this.#waiting.delete(waiting);
      waiting.reject(new Error(WRITER_BUSY));
    };
    waiting.late = setTimeout(giveUp, this.#db.client.config.acquireConnectionTimeout);
  }

  #take(): Waiting | undefined {
    const [next] = this.#waiting;
    if (next === undefined) return undefined;
    this.#waiting.delete(next);
    clearTimeout(next.late);
    return next;
  }

  async #runAll(): Promise<void> {
    for (let first = this.#take(); first !== undefined; first = this.#take()) {
      await this.#runBatch(first);
      // Other processes get the lock only between two transactions, and with better-sqlite3 there is no other pause.
      if (this.#waiting.size > 0) await nextTurn();
    }
    this.#running = undefined;
  }

  /** Runs a change in a transaction, and further ones that wait when it has ended. Never fails. */
  async #runBatch(first: Waiting): Promise<void> {
    const batch = [first];
    const answers: (() => void)[] = [];
    try {
      await this.#db.transaction(async (trx) => {
        const { changes, time } = this.#limits;
        const end = performance.now() + time;
        // If this one fails, there is nothing else in the transaction.
        answers.push(await first.run(trx));
        while (batch.length < changes && performance.now() < end) {
          const next = this.#take();
          if (next === undefined) return;
          batch.push(next);
          answers.push(await runInSavepoint(trx, next));
        }
      });
    } catch (error) {
      for (const { reject } of batch) reject(error);
      return;
    }
    for (const answer of answers) answer();
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

/** @throws the error of the change if the savepoint is gone: then SQLite has rolled back the whole transaction */
async function runInSavepoint(trx: Knex.Transaction, { run, reject }: Waiting): Promise<() => void> {
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
