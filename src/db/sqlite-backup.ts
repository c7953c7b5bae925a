import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import type { Database } from "sqlite3";
import { AppError } from "../errors.js";

declare module "sqlite3" {
  interface Database {
    readonly open: boolean;
    /** SQLite's online backup from a file into this database, or the other way round. */
    backup(
      file: string,
      destination: string,
      source: string,
      intoFile: boolean,
      done: (error: Error | null) => void,
    ): Backup;
  }
}

interface Backup {
  readonly completed: boolean;
  readonly failed: boolean;
  /** Copies so many pages; -1 for all. */
  step(pages: number, done: (error: Error | null) => void): void;
  finish(done: (error: Error | null) => void): void;
}

/** How often a copy is tried while another process locks the whole database, with a pause in milliseconds. */
const MAX_TRIES = 100;
const PAUSE = 50;

function locked(): AppError {
  return new AppError("unavailable", "Another process locks the whole database: try again when it has ended");
}

/**
 * Replaces an empty database by a copy of a file. Copies all pages in one step, since SQLite begins anew if the original
 * changes between two.
 * @throws AppError `unavailable` while another process locks the file
 */
export async function fillFrom(connection: Database, file: string): Promise<void> {
  const backup = await new Promise<Backup>((resolve, reject) => {
    const begun = connection.backup(file, "main", "main", false, (error) =>
      error === null ? resolve(begun) : reject(error),
    );
  });
  try {
    for (let tries = 1; !backup.completed; tries++) {
      await promisify(backup.step.bind(backup))(-1);
      if (backup.completed) return;
      if (backup.failed || tries === MAX_TRIES) throw locked();
      await sleep(PAUSE);
    }
  } finally {
    await promisify(backup.finish.bind(backup))();
  }
}
