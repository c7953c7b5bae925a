import type { Database } from "../../../src/db/connect.js";
import { openDatabase } from "../../../src/db/connect.js";
import { queryFirst, queryRows } from "../../../src/db/query.js";
import { urlOf } from "../../support/app.js";
import { DATABASES, openTestDatabase } from "../../support/databases.js";

/** Counts for minutes. */
const ENDLESS = `with recursive n (i) as (select cast(1 as bigint) union all select i + 1 from n where i < 10000000000)
  select count(*) as count from n`;

describe.each(DATABASES)("the lane of scans on %s", (kind) => {
  let home: Database;
  let db: Database;

  beforeAll(async () => {
    home = await openTestDatabase(kind);
    db = openDatabase(urlOf(home), { scanTimeout: 200 });
  });

  afterAll(async () => {
    await db.close();
    await home.close();
  });

  it("ends what runs too long, says why, and goes on with the next", async () => {
    const scan = db.scans.run("a", "No index serves 'title co'.", (scans) => queryRows(scans, ENDLESS));
    await expect(scan).rejects.toMatchObject({
      code: "unavailable",
      message: "The search was stopped after 0.2 s. No index serves 'title co'.",
    });
    const next = await db.scans.run("a", "", (scans) => queryFirst(scans, "select 1 as one"));
    expect(next).toMatchObject({ one: 1 });
  });

  it("does not end what a reader runs meanwhile, or what runs in a scan's place afterwards", async () => {
    const scan = db.scans.run("a", "", (scans) => queryRows(scans, ENDLESS));
    const read = queryFirst(
      db.read,
      "with recursive n (i) as (select 1 union all select i + 1 from n where i < 1000000) select count(*) as count from n",
    );
    await expect(scan).rejects.toMatchObject({ code: "unavailable" });
    expect(await read).toMatchObject({ count: 1_000_000 });
  });

  it("lets those who ask take turns, and refuses at once who asks for too many", async () => {
    let end: () => void = () => undefined;
    const first = db.scans.run("a", "", () => new Promise<void>((resolve) => (end = resolve)));
    const order: string[] = [];
    const ask = (owner: string): Promise<void> =>
      db.scans.run(owner, "No index serves 'title co'.", async () => void order.push(owner));
    const asked = [...Array.from({ length: 20 }, () => ask("a")), ask("b"), ask("c")];
    await expect(ask("a")).rejects.toMatchObject({
      code: "unavailable",
      message: expect.stringMatching(/Too many searches.*'title co'/),
    });
    end();
    await Promise.all([first, ...asked]);
    expect(order.slice(0, 4)).toEqual(["a", "b", "c", "a"]);
    expect(order).toHaveLength(22);
  });
});
