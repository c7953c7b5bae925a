// A process that copies a database, writes to the copy and waits, to be killed there.
import { setTimeout as sleep } from "node:timers/promises";
import { openDatabase } from "../../src/db/connect.js";
import { canCopy, withDatabaseCopy } from "../../src/db/database-copy.js";
import { queryRows } from "../../src/db/query.js";

const MINUTE = 60_000;

async function main(url: string): Promise<void> {
  const db = openDatabase(url);
  if (!canCopy(db)) throw new Error("this database cannot be copied");
  await withDatabaseCopy(db, async (copy) => {
    await queryRows(copy.write, "update tenants set name = 'killed'");
    process.stdout.write("copied\n");
    await sleep(MINUTE);
  });
}

void main(process.argv[2] ?? "");
