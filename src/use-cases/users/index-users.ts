import type { Database } from "../../db/connect.js";
import { SECOND } from "../../db/duration.js";
import { inTransaction } from "../../db/transaction.js";
import { hasUnindexedUsers, indexSomeUsers } from "../../directory/search/trigram-index.js";
import { every, type Job } from "../../every.js";
import type { Logger } from "../../observability/log.js";

/** How often waiting users are indexed, in milliseconds. */
const INTERVAL = SECOND;

/**
 * Writes the texts of all users that wait into the index of trigrams. PostgreSQL keeps its index itself.
 * @param isStopping - true to end early
 */
export async function indexUsers(db: Database, isStopping: () => boolean = () => false): Promise<void> {
  if (db.dialect !== "sqlite") return;
  // Check first: a transaction would block every writer.
  while (!isStopping() && (await hasUnindexedUsers(db.read))) await inTransaction(db, indexSomeUsers);
}

/** Starts the job that indexes new texts of users; a failure is logged, and the next run retries. */
export function startIndexJob(db: Database, log: Logger): Job {
  return every(INTERVAL, (signal) => indexUsers(db, () => signal.aborted), {
    onError: (err) => log.warn({ err }, "could not index the texts of users"),
    immediately: true,
  });
}
