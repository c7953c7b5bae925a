import type { Logger } from "./log.js";

/**
 * Wraps a callback that runs outside of every request's error path: of events, timers, streams. An error, immediate or
 * later, becomes a line in the log and never ends the process.
 * @param failure - the message for the log: `could not note a request`
 */
export function guarded<Args extends readonly unknown[]>(
  log: Logger,
  failure: string,
  work: (...args: Args) => void | Promise<void>,
): (...args: Args) => void {
  const report = (error: unknown): void => log.warn({ err: error }, failure);
  return (...args) => {
    try {
      work(...args)?.catch(report);
    } catch (error) {
      report(error);
    }
  };
}

/** Work that is done again and again. */
interface RepeatedWork {
  readonly work: () => Promise<void>;
  /** Milliseconds between two beginnings. */
  readonly interval: number;
  readonly log: Logger;
  /** What is logged when it fails; the next time is another try. */
  readonly failure: string;
  /** Whether it is done at once too, not only when the first interval is over. */
  readonly atOnce?: boolean;
  /** Whether it is done once more when it is stopped. */
  readonly onceMore?: boolean;
}

/** Work that goes on until it is stopped. */
export interface Repeating {
  /** Resolves when what is under way has ended. */
  stop(): Promise<void>;
}

/** Does work again and again; a round that takes longer than the interval is not overtaken by the next one. */
export function repeat(repeated: RepeatedWork): Repeating {
  const { work, interval, log, failure, atOnce = false, onceMore = false } = repeated;
  let running: Promise<void> | undefined;
  const round = async (): Promise<void> => {
    try {
      await work();
    } catch (error) {
      log.warn({ err: error }, failure);
    }
  };
  const begin = (): void => {
    running ??= round().finally(() => {
      running = undefined;
    });
  };
  if (atOnce) begin();
  const timer = setInterval(begin, interval).unref();
  return {
    async stop() {
      clearInterval(timer);
      await running;
      if (onceMore) await round();
    },
  };
}
