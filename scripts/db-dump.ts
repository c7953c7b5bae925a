// Writes the dump of the tables for each database: npm run db:dump
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { openDatabase } from "../src/db/connect.js";
import { migrate } from "../src/db/migrate.js";
import { dumpFile, schemaDump } from "./schema-dump.js";

async function dump(url: string): Promise<void> {
  const db = openDatabase(url);
  try {
    await migrate(db.write);
    writeFileSync(dumpFile(db.dialect), await schemaDump(db));
  } finally {
    await db.close();
  }
}

async function dumpAll(): Promise<void> {
  const directory = mkdtempSync(path.join(tmpdir(), "usher-dump-"));
  try {
    await dump(`sqlite:${path.join(directory, "usher.db")}`);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
  // An empty database, as scripts/with-postgres.sh gives one.
  const postgres = process.env["TEST_DATABASE_URL"];
  if (postgres !== undefined) await dump(postgres);
}

void dumpAll();
