import type { Trx } from "../../../../src/db/connect.js";
import { queryFirst, queryRows } from "../../../../src/db/query.js";
import { tenantContext } from "../../../../src/effects/tenant-context.js";
import { tryChange } from "../../../../src/use-cases/changes/try-change.js";
import { useTestApp } from "../../../support/app.js";

/** A statement that runs for minutes. */
const ENDLESS =
  "with recursive n (i) as (select 1 union all select i + 1 from n where i < 1000000000) select count(*) as n from n";

describe("a change that is tried on SQLite", () => {
  const app = useTestApp("sqlite");

  const nameOf = async (db: Trx | typeof app.db.read, tenantId: string): Promise<string | undefined> =>
    (await queryFirst<{ name: string }>(db, "select name from tenants where tenant_id = ?", [tenantId]))
      ?.name;

  it("is ended when it holds the writer for long, and tried again on a copy", async () => {
    const { tenantId } = await app.connectToCrm();
    const ctx = await tenantContext(app.db, tenantId, {
      actor: { kind: "cli", id: "test" },
      trigger: "cli",
    });
    const before = await nameOf(app.db.read, tenantId);
    const seen: unknown[] = [];

    await tryChange(ctx, async (trx) => {
      await queryRows(trx, "update tenants set name = 'tried' where tenant_id = ?", [tenantId]);
      seen.push(await nameOf(trx, tenantId));
      if (seen.length === 1) return queryRows(trx, ENDLESS);
      // On a copy the writer is free.
      await queryRows(app.db.write, "update tenants set created_at = 7 where tenant_id = ?", [tenantId]);
      seen.push(await nameOf(app.db.read, tenantId));
      return undefined;
    });

    expect(seen).toEqual(["tried", "tried", before]);
    expect(await nameOf(app.db.read, tenantId)).toBe(before);
  });
});
