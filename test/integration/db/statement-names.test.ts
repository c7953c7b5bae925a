import { openDatabase } from "../../../src/db/connect.js";
import { queryFirst, queryRows } from "../../../src/db/query.js";
import { startTestApp, type TestApp, urlOf } from "../../support/app.js";
import { DATABASES } from "../../support/databases.js";

describe.each(DATABASES)("the statements of %s", (database) => {
  let app: TestApp;

  beforeAll(async () => {
    app = await startTestApp(database);
  });
  afterAll(() => app.close());

  it.each(["named", "unnamed"] as const)("find the same when they are %s", async (statements) => {
    const db = openDatabase(urlOf(app.db), { poolSize: 1, statements });
    try {
      for (const number of [1, 2]) {
        const row = await queryFirst<{ number: number }>(db.read, "select cast(? as integer) as number", [
          number,
        ]);
        expect(row).toEqual({ number });
      }
      if (database === "sqlite") return;
      const ask = "select statement from pg_prepared_statements order by prepare_time";
      const kept = await queryRows<{ statement: string }>(db.read, ask);

      expect(kept.map(({ statement }) => statement)).toEqual(
        statements === "named" ? ["select cast($1 as integer) as number", ask] : [],
      );
    } finally {
      await db.close();
    }
  });
});
