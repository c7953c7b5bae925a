import { queryRows } from "../../../src/db/query.js";
import { tenantContext } from "../../../src/effects/tenant-context.js";
import { IMPORT_BATCH, importRecords } from "../../../src/use-cases/imports/import-records.js";
import { type AdminClient, problemOf } from "../../support/admin-client.js";
import { useTestApp } from "../../support/app.js";
import { trailOf } from "../../support/audit.js";
import { DATABASES } from "../../support/databases.js";
import { runs } from "../../support/extent.js";
import { Kinds } from "../../support/kinds.js";
import { CRM_GROUP, CRM_USER, errorOf } from "../../support/scim-client.js";

const TIME_LIMIT = 60_000;

/** Of a large file: more than may be read ahead. */
const LINES = runs(25_000, 100_000);

describe.each(DATABASES)("stubs on %s", (database) => {
  const app = useTestApp(database);
  let crm: Kinds;
  beforeEach(async () => {
    crm = await Kinds.start(app);
  });

  const load = (lines: readonly string[], query = "", admin: AdminClient = crm.admin) =>
    admin.send("POST", `/instances/main/imports${query}`, `${lines.join("\n")}\n`, {
      "Content-Type": "text/csv",
    });
  const file = (...lines: string[]) => ["table,id,owner", ...lines];
  const stubs = () => crm.admin.all("/instances/main/stubs");
  const ownerOf = async (id: string) =>
    (
      await queryRows<{ record_id: string }>(
        app.db.write,
        "select record_id from owned_rows where tenant_id = ? and row_id = ?",
        [crm.tenantId, id],
      )
    )[0]?.record_id;

  it("stand for owners who do not exist, one for each name, without account and mail [R136, R137]", async () => {
    const answer = await load(file("account,1,ann@x", "account,2,ANN@X", "contact,1,bob@x"));

    expect(answer.body).toMatchObject({ rows: 3, rowsOfUsers: 0, stubs: 2, errors: [], dryRun: false });
    expect(await stubs()).toMatchObject([
      { name: "ann@x", rows: 2 },
      { name: "bob@x", rows: 1 },
    ]);
    const [ann] = await crm.records("stub");
    expect(ann).toMatchObject({
      kind: "stub",
      userId: undefined,
      enabled: false,
      columns: { domainname: "ann@x" },
      roles: [{ name: "Salesperson" }],
      reasons: ["STUB_USER"],
      syncedAt: undefined,
    });
    expect(await crm.client.find("/Users", 'userName eq "ann@x"')).toEqual([]);
    expect((await crm.client.get(`/Users/${ann?.id}`)).status).toBe(404);
  });

  it("are not made again by the same file, nor for a name that is known by then [R137]", async () => {
    await load(file("account,1,ann@x"));

    expect((await load(file("account,1,ann@x", "account,2,Ann@x"))).body).toMatchObject({
      rows: 2,
      stubs: 0,
    });
    expect(await stubs()).toMatchObject([{ name: "ann@x", rows: 2 }]);
  });

  it("are none for who exists and has a record, and all the same whatever the file says [R142]", async () => {
    const ada = await crm.synced("ada");
    await crm.person("unsynced");

    const answer = await load([
      "Owner,Table,Id,firstname,isdisabled,internalemailaddress,license",
      "ADA,account,1,,,,",
      "ada,systemuser,,Ada,false,ada@x,CRM",
      "unsynced,account,2,,,,",
      "new@x,systemuser,99,Newton,false,new@x,CRM",
      "crmoln@microsoft.com,account,3,,,,",
    ]);

    expect(answer.body).toMatchObject({ rows: 3, rowsOfUsers: 2, users: 2, stubs: 2, errorCount: 0 });
    expect(await ownerOf("1")).toBe((await crm.record(ada))?.id);
    const made = await crm.records("stub");
    expect(made.map(({ name, enabled }) => [name, enabled])).toEqual(
      expect.arrayContaining([
        ["unsynced", false],
        ["new@x", false],
      ]),
    );
    expect(made.find(({ name }) => name === "new@x")?.columns).toEqual({
      domainname: "new@x",
      firstname: "Newton",
    });
    expect((await crm.admin.get("/licenses/CRM")).body).toMatchObject({ assigned: 2, held: 0 });
  });

  it("are made by an import and by nothing else [R141]", async () => {
    const stub = { userName: "ann@x", [CRM_USER]: { userKind: "stub" } };

    expect(errorOf(await crm.client.post("/Users", stub))).toBe("400 invalidValue");
    expect(problemOf(await crm.admin.post("/users", stub))).toBe("400 invalidValue");
    expect(await crm.records("stub")).toEqual([]);
  });

  it("tells by its number what is wrong with a line, and takes the others", async () => {
    const answer = await load([
      "\uFEFFtable,id,owner",
      "account,1,ann@x",
      "",
      "account,2",
      ",3,ann@x",
      "account,,ann@x",
      "account,5,",
      `account,6,${"o".repeat(1025)}`,
      'account,"7\nand more",bob@x',
      'account,8,bob"x',
      "account,9,ann@x",
    ]);

    expect(answer.status).toBe(200);
    expect(
      answer.body.errors.map(({ line, detail }: { line: number; detail: string }) => [line, detail]),
    ).toEqual([
      [4, "line 4 has 2 values where the header has 3"],
      [5, "line 5 has no table"],
      [6, "line 6 has no id"],
      [7, "line 7 has no owner"],
      [8, "line 8 has owner of 1025 characters, where 1024 are allowed"],
    ]);
    expect(answer.body).toMatchObject({ rows: 4, stubs: 3, errorCount: 5 });
  });

  it("says where a quote is that is never closed, and may be given the file again", async () => {
    const short = await load(file("account,1,ann@x", 'account,2,"bob@x', "account,3,ann@x"));
    const long = await load(file("account,1,ann@x", 'account,2,"bob@x', "a".repeat(200_000)));

    expect([short, long].map(problemOf)).toEqual(["400 CSV_QUOTE_NOT_CLOSED", "400 CSV_QUOTE_NOT_CLOSED"]);
    expect(short.body.detail).toContain("line 4 has an unclosed quote");
    expect((await load(file("account,1,ann@x", "account,2,bob@x"))).body).toMatchObject({ rows: 2 });
  });

  it.each([
    ["", "IMPORT_HEADER"],
    ["table;id;owner\n", "IMPORT_HEADER"],
    ["table,owner\naccount,ann@x\n", "IMPORT_HEADER"],
  ])("refuses a file without a header: %j", async (text, code) => {
    expect(problemOf(await load([text]))).toBe(`400 ${code}`);
  });

  it("refuses what is no file of values, an unknown instance, and who may not", async () => {
    const latin = await crm.admin.send(
      "POST",
      "/instances/main/imports",
      Buffer.from("table,id,owner\naccount,1,J\u00f6rg\n", "latin1"),
      { "Content-Type": "text/csv" },
    );
    expect([problemOf(latin), latin.body.detail.includes("UTF-8")]).toEqual(["400 invalidSyntax", true]);
    const json = await crm.admin.post("/instances/main/imports", { table: "account" });
    const nowhere = await crm.admin.send("POST", "/instances/nowhere/imports", "table,id,owner\n", {
      "Content-Type": "text/csv",
    });

    expect(problemOf(json)).toBe("415 unsupportedMediaType");
    expect(problemOf(nowhere)).toBe("404 UNKNOWN_INSTANCE");
    const billing = await app.admin(crm.client, ["billing"]);
    expect(problemOf(await load(file("account,1,ann@x"), "", billing))).toBe("403 forbidden");
  });

  it("writes nothing in a dry run, and reports the same [R137]", async () => {
    await crm.synced("ada");
    await load(file("account,1,known@x"));
    const lines = file("account,1,ada", "account,2,new@x", "account", "account,3,KNOWN@x", "account,4,New@x");
    const before = await trailOf(app.db.write, crm.tenantId);

    const { id: _, dryRun: isDry, ...dry } = (await load(lines, "?dryRun=true")).body;

    expect(await stubs()).toMatchObject([{ name: "known@x", rows: 1 }]);
    expect(await trailOf(app.db.write, crm.tenantId)).toEqual(before);
    const { id: __, dryRun: isDone, ...done } = (await load(lines)).body;
    expect([isDry, isDone]).toEqual([true, false]);
    expect(dry).toEqual(done);
    expect(done).toMatchObject({ rows: 4, rowsOfUsers: 1, stubs: 1, errorCount: 1 });
  });

  it("are one for each name under imports at the same time [R137]", async () => {
    const lines = file(...Array.from({ length: 300 }, (_, i) => `account,${i},owner${i % 50}@x`));

    const answers = await Promise.all([load(lines), load(lines.toReversed().toSorted()), load(lines)]);

    expect(answers.filter(({ status }) => status === 200)).toHaveLength(2);
    const good = answers.filter(({ status }) => status === 200);
    expect(good.reduce((sum, { body }) => sum + body.stubs, 0)).toBe(50);
    expect(await crm.records("stub")).toHaveLength(50);
  });

  it("are in the audit trail with the lines that made them", async () => {
    await load(file("account,1,ann@x", "account,2,bob@x"));

    const entries = (await trailOf(app.db.write, crm.tenantId)).filter(
      ({ action }) => action === "instance.recordsImported",
    );
    expect(entries).toMatchObject([
      { trigger: "import", resourceId: crm.main, facts: { from: 2, to: 3, rows: 2, stubs: 2 } },
    ]);
  });

  it("are changed by nothing, and nobody signs in as one [R138, R139, R140, R144]", async () => {
    await load(file("account,1,ann@x"));
    const [before] = await crm.records("stub");
    const id = before?.id ?? "";
    const patch = (path: string, value: unknown) =>
      crm.client.patch(`/Users/${id}`, [{ op: "replace", path, value }]);
    const roles = (await crm.admin.get("/instances/main/security-roles")).body.value;

    for (const answer of [
      await patch("active", true),
      await patch(`${CRM_USER}:accessMode`, "Administrative"),
      await crm.client.put(`/Users/${id}`, { userName: "ann@x" }),
      await crm.client.delete(`/Users/${id}`),
    ]) {
      expect(errorOf(answer)).toBe("400 mutability");
      expect(answer.body.detail).toMatch(/^STUB_USER: /);
    }
    for (const answer of [
      await crm.admin.patch(`/users/${id}`, { active: true }),
      await crm.admin.delete(`/users/${id}`),
      await crm.admin.post(`/users/${id}/licenses`, { add: ["CRM"] }),
      await crm.admin.post("/sync", { userId: id }),
      await crm.setMode(id, "Non-interactive"),
      await crm.admin.put(`/instances/main/users/${id}/roles`, { roleIds: [roles[0].id] }),
      await crm.admin.put(`/instances/main/users/${id}/business-unit`, { businessUnit: "Root" }),
    ]) {
      expect(problemOf(answer)).toBe("400 STUB_USER");
    }
    await crm.client.create("/Groups", {
      displayName: "everything",
      members: [{ value: id }],
      [CRM_GROUP]: { licenses: [{ skuPartNumber: "CRM" }] },
    });
    await crm.admin.post("/sync", {});
    await app.sync();
    expect(await crm.records("stub")).toEqual([before]);
    expect((await crm.admin.get("/licenses/CRM")).body).toMatchObject({ assigned: 0 });
    expect(await crm.records("enabled")).toEqual([]);
  });

  it("stay when the person comes, who gets a record of their own and then what the stub owned [R140, R143]", async () => {
    await load(file("account,1,ann@x", "account,2,ann@x", "account,3,bob@x"));
    const [stub] = await stubs();
    const reassign = (to: string, from = stub.id) =>
      crm.admin.post(`/instances/main/stubs/${from}/reassign`, { to });
    const ann = await crm.person("ann@x");

    expect(problemOf(await reassign(ann))).toBe("409 NOT_SYNCHRONIZED_YET");
    await app.sync();
    const record = await crm.record(ann);
    expect(record).toMatchObject({ kind: "person", enabled: true, name: "ann@x" });
    expect(record?.id).not.toBe(stub.id);
    expect(problemOf(await reassign(stub.id))).toBe("400 STUB_USER");
    expect(problemOf(await reassign(ann, record?.id))).toBe("404 notFound");
    expect((await reassign(ann)).body).toEqual({ rows: 2 });
    expect((await reassign(ann)).body).toEqual({ rows: 0 });

    expect(await ownerOf("2")).toBe(record?.id);
    expect(await stubs()).toMatchObject([
      { name: "ann@x", rows: 0 },
      { name: "bob@x", rows: 1 },
    ]);
    expect((await load(file("account,4,ANN@x"))).body).toMatchObject({ rowsOfUsers: 1, stubs: 0 });
  });

  it(
    "come from a file of any size in batches that are bounded",
    async () => {
      const ctx = await tenantContext(app.db, crm.tenantId, {
        actor: { kind: "cli", id: "test" },
        trigger: "cli",
      });
      const batches: number[] = [];
      let produced = 0;
      let ahead = 0;
      async function* lines(): AsyncGenerator<Uint8Array> {
        yield Buffer.from("table,id,owner\n");
        for (let i = 0; i < LINES; i++) {
          produced += 1;
          yield Buffer.from(`account,${i},owner${i % 500}@x\n`);
        }
      }
      const onBatch = (count: number): void => {
        batches.push(count);
        ahead = Math.max(ahead, produced - batches.reduce((sum, size) => sum + size, 0));
      };

      const result = await importRecords(ctx, "main", lines(), { dryRun: false, onBatch });

      expect(result).toMatchObject({ rows: LINES, stubs: 500, errorCount: 0 });
      expect(Math.max(...batches)).toBe(IMPORT_BATCH);
      expect(batches).toHaveLength(LINES / IMPORT_BATCH);
      // What was read and not yet stored fits into the streams' own buffers.
      expect(ahead).toBeLessThan(20_000);
    },
    TIME_LIMIT,
  );
});

describe("a file with the wrong column as owner", () => {
  const app = useTestApp("sqlite");

  it(
    "is refused, since it names too many who do not exist",
    async () => {
      const crm = await Kinds.start(app);
      const ctx = await tenantContext(app.db, crm.tenantId, {
        actor: { kind: "cli", id: "test" },
        trigger: "cli",
      });
      async function* lines() {
        yield Buffer.from("table,id,owner\n");
        for (let first = 0; first <= 100_000; first += IMPORT_BATCH) {
          const owners = Array.from({ length: IMPORT_BATCH }, (_, index) => first + index);
          yield Buffer.from(owners.map((owner) => `account,ann@x,${owner}\n`).join(""));
        }
      }

      await expect(importRecords(ctx, "main", lines(), { dryRun: true })).rejects.toMatchObject({
        code: "invalidValue",
        businessCode: "TOO_MANY_STUBS",
      });
    },
    TIME_LIMIT,
  );
});
