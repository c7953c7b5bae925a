import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { type Dialect, openDatabase } from "../src/db/connect.js";

/** A database for one run. */
export interface ScratchDatabase {
  readonly url: string;
  remove(): Promise<void>;
}

async function administer(url: string, statement: string): Promise<void> {
  const server = openDatabase(url, { poolSize: 1 });
  try {
    await server.write.raw(statement);
  } finally {
    await server.close();
  }
}

/** Databases that this process has made. */
let made = 0;

async function createPostgres(): Promise<ScratchDatabase> {
  const server = process.env["TEST_DATABASE_URL"];
  if (server === undefined)
    throw new Error("TEST_DATABASE_URL is not set: run it under scripts/with-postgres.sh");
  made += 1;
  const name = `usher_bench_${process.pid}_${made}`;
  await administer(server, `create database ${name} template template0`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return { url: url.href, remove: () => administer(server, `drop database ${name} with (force)`) };
}

/** Makes an empty database that nobody else uses: a file, or one of the server of TEST_DATABASE_URL. */
export async function createScratchDatabase(dialect: Dialect): Promise<ScratchDatabase> {
  if (dialect === "postgres") return createPostgres();
  const directory = mkdtempSync(path.join(tmpdir(), "usher-bench-"));
  return {
    url: `sqlite:${path.join(directory, "usher.db")}`,
    remove: async () => rmSync(directory, { recursive: true, force: true }),
  };
}
