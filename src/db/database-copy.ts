import { open, rm, stat, statfs } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { AppError } from "../errors.js";
import { type Database, openSqliteConnection, SQLITE_MEANING } from "./connect.js";
import { SECOND } from "./duration.js";
import { FairQueue } from "./fair-queue.js";
import { newId } from "./new-id.js";
import type { InterruptibleConnection, SqliteDriver } from "./sqlite-connection.js";

/** A database that can be copied. */
interface FileDatabase extends Database {
  readonly file: string;
  readonly driver: SqliteDriver;
}

/** One copy at a time, because each needs as much disk as the database; a few callers wait. */
const copies = new FairQueue({ concurrency: 1, maxWaitingPerOwner: 4, maxWaiting: 4, timeout: 10 * SECOND });

/** How many times the size of the database must be free on its disk, because the original grows there as well. */
const FREE_SPACE = 2;

/**
 * Nothing has to survive a crash, and one connection needs no shared memory. Without a journal while it is filled; then
 * it has the original's, a WAL, so that changes can be rolled back.
 */
const PRAGMAS = [
  "PRAGMA locking_mode = EXCLUSIVE",
  "PRAGMA synchronous = OFF",
  "PRAGMA cache_size = -65536",
  "PRAGMA journal_mode = OFF",
  ...SQLITE_MEANING,
];

/** Returns whether a database can be copied: one in a file of SQLite. */
export function canCopy(db: Database): db is FileDatabase {
  return db.file !== undefined && db.driver !== undefined;
}

function busy(): AppError {
  return new AppError("unavailable", "The database is being copied for others: try again in a few seconds");
}

/**
 * Copies an SQLite database, runs work on the copy and discards it. Others read and write the original meanwhile. The
 * copy has the state of one moment. It has one connection: inside a transaction, `read` and `write` must be that
 * transaction. Its file lies beside the original, for its owner only, and loses its name before anything is written to
 * it, so that the system frees it however the process ends.
 * @param work - changes of the copy do not reach the original
 * @throws AppError `unavailable` if other copies take too long, or the disk has too little space
 */
export function withDatabaseCopy<T>(db: FileDatabase, work: (copy: Database) => Promise<T>): Promise<T> {
  return copies.run("", busy, async () => {
    await requireSpace(db.file);
    const copy = await openCopy(db);
    try {
      return await work(copy);
    } finally {
      await copy.close();
    }
  });
}

async function requireSpace(file: string): Promise<void> {
  const [{ size }, { bavail, bsize }] = await Promise.all([stat(file), statfs(path.dirname(file))]);
  if (bavail * bsize >= FREE_SPACE * size) return;
  const needed = Math.ceil((FREE_SPACE * size) / 1024 ** 2);
  throw new AppError(
    "unavailable",
    `The disk of the database has too little space for a copy of it: make ${needed} MB free`,
  );
}

async function openCopy({ file, driver }: FileDatabase): Promise<Database> {
  const name = `${file}-copy-${newId()}`;
  const connection = await whileNamed(name, () => driver.openInterruptible(name, PRAGMAS));
  try {
    await connection.fillFrom(file);
    // Opens the file for changes, to which SQLite gives the rights of the file with this name.
    const select = promisify(connection.all.bind(connection));
    await whileNamed(name, () => select("SELECT count(*) FROM sqlite_schema", []));
  } catch (error) {
    await close(connection);
    throw error;
  }
  const copy = openSqliteConnection(name, connection);
  const end = async (): Promise<void> => {
    await copy.close();
    await close(connection);
  };
  return { ...copy, close: end };
}

/** Closes a connection that nobody has closed. */
async function close(connection: InterruptibleConnection): Promise<void> {
  if (connection.open) await promisify(connection.close.bind(connection))();
}

/** Runs work while there is a file with a name, which is empty at first; what opens it keeps it without the name. */
async function whileNamed<T>(name: string, work: () => Promise<T>): Promise<T> {
  await (await open(name, "wx", 0o600)).close();
  try {
    return await work();
  } finally {
    await rm(name);
    await rm(`${name}-wal`, { force: true });
  }
}
