import type { Database } from "../../src/db/connect.js";

/** How many statements a database is sent while something runs. */
export async function countStatements(db: Database, run: () => Promise<unknown>): Promise<number> {
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
