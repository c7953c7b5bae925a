import type { Database } from "../db/connect.js";
import { MINUTE, SECOND } from "../db/duration.js";
import type { Logger } from "../observability/log.js";
import { logErrors } from "../observability/log-errors.js";
import type { Metrics } from "../observability/metrics.js";
import { insertLogEntries, type LogEntry } from "./entries.js";
import { addQuirkCounts, type QuirkCount } from "./quirk-counts.js";
import type { Quirk } from "./quirks.js";
import { ReadCounts } from "./read-counts.js";

/** How long an entry waits for a batch, in milliseconds; entries of this time are lost if the process dies. */
const INTERVAL = SECOND;

/** For how long reads are counted before their number is written, in milliseconds. */
const COUNTED = MINUTE;

/** The number of entries that are written at once without further waiting. */
const BATCH = 200;

/**
 * The maximum number of waiting entries; further ones are dropped, so that a slow database does not fill the memory.
 */
const MAX_WAITING = 10_000;

type Counter = { -readonly [Name in keyof QuirkCount]: QuirkCount[Name] };

/**
 * Collects entries and writes them in batches, so that no request waits for them. Entries that cannot be written are
 * dropped, with a line in the log and a count in the metrics.
 */
export class ProvisioningLogWriter {
  private readonly db: Database;
  private readonly log: Logger;
  private readonly metrics: Metrics;
  private readonly now: () => number;
  private readonly reads = new ReadCounts();
  private entries: LogEntry[] = [];
  private habits = new Map<string, Counter>();
  private timer: NodeJS.Timeout | undefined;
  private minute: NodeJS.Timeout | undefined;
  private writing: Promise<void> | undefined;

  /** @param deps - `now` returns UTC milliseconds */
  constructor(deps: {
    readonly db: Database;
    readonly log: Logger;
    readonly metrics: Metrics;
    readonly now?: () => number;
  }) {
    this.db = deps.db;
    this.log = deps.log;
    this.metrics = deps.metrics;
    this.now = deps.now ?? Date.now;
  }

  /**
   * Adds a request of a connection that nobody watches: a read that succeeded is only counted.
   * @returns false if the request has to be added as an entry
   */
  count(entry: LogEntry, habits: readonly Quirk[]): boolean {
    if (!this.reads.add(entry)) return false;
    for (const habit of habits) this.countHabit(entry, habit);
    const flush = logErrors(this.log, "could not write what connections read", () => this.flush());
    this.minute ??= setTimeout(flush, COUNTED).unref();
    return true;
  }

  /** Adds a request and its quirks. */
  add(entry: LogEntry, habits: readonly Quirk[]): void {
    for (const habit of habits) this.countHabit(entry, habit);
    if (this.entries.length >= MAX_WAITING) return this.metrics.countDroppedLogEntries(1);
    this.entries.push(entry);
    this.wake();
  }

  /** Writes the waiting entries and counts; resolves when all that was added before the call is written or dropped. */
  async flush(): Promise<void> {
    clearTimeout(this.minute);
    this.minute = undefined;
    this.entries.push(...this.reads.take(this.now()));
    await this.writeWaiting();
  }

  private async writeWaiting(): Promise<void> {
    // The running write does not include the latest entries.
    if (this.writing !== undefined) await this.writing;
    this.writing ??= this.write().finally(() => {
      this.writing = undefined;
      this.wake();
    });
    await this.writing;
  }

  /** Writes the remaining entries and stops. */
  async close(): Promise<void> {
    await this.flush();
    clearTimeout(this.timer);
    this.timer = undefined;
  }

  private countHabit({ tenantId, connectionId, endedAt }: LogEntry, habit: Quirk): void {
    const key = `${connectionId} ${habit}`;
    const known = this.habits.get(key);
    if (known === undefined) {
      this.habits.set(key, { tenantId, connectionId, habit, count: 1, lastSeenAt: endedAt });
      return;
    }
    known.count++;
    known.lastSeenAt = endedAt;
  }

  /** Schedules the next write. */
  private wake(): void {
    if (this.writing !== undefined || this.entries.length === 0) return;
    const flush = logErrors(this.log, "could not write what connections did", () => this.writeWaiting());
    if (this.entries.length >= BATCH) flush();
    else this.timer ??= setTimeout(flush, INTERVAL).unref();
  }

  private async write(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    const habits = [...this.habits.values()];
    this.habits = new Map();
    const waiting = this.entries;
    this.entries = [];
    for (let begin = 0; begin < waiting.length; begin += BATCH) {
      await this.writeBatch(waiting.slice(begin, begin + BATCH));
    }
    if (habits.length > 0) await this.writeQuirks(habits);
  }

  private async writeBatch(batch: readonly LogEntry[]): Promise<void> {
    try {
      await insertLogEntries(this.db.write, batch);
    } catch (error) {
      this.metrics.countDroppedLogEntries(batch.length);
      this.log.warn({ err: error, entries: batch.length }, "could not write the provisioning log");
    }
  }

  private async writeQuirks(habits: readonly QuirkCount[]): Promise<void> {
    try {
      await addQuirkCounts(this.db.write, habits);
    } catch (error) {
      this.log.warn({ err: error }, "could not write the quirks of connections");
    }
  }
}
