import type { Database } from "../../../src/db/connect.js";
import { queryRows } from "../../../src/db/query.js";
import { inTransaction } from "../../../src/db/transaction.js";
import {
  type ConnectionSettings,
  defaultOptions,
  getConnection,
  insertConnection,
  listConnections,
  updateConnection,
} from "../../../src/tenants/connections.js";
import { getTenant, insertTenant, listTenants } from "../../../src/tenants/tenants.js";
import { DATABASES, openTestDatabase } from "../../support/databases.js";

const NOW = 1_800_000_000_000;

describe.each(DATABASES)("tenants and connections on %s", (kind) => {
  let db: Database;
  let tenantId: string;

  beforeAll(async () => {
    db = await openTestDatabase(kind);
    tenantId = (await insertTenant(db.write, "acme", NOW))?.id ?? "";
  });
  afterAll(() => db.close());

  it("adds a tenant once", async () => {
    expect(await insertTenant(db.write, "twice", NOW)).toMatchObject({ name: "twice", createdAt: NOW });
    expect(await insertTenant(db.write, "twice", NOW)).toBeUndefined();

    expect((await listTenants(db.read)).map((tenant) => tenant.name)).toEqual(["acme", "twice"]);
    expect(await getTenant(db.read, "acme")).toEqual({ id: tenantId, name: "acme", createdAt: NOW });
    await expect(getTenant(db.read, "nobody")).rejects.toMatchObject({ code: "notFound" });
  });

  it.each(["", " padded", "line\nbreak", "x".repeat(101)])("refuses the tenant name %j", async (name) => {
    await expect(insertTenant(db.write, name, NOW)).rejects.toMatchObject({ code: "invalidValue" });
  });

  it("has forgiving defaults", async () => {
    const connection = await insertConnection(db.write, tenantId, "plain", {}, NOW);

    expect(connection).toMatchObject({
      tenantId,
      name: "plain",
      mode: "tolerant",
      visibility: "all",
      options: { uniqueGroupNames: true, crmSchemas: true },
    });
    expect(await getConnection(db.read, tenantId, "plain")).toEqual(connection);
  });

  it("refuses a second connection of the same name, in one tenant only", async () => {
    await insertConnection(db.write, tenantId, "one", {}, NOW);
    const other = await insertTenant(db.write, "other", NOW);

    await expect(insertConnection(db.write, tenantId, "one", {}, NOW)).rejects.toMatchObject({
      code: "uniqueness",
    });
    expect(await insertConnection(db.write, other?.id ?? "", "one", {}, NOW)).toMatchObject({ name: "one" });
    expect((await listConnections(db.read, other?.id ?? "")).map(({ name }) => name)).toEqual(["one"]);
  });

  it("changes what is named and keeps the rest", async () => {
    const before = await insertConnection(db.write, tenantId, "changing", {}, NOW);

    await inTransaction(db, (trx) => updateConnection(trx, tenantId, "changing", { mode: "strict" }));
    await inTransaction(db, (trx) =>
      updateConnection(trx, tenantId, "changing", {
        visibility: "own",
        options: { uniqueGroupNames: false },
      }),
    );

    expect(await getConnection(db.read, tenantId, "changing")).toEqual({
      ...before,
      mode: "strict",
      visibility: "own",
      options: { ...defaultOptions("strict"), uniqueGroupNames: false },
    });
  });

  it("lets options follow the mode that were not chosen, or are chosen no longer", async () => {
    const options = async () => (await getConnection(db.read, tenantId, "following")).options;
    const set = (settings: ConnectionSettings) =>
      inTransaction(db, (trx) => updateConnection(trx, tenantId, "following", settings));
    await insertConnection(
      db.write,
      tenantId,
      "following",
      { options: { adaptLists: true, filterOnComplex: false } },
      NOW,
    );

    await set({ mode: "strict" });
    expect(await options()).toEqual({ ...defaultOptions("strict"), adaptLists: true });

    await set({ mode: "tolerant", options: { filterOnComplex: undefined } });
    expect(await options()).toEqual(defaultOptions("tolerant"));
  });

  it("keeps both of two changes that are made at once", async () => {
    await insertConnection(db.write, tenantId, "busy", {}, NOW);

    await Promise.all([
      inTransaction(db, (trx) =>
        updateConnection(trx, tenantId, "busy", { options: { uniqueGroupNames: false } }),
      ),
      inTransaction(db, (trx) => updateConnection(trx, tenantId, "busy", { options: { crmSchemas: false } })),
    ]);

    expect(await getConnection(db.read, tenantId, "busy")).toMatchObject({
      options: { uniqueGroupNames: false, crmSchemas: false },
    });
  });

  it("gives an option that is younger than the row its default", async () => {
    await insertConnection(db.write, tenantId, "old", {}, NOW);
    await queryRows(db.write, "update connections set options = ? where name = 'old'", ["{}"]);

    expect(await getConnection(db.read, tenantId, "old")).toMatchObject({
      options: { uniqueGroupNames: true, crmSchemas: true },
    });
  });
});
