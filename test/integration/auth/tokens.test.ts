import {
  findPrincipal,
  insertToken,
  isKnownToken,
  listTokens,
  revokeTokenRow,
  touchToken,
} from "../../../src/auth/tokens.js";
import type { Database } from "../../../src/db/connect.js";
import { queryRows } from "../../../src/db/query.js";
import { getConnection, insertConnection } from "../../../src/tenants/connections.js";
import { insertTenant } from "../../../src/tenants/tenants.js";
import { DATABASES, openTestDatabase } from "../../support/databases.js";

const NOW = 1_800_000_000_000;

describe.each(DATABASES)("tokens on %s", (kind) => {
  let db: Database;
  let tenantId: string;
  let connectionId: string;

  beforeAll(async () => {
    db = await openTestDatabase(kind);
    tenantId = (await insertTenant(db.write, "acme", NOW))?.id ?? "";
    connectionId = (await insertConnection(db.write, tenantId, "Entra ID", { mode: "strict" }, NOW)).id;
  });
  afterAll(() => db.close());

  const newToken = (more = {}) =>
    insertToken(db.write, { tenantId, connectionId, name: "a token", scopes: ["scim"], ...more }, NOW);

  it("generates 256 random bits behind a recognizable prefix and stores only their hash", async () => {
    const { id, secret } = await newToken();

    expect(secret).toMatch(/^usher_[A-Za-z0-9_-]{43}$/);
    const [row] = await queryRows<{ hash: string }>(db.write, "select * from tokens where id = ?", [id]);
    expect(row?.hash).toMatch(/^[0-9a-f]{64}$/);
    expect(JSON.stringify(row)).not.toContain(secret.slice(6));
  });

  it("finds who a secret stands for, with its connection", async () => {
    const { id, secret } = await newToken({ scopes: ["scim.read", "crm.read"] });

    expect(await findPrincipal(db.read, secret, NOW)).toEqual({
      tenantId,
      tokenId: id,
      connection: await getConnection(db.read, tenantId, "Entra ID"),
      scopes: new Set(["scim.read", "crm.read"]),
      userId: undefined,
      expiresAt: undefined,
      lastUsedAt: undefined,
    });
  });

  it("knows nobody by an unknown secret, and compares secrets exactly", async () => {
    const { secret } = await newToken({ secret: "Chosen-by-the-operator-0123456789" });

    expect(await findPrincipal(db.read, "usher_nothing", NOW)).toBeUndefined();
    expect(await findPrincipal(db.read, secret.toLowerCase(), NOW)).toBeUndefined();
    expect(await findPrincipal(db.read, "", NOW)).toBeUndefined();
  });

  it("ends at the millisecond of its expiry", async () => {
    const { secret } = await newToken({ expiresAt: NOW + 10 });

    expect(await findPrincipal(db.read, secret, NOW + 9)).toBeDefined();
    expect(await findPrincipal(db.read, secret, NOW + 10)).toBeUndefined();
  });

  it("ends with its revocation, which keeps the first time when repeated", async () => {
    const { id, secret } = await newToken();

    await revokeTokenRow(db.write, tenantId, id, NOW + 1);
    await revokeTokenRow(db.write, tenantId, id, NOW + 2);

    expect(await findPrincipal(db.read, secret, NOW + 3)).toBeUndefined();
    expect(await isKnownToken(db.read, secret)).toBe(true);
    const listed = (await listTokens(db.read, tenantId)).find((token) => token.id === id);
    expect(listed).toMatchObject({ connection: "Entra ID", revokedAt: NOW + 1 });
  });

  it("cannot be revoked from another tenant", async () => {
    const { id, secret } = await newToken();

    await expect(revokeTokenRow(db.write, "another", id, NOW)).rejects.toMatchObject({ code: "notFound" });
    expect(await findPrincipal(db.read, secret, NOW)).toBeDefined();
  });

  it("never lists a secret or its hash", async () => {
    const { secret } = await newToken();

    const listed = JSON.stringify(await listTokens(db.read, tenantId));
    expect(listed).not.toContain(secret);
    expect(listed).not.toMatch(/[0-9a-f]{64}/);
  });

  it("notes its last use at most once a minute", async () => {
    const { id, secret } = await newToken();
    const lastUse = async () => (await findPrincipal(db.read, secret, NOW))?.lastUsedAt;
    const fresh = await findPrincipal(db.read, secret, NOW);
    if (fresh === undefined) throw new Error(`token ${id} is not found`);

    await touchToken(db.write, fresh, NOW);
    expect(await lastUse()).toBe(NOW);
    await touchToken(db.write, fresh, NOW + 59_999);
    expect(await lastUse()).toBe(NOW);
    await touchToken(db.write, fresh, NOW + 60_000);
    expect(await lastUse()).toBe(NOW + 60_000);
  });

  it("refuses a secret that is in use", async () => {
    const { secret } = await newToken();

    await expect(newToken({ secret })).rejects.toMatchObject({ code: "uniqueness" });
  });

  it("refuses to be bound to a user who does not exist", async () => {
    await expect(newToken({ userId: "nobody" })).rejects.toMatchObject({
      code: "invalidValue",
      message: "There is no user with the id 'nobody'",
    });
  });
});
