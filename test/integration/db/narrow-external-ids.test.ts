import { down, up } from "../../../migrations/20261129164100_narrow_external_ids.js";
import type { Database } from "../../../src/db/connect.js";
import { queryRows } from "../../../src/db/query.js";
import { insertConnection } from "../../../src/tenants/connections.js";
import { insertTenant } from "../../../src/tenants/tenants.js";
import { DATABASES, openTestDatabase } from "../../support/databases.js";

describe.each(DATABASES)("the key of externalIds on %s", (kind) => {
  let db: Database;

  beforeAll(async () => {
    db = await openTestDatabase(kind);
  });
  afterAll(() => db.close());

  it("changes there and back without a lost row, and rows go with their connection", async () => {
    const tenantId = (await insertTenant(db.write, "acme", 0))?.id ?? "";
    const first = await insertConnection(db.write, tenantId, "first", {}, 0);
    const second = await insertConnection(db.write, tenantId, "second", {}, 0);
    const rows = [first, second].flatMap(({ id }) =>
      ["r1", "r2"].map((resource) => ({
        tenant_id: tenantId,
        connection_id: id,
        resource_id: resource,
        external_id_key: `X-${resource}`,
        external_id: `X-${resource}`,
        external_id_folded_key: `x-${resource}`,
      })),
    );
    const stored = (): Promise<unknown[]> =>
      queryRows(db.write, "select * from external_ids order by connection_id, resource_id");
    await db.write.batchInsert("external_ids", rows);
    const before = await stored();
    expect(before).toHaveLength(4);

    await down(db.write);
    expect(await stored()).toEqual(before);
    await up(db.write);
    expect(await stored()).toEqual(before);
    await expect(db.write.batchInsert("external_ids", rows.slice(0, 1))).rejects.toThrow(/unique/i);

    await queryRows(db.write, "delete from connections where id = ?", [first.id]);
    expect(await stored()).toHaveLength(2);
  });
});
