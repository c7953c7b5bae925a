import { AppError } from "../errors.js";
import type { Db } from "./connect.js";

/** Scans that wait for their turn at the most, of one who asks and of all; the next one is refused at once. */
const MAX_WAITING = { ofOne: 20, ofAll: 100 } as const;

/** How long a scan waits for its turn before it is refused, in milliseconds. */
const PATIENCE = 10_000;

/** What PostgreSQL says when a statement took longer than `statement_timeout`, and SQLite when it was interrupted. */
const CUT_OFF: ReadonlySet<unknown> = new Set(["57014", "SQLITE_INTERRUPT"]);

/** A scan that has not begun. */
interface Waiting {
  /** Lets it begin. */
  readonly begin: () => void;
}

/**
 * Runs statements that read all of a table, a few at a time and each for a limited time, on connections of their own:
 * however many are asked for, whatever is found by an index does not wait for them. Those who ask take turns, so that
 * one of them cannot keep the others out.
 */
export class ScanLane {
  private readonly db: Db;
  private free: number;
  private readonly timeout: number;
  /** By who asked, in the order of their turns. */
  private readonly queues = new Map<string, Waiting[]>();

  /**
   * @param db - has a connection for each that may run, and ends statements that run too long
   * @param width - how many may run at once
   * @param timeout - after how many milliseconds they are ended, for messages
   */
  constructor(db: Db, width: number, timeout: number) {
    this.db = db;
    this.free = width;
    this.timeout = timeout;
  }

  /**
   * Runs a scan when it is its turn.
   * @param owner - who asks
   * @param reason - why it is one, as a sentence that tells what to ask for instead
   * @throws AppError `unavailable` with the reason when too many wait, when it waited too long or ran too long
   */
  async run<T>(owner: string, reason: string, scan: (db: Db) => Promise<T>): Promise<T> {
    await this.turn(owner, reason);
    try {
      return await scan(this.db);
    } catch (error) {
      if (!isCutOff(error)) throw error;
      const seconds = this.timeout / 1000;
      throw new AppError("unavailable", `The search was ended after ${seconds} s. ${reason}`, {
        cause: error,
      });
    } finally {
      this.free++;
      this.beginNext();
    }
  }

  private async turn(owner: string, reason: string): Promise<void> {
    if (this.free > 0) {
      this.free--;
      return;
    }
    const busy = (): AppError =>
      new AppError("unavailable", `Too many searches are under way: try again later. ${reason}`);
    const own = this.queues.get(owner)?.length ?? 0;
    if (own >= MAX_WAITING.ofOne || this.waiting() >= MAX_WAITING.ofAll) throw busy();
    await new Promise<void>((resolve, reject) => {
      const patience = setTimeout(() => {
        this.leave(owner, entry);
        reject(busy());
      }, PATIENCE);
      const entry: Waiting = {
        begin: () => {
          clearTimeout(patience);
          resolve();
        },
      };
      const queue = this.queues.get(owner);
      if (queue === undefined) this.queues.set(owner, [entry]);
      else queue.push(entry);
    });
  }

  private waiting(): number {
    return [...this.queues.values()].reduce((sum, { length }) => sum + length, 0);
  }

  private beginNext(): void {
    const [first] = this.queues;
    if (first === undefined) return;
    const [owner, queue] = first;
    const next = queue.shift();
    // Whoever had a turn goes behind all others.
    this.queues.delete(owner);
    if (queue.length > 0) this.queues.set(owner, queue);
    this.free--;
    next?.begin();
  }

  private leave(owner: string, entry: Waiting): void {
    const rest = this.queues.get(owner)?.filter((one) => one !== entry) ?? [];
    if (rest.length > 0) this.queues.set(owner, rest);
    else this.queues.delete(owner);
  }
}

function isCutOff(error: unknown): boolean {
  return typeof error === "object" && error !== null && "code" in error && CUT_OFF.has(error.code);
}
