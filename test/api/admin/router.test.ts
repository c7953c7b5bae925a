import { type AdminClient, problemOf } from "../../support/admin-client.js";
import { useTestApp } from "../../support/app.js";
import { send } from "../../support/http.js";
import { CORE_USER, CRM_USER, type ScimClient } from "../../support/scim-client.js";

describe("a request to /admin/v1", () => {
  const app = useTestApp("sqlite");
  let client: ScimClient;
  let admin: AdminClient;
  beforeAll(async () => {
    client = await app.connect();
    admin = await app.admin(client);
  });

  it("is 401 with a challenge without a token", async () => {
    const answer = await admin.get("/provisioning-log", { Authorization: "" });

    expect(problemOf(answer)).toBe("401 unauthorized");
    expect(answer.headers["www-authenticate"]).toContain("Bearer");
  });

  it("is 403 that names the action and who may", async () => {
    const billing = await app.admin(client, ["billing"]);
    const answer = await billing.get("/provisioning-log");

    expect(problemOf(answer)).toBe("403 forbidden");
    expect(answer.body.detail).toContain("'manageServer'");
    expect(answer.body.detail).toContain("'global'");
  });

  it("is 405 with Allow for a method that is not there, and OPTIONS tells the same", async () => {
    const answer = await admin.delete("/provisioning-log");
    const options = await admin.send("OPTIONS", "/provisioning-log");

    expect(problemOf(answer)).toBe("405 methodNotAllowed");
    expect(answer.headers["allow"]).toBe("GET, HEAD, OPTIONS");
    expect([options.status, options.headers["allow"]]).toEqual([204, "GET, HEAD, OPTIONS"]);
  });

  it("is 404 for an unknown path, and for one that no id can be in", async () => {
    expect(problemOf(await admin.get("/nothing"))).toBe("404 notFound");
    expect(problemOf(await admin.get("/connections/a%00b/fingerprint"))).toBe("404 notFound");
    expect(problemOf(await admin.get(`/connections/${"a".repeat(501)}/fingerprint`))).toBe("404 notFound");
    expect(problemOf(await admin.get("/connections/%E0%A4%A/fingerprint"))).toBe("400 invalidSyntax");
  });

  it("refuses query parameters that are unknown or repeated, by name", async () => {
    const unknown = await admin.get("/provisioning-log?stauts=404");
    const repeated = await admin.get("/provisioning-log?status=404&status=500");

    expect(problemOf(unknown)).toBe("400 invalidValue");
    expect(unknown.body.detail).toContain("'stauts'");
    expect(repeated.body.detail).toBe("'status' may be given only once.");
  });

  it("is limited to what the user of its token holds now [R077]", async () => {
    const scim = await app.withToken(client, { scopes: ["scim", "scim.adminroles"] });
    const { id } = await scim.createUser({
      userName: "ann",
      schemas: [CORE_USER, CRM_USER],
      [CRM_USER]: { administratorRoles: ["billing", "global"] },
    });
    await scim.createUser({
      userName: "other",
      schemas: [CORE_USER, CRM_USER],
      [CRM_USER]: { administratorRoles: ["global"] },
    });
    const ann = await app.admin(client, ["global"], id);
    expect((await ann.get("/provisioning-log")).status).toBe(200);

    await scim.patch(`/Users/${id}`, [{ op: "replace", path: "active", value: false }]);
    expect((await ann.get("/provisioning-log")).status).toBe(403);
    await scim.patch(`/Users/${id}`, [{ op: "replace", path: "active", value: true }]);
    expect((await ann.get("/provisioning-log")).status).toBe(200);
    await scim.patch(`/Users/${id}`, [
      { op: "remove", path: `${CRM_USER}:administratorRoles[value eq "global"]` },
    ]);
    expect((await ann.get("/provisioning-log")).status).toBe(403);
  });

  it("opens nothing with a token that has no scope of an administrator, whatever its user holds [R083]", async () => {
    const scim = await app.withToken(client, { scopes: ["scim", "scim.adminroles"] });
    const { id } = await scim.createUser({
      userName: "bea",
      schemas: [CORE_USER, CRM_USER],
      [CRM_USER]: { administratorRoles: ["global"] },
    });
    const { token } = await app.withToken(client, { scopes: ["scim.read"], userId: id });
    const answer = await send(app.url, {
      method: "GET",
      path: "/admin/v1/provisioning-log",
      headers: { Authorization: `Bearer ${token}` },
    });

    expect(answer.status).toBe(403);
  });
});
