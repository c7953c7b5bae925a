import { AppError } from "../errors.js";
import type { Db } from "./connect.js";
import { SECOND } from "./duration.js";
import { Turns } from "./turns.js";

/** Scans that wait for their turn at the most, and how long. */
const QUEUE = { waitingOfOne: 20, waitingOfAll: 100, patience: 10 * SECOND } as const;

/** What PostgreSQL says when a statement took longer than `statement_timeout`, and SQLite when it was interrupted. */
const CUT_OFF: ReadonlySet<unknown> = new Set(["57014", "SQLITE_INTERRUPT"]);

/**
 * Runs statements that read all of a table, a few at a time and each for a limited time, on connections of their own:
 * however many are asked for, whatever is found by an index does not wait for them.
 */
export class ScanLane {
  private readonly db: Db;
  private readonly timeout: number;
  private readonly turns: Turns;

  /**
   * @param db - has a connection for each that may run, and ends statements that run too long
   * @param width - how many may run at once
   * @param timeout - after how many milliseconds they are ended, for messages
   */
  constructor(db: Db, width: number, timeout: number) {
    this.db = db;
    this.timeout = timeout;
    this.turns = new Turns({ ...QUEUE, width });
  }

  /**
   * Runs a scan when it is its turn.
   * @param owner - who asks
   * @param reason - why it is one, as a sentence that tells what to ask for instead
   * @throws AppError `unavailable` with the reason when too many wait, when it waited too long or ran too long
   */
  run<T>(owner: string, reason: string, scan: (db: Db) => Promise<T>): Promise<T> {
    const busy = (): AppError =>
      new AppError("unavailable", `Too many searches are under way: try again later. ${reason}`);
    return this.turns.run(owner, busy, () => this.begin(reason, scan));
  }

  private async begin<T>(reason: string, scan: (db: Db) => Promise<T>): Promise<T> {
    try {
      return await scan(this.db);
    } catch (error) {
      if (!isCutOff(error)) throw error;
      const seconds = this.timeout / SECOND;
      throw new AppError("unavailable", `The search was ended after ${seconds} s. ${reason}`);
    }
  }
}

function isCutOff(error: unknown): boolean {
  return typeof error === "object" && error !== null && "code" in error && CUT_OFF.has(error.code);
}
