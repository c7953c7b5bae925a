import { setTimeout as sleep } from "node:timers/promises";

/** Work that runs in the background until it is stopped. */
export interface Job {
  /** Starts no further run, and resolves when the current one has ended. */
  stop(): Promise<void>;
}

/** How work is repeated. */
interface EveryOptions {
  /** Is told what a run throws; the next run is another try. */
  readonly onError: (error: unknown) => void;
  /** Whether the first run starts at once, not after the first interval. */
  readonly immediately?: boolean;
  /** Whether `stop` does one more run. */
  readonly runOnStop?: boolean;
  /** The wait after a run that failed, in milliseconds; the interval when undefined. */
  readonly retryAfter?: number;
}

/**
 * Runs work again and again, one run after the other: the next one starts an interval after the last one ended, so two
 * runs never overlap.
 * @param interval - milliseconds
 * @param work - its signal is aborted when the job is stopped; long work ends early then
 */
export function every(
  interval: number,
  work: (signal: AbortSignal) => Promise<unknown>,
  { onError, immediately = false, runOnStop = false, retryAfter = interval }: EveryOptions,
): Job {
  const stopping = new AbortController();
  const { signal } = stopping;
  /** Returns how long to wait before the next run. */
  const run = async (): Promise<number> => {
    try {
      await work(signal);
      return interval;
    } catch (error) {
      onError(error);
      return retryAfter;
    }
  };
  const loop = async (): Promise<void> => {
    let wait = immediately ? await run() : interval;
    while (!signal.aborted) {
      // The timer keeps no process alive; it rejects when the job is stopped.
      await sleep(wait, undefined, { signal, ref: false }).catch(() => undefined);
      if (!signal.aborted) wait = await run();
    }
    if (runOnStop) await run();
  };
  const ended = loop();
  return {
    stop() {
      stopping.abort();
      return ended;
    },
  };
}
