import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { openDatabase } from "../src/db/connect.js";

/** A database that exists and is empty. */
export interface EmptyDatabase {
  readonly name: string;
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

/**
 * Makes an empty database.
 * @param postgres - a server to make it on; a file of SQLite when undefined
 */
export async function createDatabase(postgres: string | undefined): Promise<EmptyDatabase> {
  if (postgres === undefined) {
    const directory = mkdtempSync(path.join(tmpdir(), "usher-conformance-"));
    const remove = async (): Promise<void> => rmSync(directory, { recursive: true, force: true });
    return { name: "SQLite", url: `sqlite:${path.join(directory, "usher.db")}`, remove };
  }
  const name = `usher_${randomBytes(8).toString("hex")}`;
  await administer(postgres, `create database ${name} template template0`);
  const url = new URL(postgres);
  url.pathname = `/${name}`;
  const remove = (): Promise<void> => administer(postgres, `drop database ${name} with (force)`);
  return { name: "PostgreSQL", url: url.href, remove };
}
