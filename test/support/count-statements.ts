import type { Database } from "../../src/db/connect.js";

/** How often it is counted: what a request does once in a while, as looking its token up, is not meant. */
const ROUNDS = 3;

/** How many statements a database is sent while something runs that can be repeated. */
export async function countStatements(db: Database, run: () => Promise<unknown>): Promise<number> {
  const counts: number[] = [];
  for (let round = 0; round < ROUNDS; round++) counts.push(await countOnce(db, run));
  return Math.min(...counts);
}

async function countOnce(db: Database, run: () => Promise<unknown>): Promise<number> {
  let count = 0;
  const note = (): void => {
    count += 1;
  };
  const sides = new Set([db.read, db.write]);
  for (const side of sides) side.on("query", note);
  try {
    await run();
  } finally {
    for (const side of sides) side.removeListener("query", note);
  }
  return count;
}
