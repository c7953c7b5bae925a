import type { Knex } from "knex";
import { AppError } from "../errors.js";
import { SECOND } from "./duration.js";
import { FairQueue } from "./fair-queue.js";

/** The most scans that wait, and how long they wait. */
const QUEUE = { maxWaitingPerOwner: 20, maxWaiting: 100, timeout: 10 * SECOND } as const;

/** Error codes of a statement that ran too long: PostgreSQL's `statement_timeout`, and SQLite's interrupt. */
const CUT_OFF: ReadonlySet<unknown> = new Set(["57014", "SQLITE_INTERRUPT"]);

/**
 * Runs statements that read a whole table, a few at a time, for a limited time, and on connections of their own, so
 * that statements that use an index never wait for them.
 */
export class ScanPool {
  private readonly db: Knex;
  private readonly timeout: number;
  private readonly queue: FairQueue;

  /**
   * @param db - has a connection for each running scan, and ends statements that run too long
   * @param width - how many may run at once
   * @param timeout - milliseconds after which they are ended, for messages
   */
  constructor(db: Knex, width: number, timeout: number) {
    this.db = db;
    this.timeout = timeout;
    this.queue = new FairQueue({ ...QUEUE, concurrency: width });
  }

  /** Returns a pool whose scans run inside a transaction and see its changes, one at a time and without a limit. */
  inside(trx: Knex): ScanPool {
    return new ScanPool(trx, 1, this.timeout);
  }

  /**
   * Runs a scan when its turn comes.
   * @param owner - the tenant or other party that asks
   * @param reason - why the statement is a scan, as a sentence that says what to ask for instead
   * @throws AppError `unavailable` with the reason when too many wait, or when it waited or ran too long
   */
  run<T>(owner: string, reason: string, scan: (db: Knex) => Promise<T>): Promise<T> {
    const busy = (): AppError =>
      new AppError("unavailable", `Too many searches are running: try again later. ${reason}`);
    return this.queue.run(owner, busy, () => this.begin(reason, scan));
  }

  private async begin<T>(reason: string, scan: (db: Knex) => Promise<T>): Promise<T> {
    try {
      return await scan(this.db);
    } catch (error) {
      if (!isCutOff(error)) throw error;
      const seconds = this.timeout / SECOND;
      throw new AppError("unavailable", `The search was stopped after ${seconds} s. ${reason}`);
    }
  }
}

function isCutOff(error: unknown): boolean {
  return typeof error === "object" && error !== null && "code" in error && CUT_OFF.has(error.code);
}
