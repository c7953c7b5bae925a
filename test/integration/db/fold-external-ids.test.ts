import { down, up } from "../../../migrations/20261123050000_fold_external_ids.js";
import type { Database } from "../../../src/db/connect.js";
import { queryRows } from "../../../src/db/query.js";
import { insertConnection } from "../../../src/tenants/connections.js";
import { insertTenant } from "../../../src/tenants/tenants.js";
import { DATABASES, openTestDatabase } from "../../support/databases.js";

describe.each(DATABASES)("folding externalIds on %s", (kind) => {
  let db: Database;

  beforeAll(async () => {
    db = await openTestDatabase(kind);
  });
  afterAll(() => db.close());

  it("gives each externalId with capitals a key without, however many there are", async () => {
    const tenant = await insertTenant(db.write, "acme", 0);
    const { id: connectionId } = await insertConnection(db.write, tenant?.id ?? "", "c", {}, 0);
    await down(db.write);
    const rows = Array.from({ length: 2500 }, (_, index) => {
      const externalId = index % 2 === 0 ? `ID-${index}` : `id-${index}`;
      return {
        tenant_id: tenant?.id,
        connection_id: connectionId,
        resource_id: `r${index}`,
        external_id_key: externalId,
        external_id: externalId,
      };
    });
    await db.write.batchInsert("external_ids", rows, 100);

    await up(db.write);

    const folded = await queryRows<{ external_id: string; external_id_folded_key: string | null }>(
      db.read,
      "select external_id, external_id_folded_key from external_ids",
    );
    expect(folded).toHaveLength(2500);
    for (const { external_id: externalId, external_id_folded_key: key } of folded) {
      expect(key).toBe(externalId.startsWith("ID") ? externalId.toLowerCase() : null);
    }
  });
});
