import type { Db } from "./connect.js";

/** The statements of a transaction that were sent without waiting for their results. */
interface Sent {
  /** Ends with the last of them: PostgreSQL answers in the order of the statements. */
  last: Promise<unknown>;
  /** How many PostgreSQL has not answered. */
  open: number;
  /** The error of the first one that failed. */
  error?: unknown;
}

/** The most statements that wait for their answers: what was sent is held in memory until then. */
const MAX_OPEN = 32;

const sentIn = new WeakMap<Db, Sent>();

/** Notes a statement that was sent to PostgreSQL in a transaction. Waits only if too many are not answered. */
export async function noteSent(trx: Db, result: Promise<unknown>): Promise<void> {
  const sent = sentIn.get(trx) ?? { last: Promise.resolve(), open: 0 };
  sentIn.set(trx, sent);
  sent.open += 1;
  sent.last = result
    .catch(() => undefined)
    .then(() => {
      sent.open -= 1;
    });
  if (sent.open > MAX_OPEN) await sent.last;
}

/** Notes the error of a statement that was sent; the first one remains. */
export function noteSentError(trx: Db, error: unknown): void {
  const sent = sentIn.get(trx);
  if (sent !== undefined) sent.error ??= error;
}

/**
 * Returns the error of the first statement that was sent and failed, of those that PostgreSQL has answered. It rolls
 * the transaction back, whatever follows.
 */
export function sentError(trx: Db): unknown {
  return sentIn.get(trx)?.error;
}

/** Waits until PostgreSQL has answered all statements of a transaction. Throws the error of the first that failed. */
export async function awaitSent(trx: Db): Promise<void> {
  await sentIn.get(trx)?.last;
  const error = sentError(trx);
  if (error !== undefined) throw error;
}
