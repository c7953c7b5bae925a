import { readFileSync } from "node:fs";
import { dumpFile, schemaDump } from "../../../scripts/schema-dump.js";
import type { Database } from "../../../src/db/connect.js";
import { DATABASES, openTestDatabase } from "../../support/databases.js";

describe.each(DATABASES)("the dump of the tables of %s", (kind) => {
  let db: Database;

  beforeEach(async () => {
    db = await openTestDatabase(kind);
  });
  afterEach(() => db.close());

  it("is what the migrations make; `npm run db:dump` writes it", async () => {
    expect(await schemaDump(db)).toBe(readFileSync(dumpFile(kind), "utf8"));
  });

  it("shows a column, a default, a check, a foreign key and an index that a migration adds", async () => {
    await db.write.raw(
      "create table zoo (id integer not null default 7, tenant_id text references tenants, primary key (id), constraint zoo_id check (id > 0))",
    );
    await db.write.raw("create index zoo_tenants on zoo (tenant_id) where id > 3");
    const dump = (await schemaDump(db)).toLowerCase();
    const zoo = dump.slice(dump.indexOf("create table zoo"));

    expect(zoo).toMatch(/^ {2}id integer not null default 7,$/m);
    expect(zoo).toMatch(/^ {2}constraint zoo_id check \(+id > 0\)+,?$/m);
    expect(zoo).toMatch(/references tenants/);
    expect(zoo).toMatch(/^create index zoo_tenants on zoo .*\(tenant_id\) where \(?id > 3\)?;$/m);
  });
});
