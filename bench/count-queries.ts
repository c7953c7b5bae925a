import type { Database } from "../src/db/connect.js";

/** How many statements something sends; the least of a few times, since a token is looked up once in a while. */
export async function countQueries(db: Database, run: () => Promise<unknown>): Promise<number> {
  const counts: number[] = [];
  for (let i = 0; i < 3; i++) {
    let count = 0;
    const note = (): void => {
      count += 1;
    };
    const sides = new Set([db.read, db.write]);
    for (const side of sides) side.on("query", note);
    await run();
    for (const side of sides) side.removeListener("query", note);
    counts.push(count);
  }
  return Math.min(...counts);
}
