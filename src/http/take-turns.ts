import type { RequestHandler } from "express";

/** While a change is under way, a request that reads begins in one of so many turns of the event loop. */
const EVERY = 2;

/**
 * Lets a change go on while many requests read. Each of its statements takes a turn of the event loop, and in each turn
 * all requests that have come would begin. So only one that reads begins in a few turns, and the others wait. No time is
 * lost: the event loop turns at once when it has nothing else to do. Changes wait in their own queue.
 * @param isChanging - whether a change is under way
 */
export function takeTurns(isChanging: () => boolean): RequestHandler {
  const waiting: (() => void)[] = [];
  let turns = 0;

  const turn = (): void => {
    turns++;
    const next = isChanging() ? waiting.splice(0, turns % EVERY === 0 ? 1 : 0) : waiting.splice(0);
    if (waiting.length > 0) setImmediate(turn);
    for (const begin of next) begin();
  };

  return (req, _res, next) => {
    if (req.method !== "GET" || (waiting.length === 0 && !isChanging())) {
      next();
      return;
    }
    if (waiting.length === 0) setImmediate(turn);
    waiting.push(next);
  };
}
