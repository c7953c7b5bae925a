import { down, up } from "../../../migrations/20261129121000_name_tombstones.js";
import type { Database } from "../../../src/db/connect.js";
import { findDeletedUser } from "../../../src/directory/resources/tombstones.js";
import { insertTenant } from "../../../src/tenants/tenants.js";
import { DATABASES, openTestDatabase } from "../../support/databases.js";

describe.each(DATABASES)("naming those who were deleted earlier, on %s", (kind) => {
  let db: Database;
  beforeAll(async () => {
    db = await openTestDatabase(kind);
  });
  afterAll(() => db.close());

  it("finds them by the names they had, however many there are", async () => {
    const tenantId = (await insertTenant(db.write, "acme", 0))?.id ?? "";
    await down(db.write);
    const rows = Array.from({ length: 1100 }, (_, index) => ({
      tenant_id: tenantId,
      id: `t${String(index).padStart(5, "0")}`,
      resource_type: index % 2 === 0 ? "User" : "Group",
      version: 1,
      created_at: 1,
      deleted_at: 2,
      resource: JSON.stringify(index % 2 === 0 ? { userName: `User${index}` } : { displayName: "g" }),
    }));
    await db.write.batchInsert("tombstones", rows, 50);

    await up(db.write);

    expect(await findDeletedUser(db.read, tenantId, "USER1098")).toBe("t01098");
    expect(await findDeletedUser(db.read, tenantId, "t00000")).toBe("t00000");
    expect(await findDeletedUser(db.read, tenantId, "user1")).toBeUndefined();
  });
});
