import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { type Database, type Dialect, openDatabase } from "../../src/db/connect.js";
import { migrate } from "../../src/db/migrate.js";

const postgresUrl = process.env["TEST_DATABASE_URL"];

/** Set to `postgres` where SQLite has been tested already. */
const only = process.env["TEST_DATABASES"];

/**
 * The databases a suite runs on, for `describe.each(DATABASES)`: SQLite, and PostgreSQL when TEST_DATABASE_URL is set.
 */
export const DATABASES: readonly Dialect[] =
  postgresUrl === undefined ? ["sqlite"] : only === "postgres" ? ["postgres"] : ["sqlite", "postgres"];

/** An empty database whose tables exist; nobody else uses it, and `close` removes it. */
export async function openTestDatabase(kind: Dialect): Promise<Database> {
  const { url, remove } = await createDatabase(kind);
  const database = openDatabase(url);
  const close = async () => {
    await database.close();
    await remove();
  };
  try {
    await migrate(database.write);
  } catch (error) {
    await close();
    throw error;
  }
  return { ...database, close };
}

/** A database that exists and is empty. */
interface EmptyDatabase {
  readonly url: string;
  readonly remove: () => Promise<void>;
}

async function createDatabase(kind: Dialect): Promise<EmptyDatabase> {
  if (kind === "postgres") return createPostgres();
  const directory = mkdtempSync(path.join(tmpdir(), "usher-test-"));
  return {
    url: `sqlite:${path.join(directory, "usher.db")}`,
    remove: async () => rmSync(directory, { recursive: true, force: true }),
  };
}

async function createPostgres(): Promise<EmptyDatabase> {
  if (postgresUrl === undefined) throw new Error("TEST_DATABASE_URL is not set");
  const name = `usher_${randomBytes(8).toString("hex")}`;
  // template0 takes no connections, so that creating databases at the same time cannot collide.
  await administer(postgresUrl, `create database ${name} template template0`);
  const url = new URL(postgresUrl);
  url.pathname = `/${name}`;
  return { url: url.href, remove: () => administer(postgresUrl, `drop database ${name} with (force)`) };
}

async function administer(url: string, statement: string): Promise<void> {
  const server = openDatabase(url, { poolSize: 1 });
  try {
    await server.write.raw(statement);
  } finally {
    await server.close();
  }
}
