import type { Logger } from "./log.js";

/**
 * Wraps a callback that runs outside of every request's error path: of events, timers, streams. An error, immediate or
 * later, becomes a line in the log and never ends the process.
 * @param failure - the message for the log: `could not note a request`
 */
export function logErrors<Args extends readonly unknown[]>(
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
