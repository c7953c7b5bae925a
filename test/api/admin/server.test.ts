import { queryRows } from "../../../src/db/query.js";
import { CLIENT_NAMES } from "../../../src/tenants/client-names.js";
import { CLIENT_PRESETS } from "../../../src/tenants/client-presets.js";
import { defaultOptions } from "../../../src/tenants/connections.js";
import { AdminClient, problemOf } from "../../support/admin-client.js";
import { useTestApp } from "../../support/app.js";
import { DATABASES } from "../../support/databases.js";
import { send } from "../../support/http.js";
import { CORE_USER, ScimClient } from "../../support/scim-client.js";

const EXTENSION = "urn:example:scim:schemas:extension:badge:2.0:User";

describe.each(DATABASES)("the server's own things over /admin/v1 on %s", (database) => {
  const app = useTestApp(database);
  let client: ScimClient;
  let admin: AdminClient;
  beforeEach(async () => {
    client = await app.connect();
    admin = await app.admin(client);
  });

  async function addConnection(name = "entra", settings: object = {}): Promise<void> {
    const answer = await admin.post("/connections", { name, ...settings });
    if (answer.status !== 201) throw new Error(answer.text);
  }

  async function actions(): Promise<string[]> {
    const rows = await queryRows<{ action: string; actor_kind: string; trigger_kind: string }>(
      app.db.read,
      "select action, actor_kind, trigger_kind from audit_entries where tenant_id = ? order by id",
      [client.tenantId],
    );
    expect(new Set(rows.map(({ actor_kind, trigger_kind }) => `${actor_kind} ${trigger_kind}`))).toEqual(
      new Set(["token admin"]),
    );
    return rows.map(({ action }) => action);
  }

  describe("connections", () => {
    it("are added, listed and changed; what is not named stays, and null is the default again", async () => {
      const settings = { mode: "strict", options: { crmSchemas: false }, limits: { rate: 10 } };
      const added = await admin.post("/connections", { name: "entra & co", ...settings });
      const path = `/connections/${encodeURIComponent("entra & co")}`;
      expect(added.headers["location"]).toBe(`${app.url}/admin/v1${path}`);
      expect(added.body).toMatchObject({
        mode: "strict",
        visibility: "all",
        limits: { rate: 10, burst: 50 },
      });

      const changed = await admin.patch(path, {
        visibility: "own",
        options: { crmSchemas: null },
        limits: { rate: null },
      });

      expect(changed.body).toMatchObject({
        name: "entra & co",
        mode: "strict",
        visibility: "own",
        options: { crmSchemas: true },
        limits: { rate: 1000 },
      });
      expect((await admin.get(path)).body).toEqual(changed.body);
      const { value } = (await admin.get("/connections")).body;
      expect(value.map(({ name }: { name: string }) => name)).toContain("entra & co");
      expect(await actions()).toEqual(["connection.created", "connection.changed"]);
    });

    it.each(CLIENT_NAMES)("made for the product %s have what its preset sets, and no more", async (name) => {
      const { mode, visibility, options } = CLIENT_PRESETS[name];
      const { status, body } = await admin.post("/connections", { name: "made", client: name });

      expect(status).toBe(201);
      expect(body).toMatchObject({ client: name, mode, visibility });
      const wanted = { ...defaultOptions(mode), ...options };
      expect(body.options).toEqual(wanted);
      expect((await admin.get("/connections/made")).body).toEqual(body);
    });

    it("made for a product are changed one by one, and null is what the preset has", async () => {
      const settings = { client: "okta", visibility: "own", options: { catalogs: false, drafts: true } };
      const made = await admin.post("/connections", { name: "made", ...settings });
      expect(made.body).toMatchObject({ client: "okta", visibility: "own", options: { catalogs: false } });

      const changed = await admin.patch("/connections/made", { options: { catalogs: null } });
      expect(changed.body.options).toMatchObject({ catalogs: true, drafts: true });
      const other = await admin.patch("/connections/made", { client: "entra" });
      expect(other.body).toMatchObject({
        client: "entra",
        visibility: "all",
        options: { catalogs: false, drafts: true, answerPatchedGroup: false },
      });
      const refused = await admin.post("/connections", { name: "x", client: "ldap" });
      expect(problemOf(refused)).toBe("400 invalidValue");
      expect(refused.body.detail).toContain("'client' in the body must be one of entra, okta");
    });

    it("take effect at once where they are changed", async () => {
      const { value } = (await admin.get("/connections")).body;
      const user = { schemas: [CORE_USER], userName: "ann", unknownAttribute: 1 };
      expect((await client.post("/Users", user)).status).toBe(201);

      await admin.patch(`/connections/${value[0].name}`, { mode: "strict" });

      expect((await client.post("/Users", { ...user, userName: "bea" })).status).toBe(400);
    });

    it("are refused with the path at fault", async () => {
      await addConnection();

      const cases: [object, string][] = [
        [{ name: "x", mode: "lax" }, "'mode' in the body must be one of tolerant, strict"],
        [{ name: "x", options: { nothing: true } }, "'options.nothing' is not known in the body"],
        [{ name: "x", limits: { rate: -1 } }, "'limits.rate' in the body must be >= 0"],
        [{ mode: "strict" }, "'name' is missing in the body"],
      ];
      for (const [body, detail] of cases) {
        const answer = await admin.post("/connections", body);
        expect(problemOf(answer)).toBe("400 invalidValue");
        expect(answer.body.detail).toContain(detail);
      }
      expect(problemOf(await admin.post("/connections", { name: "entra" }))).toBe("409 uniqueness");
      expect(problemOf(await admin.get("/connections/none"))).toBe("404 notFound");
      expect(problemOf(await admin.patch("/connections/none", {}))).toBe("404 notFound");
    });
  });

  describe("tokens", () => {
    it("are shown once, work, and end at once where they are revoked", async () => {
      await addConnection();
      const created = await admin.post("/tokens", { name: "sync", connection: "entra", scopes: ["scim"] });
      expect(created.status).toBe(201);
      const { id, secret } = created.body;
      const { url, tenantId, connectionId } = client;
      const provider = new ScimClient({ url, tenantId, connectionId, token: secret });
      expect((await provider.get("/Users")).status).toBe(200);

      const { value } = (await admin.get("/tokens")).body;
      const listed = value.find((token: { id: string }) => token.id === id);
      expect(listed).toMatchObject({ connection: "entra", name: "sync", scopes: ["scim"] });
      expect(JSON.stringify(value)).not.toContain(secret);

      expect((await admin.delete(`/tokens/${id}`)).status).toBe(204);
      expect((await provider.get("/Users")).status).toBe(401);
      expect((await admin.delete(`/tokens/${id}`)).status).toBe(204);
      expect(await actions()).toEqual(["connection.created", "token.created", "token.revoked"]);
    });

    it("may administer, bound to a user and for a time", async () => {
      await addConnection();
      const { id: userId } = await client.createUser({ userName: "ann" });
      const wanted = {
        name: "helpdesk",
        connection: "entra",
        scopes: ["admin:password"],
        userId,
        expiresAt: "2999-12-31T00:00:00Z",
      };
      const { body } = await admin.post("/tokens", wanted);
      const helpdesk = new AdminClient({ url: app.url, token: body.secret });
      expect((await helpdesk.get("/users")).status).toBe(403);
      await admin.put(`/users/${userId}/administrator-roles`, { roles: ["password", "global"] });
      expect((await helpdesk.get("/users")).status).toBe(200);
      // The scopes limit what the user could.
      expect((await helpdesk.get("/tokens")).status).toBe(403);

      const { value } = (await admin.get("/tokens")).body;
      expect(value.find((token: { id: string }) => token.id === body.id)).toMatchObject({
        userId,
        expiresAt: "2999-12-31T00:00:00.000Z",
      });
    });

    it("are refused for what cannot be", async () => {
      await addConnection();
      const good = { name: "x", connection: "entra", scopes: ["scim"] };

      for (const wrong of [
        { scopes: ["everything"] },
        { scopes: [] },
        { expiresAt: "2001-01-01" },
        { expiresAt: "soon" },
        { userId: "none" },
      ]) {
        expect(problemOf(await admin.post("/tokens", { ...good, ...wrong }))).toBe("400 invalidValue");
      }
      expect(problemOf(await admin.post("/tokens", { ...good, connection: "none" }))).toBe("404 notFound");
      expect(problemOf(await admin.delete("/tokens/none"))).toBe("404 notFound");
    });

    it("of another tenant are not to be seen", async () => {
      await addConnection();
      const { body } = await admin.post("/tokens", { name: "sync", connection: "entra", scopes: ["scim"] });
      const stranger = await app.admin(await app.connect());

      expect(problemOf(await stranger.delete(`/tokens/${body.id}`))).toBe("404 notFound");
      expect((await stranger.get("/tokens")).text).not.toContain(body.id);
    });
  });

  it("OAuth clients get tokens with a secret that is shown once, and lose them with it", async () => {
    await addConnection();
    const clientId = `client-${client.tenantId}`;
    const wanted = { connection: "entra", clientId, scopes: ["scim.read"], tokenMinutes: 90 };
    const added = await admin.post("/oauth-clients", wanted);
    expect(added.status).toBe(201);
    const second = (await admin.post(`/oauth-clients/${clientId}/secrets`)).body;
    expect(problemOf(await admin.post(`/oauth-clients/${clientId}/secrets`))).toBe("409 conflict");

    const getToken = async (secret: string) =>
      send(app.url, {
        method: "POST",
        path: "/oauth/token",
        headers: { "Content-Type": "application/x-www-form-urlencoded" },
        body: new URLSearchParams({
          grant_type: "client_credentials",
          client_id: clientId,
          client_secret: secret,
        }).toString(),
      });
    const granted = await getToken(added.body.secret);
    expect(granted.body).toMatchObject({ expires_in: 5400, scope: "scim.read" });
    const { value } = (await admin.get("/oauth-clients")).body;
    expect(value).toEqual([
      expect.objectContaining({
        clientId,
        connection: "entra",
        scopes: ["scim.read"],
        tokenMinutes: 90,
        secrets: [
          expect.objectContaining({ id: added.body.secretId }),
          expect.objectContaining({ id: second.id }),
        ],
      }),
    ]);

    expect(problemOf(await admin.delete(`/oauth-clients/other/secrets/${second.id}`))).toBe("404 notFound");
    expect((await admin.delete(`/oauth-clients/${clientId}/secrets/${added.body.secretId}`)).status).toBe(
      204,
    );
    expect((await getToken(added.body.secret)).status).toBe(401);
    expect((await getToken(second.secret)).status).toBe(200);
    expect((await admin.delete(`/oauth-clients/${clientId}`)).status).toBe(204);
    expect((await getToken(second.secret)).status).toBe(401);
    expect(await actions()).toEqual([
      "connection.created",
      "client.created",
      "client.secretAdded",
      "client.secretRevoked",
      "client.deleted",
    ]);
  });

  it("issuers are trusted for a connection or for a client, and no longer", async () => {
    await addConnection();
    const clientId = `signer-${client.tenantId}`;
    await admin.post("/oauth-clients", { connection: "entra", clientId, withoutSecret: true });
    const issuer = {
      issuer: `https://issuer.example/${client.tenantId}`,
      audience: "usher",
      jwksUrl: "https://issuer.example/keys",
    };

    const forConnection = await admin.post("/trusted-issuers", {
      ...issuer,
      connection: "entra",
      scopes: ["scim"],
    });
    const forClient = await admin.post("/trusted-issuers", { ...issuer, subject: "s", clientId });

    expect([forConnection.status, forClient.status]).toEqual([201, 201]);
    expect(problemOf(await admin.post("/trusted-issuers", { ...issuer, clientId, scopes: ["scim"] }))).toBe(
      "400 invalidValue",
    );
    const { value } = (await admin.get("/trusted-issuers")).body;
    expect(value).toEqual([
      expect.objectContaining({ id: forConnection.body.id, connection: "entra", scopes: ["scim"] }),
      expect.objectContaining({ id: forClient.body.id, clientId, subject: "s" }),
    ]);
    expect((await admin.delete(`/trusted-issuers/${forClient.body.id}`)).status).toBe(204);
    expect(problemOf(await admin.delete(`/trusted-issuers/${forClient.body.id}`))).toBe("404 notFound");
    expect((await actions()).slice(-3)).toEqual(["issuer.trusted", "issuer.trusted", "issuer.removed"]);
  });

  it("extension schemas are declared, tightened nowhere they are used, and withdrawn", async () => {
    const declaration = {
      resourceType: "User",
      required: false,
      schema: { id: EXTENSION, name: "Badge", attributes: [{ name: "number", type: "string" }] },
    };

    const declared = await admin.post("/extension-schemas", declaration);

    expect(declared.status).toBe(200);
    expect(declared.body).toEqual({
      urn: EXTENSION,
      resourceType: "User",
      required: false,
      attributes: ["number"],
    });
    expect((await admin.get("/extension-schemas")).body.value).toEqual([declared.body]);
    expect(problemOf(await admin.post("/extension-schemas", { ...declaration, requird: true }))).toBe(
      "400 invalidValue",
    );
    const path = `/extension-schemas/${encodeURIComponent(EXTENSION)}`;
    expect((await admin.delete(path)).status).toBe(204);
    expect(problemOf(await admin.delete(path))).toBe("404 notFound");
    expect(await actions()).toEqual(["schema.declared", "schema.removed"]);
  });

  describe("settings", () => {
    const valueOf = ({ body }: { body: { value: { name: string; value: unknown }[] } }, name: string) =>
      body.value.find((setting) => setting.name === name)?.value;

    it("are listed with what they mean, changed all or none, and put back by null", async () => {
      const listed = await admin.get("/settings");
      expect(listed.body.value).toContainEqual(
        expect.objectContaining({ name: "invitation.ttlDays", value: 14, default: "14", perInstance: false }),
      );

      const changed = await admin.patch("/settings", { "invitation.ttlDays": 7, ruleset: "current" });

      expect([valueOf(changed, "invitation.ttlDays"), valueOf(changed, "ruleset")]).toEqual([7, "current"]);
      const refused = await admin.patch("/settings", { "invitation.ttlDays": 21, "deletedUsers.days": 0 });
      expect(problemOf(refused)).toBe("400 invalidValue");
      expect(refused.body.detail).toContain("'deletedUsers.days' must be a whole number from 1 to 365");
      expect(valueOf(await admin.get("/settings"), "invitation.ttlDays")).toBe(7);
      const back = await admin.patch("/settings", { "invitation.ttlDays": null });
      expect(valueOf(back, "invitation.ttlDays")).toBe(14);
      expect(problemOf(await admin.patch("/settings", { nothing: 1 }))).toBe("400 invalidValue");
      expect(await actions()).toEqual(["setting.changed", "setting.changed", "setting.changed"]);
    });

    it("of an instance come before its tenant's, where it may differ", async () => {
      const equipped = await app.admin(await app.connectToCrm());
      const path = "/instances/main/settings";
      const changed = await equipped.patch(path, { "nonInteractive.limit": 3 });

      expect(valueOf(changed, "nonInteractive.limit")).toBe(3);
      expect(valueOf(await equipped.get("/settings"), "nonInteractive.limit")).toBe(5);
      expect(valueOf(changed, "invitation.ttlDays")).toBeUndefined();
      expect(changed.body.value).toContainEqual(
        expect.objectContaining({ name: "nonInteractive.limit", inherited: false }),
      );
      expect(problemOf(await equipped.patch(path, { "invitation.ttlDays": 3 }))).toBe("400 invalidValue");
      const back = await equipped.patch(path, { "nonInteractive.limit": null });
      expect(valueOf(back, "nonInteractive.limit")).toBe(5);
      expect(back.body.value).toContainEqual(
        expect.objectContaining({ name: "nonInteractive.limit", inherited: true }),
      );
      expect(problemOf(await admin.get(path))).toBe("404 UNKNOWN_INSTANCE");
    });

    it("say which instances differ, and are not saved over what somebody else has saved", async () => {
      const equipped = await app.admin(await app.connectToCrm());
      await equipped.patch("/instances/main/settings", { ruleset: "current" });
      const { headers, body } = await equipped.get("/settings");
      expect(body.value).toContainEqual(
        expect.objectContaining({
          name: "ruleset",
          values: ["classic", "current"],
          differsIn: [expect.objectContaining({ value: "current" })],
        }),
      );
      const version = { "If-Match": headers["etag"] ?? "" };
      const change = (days: number) =>
        equipped.send("PATCH", "/settings", { "invitation.ttlDays": days }, version);
      const [one, other] = await Promise.all([change(7), change(9)]);
      expect([problemOf(one), problemOf(other)].toSorted()).toEqual(["200", "412 preconditionFailed"]);
      const saved = one.status === 200 ? one : other;
      expect((await equipped.get("/settings")).headers["etag"]).toBe(saved.headers["etag"]);
    });
  });
});
