import { findPrincipal, listTokens } from "../../../../src/auth/tokens.js";
import type { Database } from "../../../../src/db/connect.js";
import { listTenants } from "../../../../src/tenants/tenants.js";
import { bootstrap } from "../../../../src/use-cases/tenants/bootstrap.js";
import { DATABASES, openTestDatabase } from "../../../support/databases.js";

const NOW = 1_800_000_000_000;
const TOKEN = "chosen-token-0123456789-0123456789";
const ADMIN_TOKEN = "chosen-admin-0123456789-0123456789";

describe.each(DATABASES)("bootstrap on %s", (kind) => {
  let db: Database;

  beforeEach(async () => {
    db = await openTestDatabase(kind);
  });
  afterEach(() => db.close());

  it("generates both tokens of an empty database and hands them out once", async () => {
    const first = await bootstrap(db, { now: NOW });
    const second = await bootstrap(db, { now: NOW });

    expect(first).toMatchObject({ created: true, ignored: [] });
    expect(first.setupLink?.secret).toMatch(/^usher_setup_.{43}$/);
    expect(second).toEqual({
      created: false,
      secret: undefined,
      adminSecret: undefined,
      setupLink: undefined,
      ignored: [],
    });
    const client = await findPrincipal(db.read, first.secret ?? "", NOW);
    expect(client?.connection).toMatchObject({ name: "default", mode: "tolerant", visibility: "all" });
    expect(client?.scopes).toEqual(new Set(["scim", "crm.read", "access.read"]));
    const admin = await findPrincipal(db.read, first.adminSecret ?? "", NOW);
    expect(admin?.scopes).toEqual(new Set(["admin:global"]));
    expect((await listTenants(db.read)).map((tenant) => tenant.name)).toEqual(["default"]);
  });

  it("takes the given tokens and does not hand them out", async () => {
    const result = await bootstrap(db, { token: TOKEN, adminToken: ADMIN_TOKEN, client: "wso2", now: NOW });

    expect(result).toEqual({
      created: true,
      secret: undefined,
      adminSecret: undefined,
      setupLink: undefined,
      ignored: [],
    });
    expect((await findPrincipal(db.read, TOKEN, NOW))?.connection.client).toBe("wso2");
    expect(await findPrincipal(db.read, ADMIN_TOKEN, NOW)).toBeDefined();
  });

  it("ignores a token given to a database that is not empty, and says so unless it is known", async () => {
    await bootstrap(db, { token: TOKEN, now: NOW });

    const again = await bootstrap(db, { token: TOKEN, adminToken: ADMIN_TOKEN, now: NOW });

    expect(again).toMatchObject({ created: false, ignored: ["adminToken"] });
    expect(await findPrincipal(db.read, ADMIN_TOKEN, NOW)).toBeUndefined();
  });

  it("creates once when several processes start at once", async () => {
    const results = await Promise.all(
      Array.from({ length: 8 }, () => bootstrap(db, { token: TOKEN, now: NOW })),
    );

    expect(results.filter((result) => result.created)).toHaveLength(1);
    expect(results.flatMap((result) => result.ignored)).toEqual([]);
    const [tenant, ...others] = await listTenants(db.read);
    expect(others).toEqual([]);
    expect(await listTokens(db.read, tenant?.id ?? "")).toHaveLength(2);
  });
});
