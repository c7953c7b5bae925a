import { randomBytes } from "node:crypto";
import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
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

/** Where the migrated databases are that test databases are copied from: a file, and the name of a database. */
const TEMPLATES = { sqlite: "TEST_TEMPLATE_FILE", postgres: "TEST_TEMPLATE_DATABASE" } as const;

/** An empty database whose tables exist; nobody else uses it, and `close` removes it. */
export async function openTestDatabase(kind: Dialect): Promise<Database> {
  const { url, remove } = await copyOf(kind, templateOf(kind));
  // A test need not survive a power failure.
  const database = openDatabase(url, { synchronous: "normal" });
  const close = async () => {
    await database.close();
    await remove();
  };
  return { ...database, close };
}

/**
 * Migrates a database of each kind once for a whole run of tests, and names them in the environment of its workers.
 * @returns what removes them again
 */
export async function makeTemplates(): Promise<() => Promise<void>> {
  const made: TestDatabase[] = [];
  // SQLite always: some tests need any one database, also where only PostgreSQL is asked for.
  for (const kind of new Set<Dialect>(["sqlite", ...DATABASES])) {
    const template = kind === "postgres" ? await createPostgres("template0") : createSqlite();
    const database = openDatabase(template.url);
    await migrate(database.write);
    // Whoever copies a database of PostgreSQL must be alone with it, and what SQLite has written is then in one file.
    await database.close();
    process.env[TEMPLATES[kind]] = template.name;
    made.push(template);
  }
  return async () => {
    for (const { remove } of made) await remove();
  };
}

interface TestDatabase {
  readonly url: string;
  /** Of the file, or of the database on its server. */
  readonly name: string;
  readonly remove: () => Promise<void>;
}

function templateOf(kind: Dialect): string {
  const name = process.env[TEMPLATES[kind]];
  if (name === undefined) throw new Error(`${TEMPLATES[kind]} is not set: jest does it`);
  return name;
}

async function copyOf(kind: Dialect, template: string): Promise<TestDatabase> {
  if (kind === "postgres") return createPostgres(template);
  const database = createSqlite();
  copyFileSync(template, database.name);
  return database;
}

function createSqlite(): TestDatabase {
  const directory = mkdtempSync(path.join(tmpdir(), "usher-test-"));
  const name = path.join(directory, "usher.db");
  return {
    url: `sqlite:${name}`,
    name,
    remove: async () => rmSync(directory, { recursive: true, force: true }),
  };
}

async function createPostgres(template: string): Promise<TestDatabase> {
  if (postgresUrl === undefined) throw new Error("TEST_DATABASE_URL is not set");
  const name = `usher_${randomBytes(8).toString("hex")}`;
  await administer(postgresUrl, `create database ${name} template ${template}`);
  const url = new URL(postgresUrl);
  url.pathname = `/${name}`;
  return { url: url.href, name, remove: () => administer(postgresUrl, `drop database ${name} with (force)`) };
}

async function administer(url: string, statement: string): Promise<void> {
  const server = openDatabase(url, { poolSize: 1 });
  try {
    await server.write.raw(statement);
  } finally {
    await server.close();
  }
}
