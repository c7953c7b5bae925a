import { queryFirst, queryRows } from "../../../src/db/query.js";
import { useTestApp } from "../../support/app.js";
import { DATABASES } from "../../support/databases.js";

describe.each(DATABASES)("the migration of accounts on %s", (database) => {
  const app = useTestApp(database);

  it("lets a server of the version before go on writing passwords", async () => {
    const client = await app.connect();
    const { id } = await client.createUser({ userName: "ann" });
    for (const hash of ["first", "second"]) {
      await queryRows(
        app.db.write,
        `insert into user_passwords (tenant_id, user_id, hash, changed_at) values (?, ?, ?, ?)
         on conflict (tenant_id, user_id) do update set hash = excluded.hash, changed_at = excluded.changed_at`,
        [client.tenantId, id, hash, 1],
      );
    }

    expect(await queryFirst(app.db.read, "select * from user_passwords where user_id = ?", [id])).toEqual({
      tenant_id: client.tenantId,
      user_id: id,
      hash: "second",
      changed_at: 1,
      must_change: 0,
      expires_at: null,
      generated: 0,
      from_provider: 1,
    });
  });
});
