/** Background work that can be stopped. */
export interface Job {
  /** Starts no further run, and resolves when the current one has ended. */
  stop(): Promise<void>;
}

/** Options for repeated work. */
interface EveryOptions {
  /** Receives the error of a run; the next run is the retry. */
  readonly onError: (error: unknown) => void;
  /** Whether the first run starts at once instead of after the first interval. */
  readonly immediately?: boolean;
  /** Whether `stop` runs the work once more. */
  readonly runOnStop?: boolean;
  /** The wait after a run that failed, in milliseconds; the interval when undefined. */
  readonly retryAfter?: number;
}

/**
 * Runs work repeatedly: the next run starts an interval after the last one ended, so two runs never overlap.
 * @param interval - milliseconds
 * @param work - its signal is aborted when the job is stopped, so that long work can end early
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
      await pause(wait, signal);
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

/** Waits, at most until the signal is aborted; the timer keeps no process alive. */
function pause(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", end);
      resolve();
    };
    const timer = setTimeout(end, milliseconds);
    timer.unref();
    signal?.addEventListener("abort", end);
  });
}

/** How many times as long as its last step long work rests, and how long at most, in milliseconds. */
const REST = { times: 3, most: 1000 } as const;

/**
 * Rests after a step of long work in the background, so that it takes a quarter of the time at the most and requests
 * get the rest.
 * @param took - how long the step took, in milliseconds
 * @param signal - ends the rest when it is aborted
 */
export function rest(took: number, signal: AbortSignal | undefined): Promise<void> {
  return pause(Math.min(took * REST.times, REST.most), signal);
}
