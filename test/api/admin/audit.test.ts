import { sealAudit } from "../../../src/observability/audit-seal.js";
import { type AdminClient, problemOf } from "../../support/admin-client.js";
import { useTestApp } from "../../support/app.js";
import { DATABASES } from "../../support/databases.js";
import type { Answer } from "../../support/http.js";
import type { ScimClient } from "../../support/scim-client.js";

type Json = Answer["body"];

describe.each(DATABASES)("the audit trail over the admin API on %s", (database) => {
  let clock = Date.UTC(2030, 0, 1);
  const app = useTestApp(database, { now: () => clock });
  let scim: ScimClient;
  let admin: AdminClient;
  beforeEach(async () => {
    clock += 3_600_000;
    scim = await app.connect();
    admin = await app.admin(scim);
  });

  const actions = (entries: readonly Json[]): string[] => entries.map(({ action }) => action);

  it("lists what was changed, newest first, page by page [R145]", async () => {
    const [first = ""] = await scim.createUsers("u", 5);
    await scim.delete(`/Users/${first}`);
    const page = (await admin.get("/audit?limit=4")).body;
    const rest = (await admin.get(`/audit?limit=4&cursor=${page.nextCursor}`)).body;

    expect(actions(page.value)).toEqual(["user.deleted", ...Array(3).fill("user.created")]);
    expect(actions(rest.value)).toEqual(["user.created", "user.created"]);
    expect(rest.nextCursor).toBeUndefined();
    expect(page.value[0]).toMatchObject({
      time: new Date(clock).toISOString(),
      resourceType: "User",
      resourceId: first,
      actor: { kind: "connection", id: scim.connectionId },
      trigger: "scim",
      changes: { userName: { before: "u0" } },
      erased: false,
    });
    expect(problemOf(await admin.get("/audit?cursor=x"))).toBe("400 invalidCursor");
  });

  it("filters by time, actor, action, resource, door and request", async () => {
    const user = await scim.createUser({ userName: "ann" });
    clock += 60_000;
    await scim.patch(`/Users/${user.id}`, [{ op: "add", path: "title", value: "x" }], {
      "X-Request-Id": "r-1",
    });
    clock += 60_000;
    const token = (
      await admin.post("/tokens", { connection: await nameOfConnection(), name: "new", scopes: ["scim"] })
    ).body;
    const found = async (query: string): Promise<string[]> => actions(await admin.all(`/audit?${query}`));
    const at = (ago: number): string => new Date(clock - ago).toISOString();

    expect(await found(`since=${at(60_000)}`)).toEqual(["token.created", "user.changed"]);
    expect(await found("since=90s")).toEqual(["token.created", "user.changed"]);
    expect(await found(`until=${at(60_000)}`)).toEqual(["user.created"]);
    expect(await found(`since=${at(60_000)}&until=${at(1)}`)).toEqual(["user.changed"]);
    expect(await found(`actor=${scim.connectionId}`)).toEqual(["user.changed", "user.created"]);
    expect(await found("action=user.created")).toEqual(["user.created"]);
    expect(await found(`resourceId=${token.id}`)).toEqual(["token.created"]);
    expect(await found("trigger=admin")).toEqual(["token.created"]);
    expect(await found("requestId=r-1")).toEqual(["user.changed"]);
    expect(problemOf(await admin.get("/audit?since=yesterday"))).toBe("400 invalidValue");
    expect(problemOf(await admin.get("/audit?color=red"))).toBe("400 invalidValue");
  });

  async function nameOfConnection(): Promise<string> {
    const { body } = await admin.get("/connections");
    return body.value.find(({ id }: Json) => id === scim.connectionId).name;
  }

  it("tells which token of an administrator changed something, and never its secret [R145]", async () => {
    const { body: created } = await admin.post("/tokens", {
      connection: await nameOfConnection(),
      name: "new",
      scopes: ["scim"],
    });
    const [entry] = (await admin.get("/audit")).body.value;

    expect(entry).toMatchObject({
      action: "token.created",
      actor: { kind: "token", id: expect.any(String) },
      trigger: "admin",
      requestId: expect.any(String),
      changes: { name: { after: "new" } },
    });
    expect(JSON.stringify(entry)).not.toContain(created.secret);
  });

  it("gives the history of one user, of a deleted one too", async () => {
    const [ann = "", bob = ""] = await scim.createUsers("u", 2);
    await scim.patch(`/Users/${ann}`, [{ op: "add", path: "title", value: "x" }]);
    await scim.delete(`/Users/${ann}`);
    await scim.delete(`/Users/${bob}`);

    expect(actions(await admin.all(`/users/${ann}/history`))).toEqual([
      "user.deleted",
      "user.changed",
      "user.created",
    ]);
    expect(actions(await admin.all(`/users/${ann}/history?action=user.changed&limit=1`))).toEqual([
      "user.changed",
    ]);
    expect(problemOf(await admin.get(`/users/${ann}/history?resourceId=${bob}`))).toBe("400 invalidValue");
  });

  it("verifies the trail, and holds it against a head that was noted", async () => {
    await scim.createUsers("u", 3);
    await sealAudit(app.db);
    const { body: whole } = await admin.get("/audit/verification");
    await app.db.write.raw(
      "update audit_entries set action = 'user.deleted' where tenant_id = ? and sequence = 2",
      [scim.tenantId],
    );
    const { body: broken } = await admin.get("/audit/verification");
    const wrong = `9:${whole.head.split(":")[1]}`;

    expect(whole).toEqual({
      sealed: 3,
      unsealed: 0,
      erased: 0,
      head: expect.stringMatching(/^3:[0-9a-f]{64}$/),
    });
    expect(broken).toMatchObject({ sealed: 1, offense: { sequence: 2, problem: "the entry was altered" } });
    expect((await admin.get(`/audit/verification?expect=${wrong}`)).body.offense).toBeDefined();
    expect(problemOf(await admin.get("/audit/verification?expect=3"))).toBe("400 invalidValue");
  });

  it("erases the values about one user, and the trail stays whole", async () => {
    const user = await scim.createUser({ userName: "ann.secretive", title: "Clerk" });
    await scim.createUser({ userName: "bob" });
    await sealAudit(app.db);
    await scim.delete(`/Users/${user.id}`);
    const erased = await admin.post("/audit/erasures", { resourceId: user.id });
    await sealAudit(app.db);
    const history = await admin.all(`/users/${user.id}/history`);

    expect([erased.status, erased.body]).toEqual([200, { entries: 2 }]);
    expect(actions(history)).toEqual(["audit.erased", "user.deleted", "user.created"]);
    expect(history[0]).toMatchObject({ trigger: "admin", facts: { entries: 2 }, erased: false });
    expect(history[2]).toMatchObject({
      erased: true,
      changed: expect.arrayContaining(["userName", "title"]),
    });
    expect(JSON.stringify(history)).not.toContain("ann.secretive");
    expect((await admin.get("/audit/verification")).body).toMatchObject({ sealed: 4, erased: 2 });
    expect(problemOf(await admin.post("/audit/erasures", { resourceId: "nobody" }))).toBe("404 notFound");
    expect(problemOf(await admin.post("/audit/erasures", {}))).toMatch(/^400 /);
  });

  it("is of one tenant alone", async () => {
    const other = await app.connect();
    const user = await other.createUser({ userName: "ann" });

    expect((await admin.get("/audit")).body.value).toEqual([]);
    expect((await admin.get(`/users/${user.id}/history`)).body.value).toEqual([]);
    expect(problemOf(await admin.post("/audit/erasures", { resourceId: user.id }))).toBe("404 notFound");
  });
});
