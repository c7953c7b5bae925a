import type { Database } from "../../../../src/db/connect.js";
import { queryRows } from "../../../../src/db/query.js";
import { membershipsOf } from "../../../../src/directory/groups/nested-memberships.js";
import { openTestDatabase } from "../../../support/databases.js";

describe("how people are in groups", () => {
  let db: Database;
  beforeAll(async () => {
    db = await openTestDatabase("sqlite");
  });
  afterAll(() => db.close());

  it("is looked up by their ids on SQLite, and not by reading all members of the tenant", async () => {
    const sent: { sql: string; bindings: unknown[] }[] = [];
    db.read.on("query", (query: { sql: string; bindings: unknown[] }) => sent.push(query));

    await membershipsOf(db.read, "t", ["u"], ["g"]);

    const [{ sql, bindings } = { sql: "", bindings: [] }] = sent;
    const plan = await queryRows<{ detail: string }>(
      db.read,
      `explain query plan ${sql}`,
      bindings as string[],
    );
    const searches = plan.map(({ detail }) => detail).filter((detail) => detail.startsWith("SEARCH m"));
    // The groups of the users, those above them, and the users of the groups that were reached.
    expect(searches).toHaveLength(3);
    for (const search of searches) expect(search).toMatch(/\(tenant_id=\? AND member_id=\?\)/);
  });
});
