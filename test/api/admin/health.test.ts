import { insertToken } from "../../../src/auth/tokens.js";
import { DAY, HOUR } from "../../../src/db/duration.js";
import { queryRows } from "../../../src/db/query.js";
import type { AdminClient } from "../../support/admin-client.js";
import { useTestApp } from "../../support/app.js";
import { countStatements } from "../../support/count-statements.js";
import { Crm } from "../../support/crm.js";
import { DATABASES } from "../../support/databases.js";
import type { Answer } from "../../support/http.js";
import { CRM_USER, type ScimClient } from "../../support/scim-client.js";

type Json = Answer["body"];

describe.each(DATABASES)("the health report on %s", (database) => {
  const start = Date.now();
  let now = start;
  const app = useTestApp(database, { now: () => now });
  let client: ScimClient;
  let admin: AdminClient;

  beforeEach(async () => {
    now = start;
    await app.sync();
    client = await app.connectToCrm();
    admin = await app.admin(client);
  });

  const findings = async (code: string): Promise<Json[]> => {
    const { status, body } = await admin.get("/reports/health");
    if (status !== 200)
      throw new Error(`answered ${status}: ${app.log.filter((l) => l.includes("error")).at(-1)}`);
    for (const { nextStep } of body.value) expect(nextStep).toMatch(/^[A-Z].{15,}\.$/);
    return body.value.filter((one: Json) => one.code === code);
  };
  const iso = (time: number) => new Date(time).toISOString();
  const person = async (userName: string, extension: object = {}): Promise<string> =>
    (await client.createUser({ userName, [CRM_USER]: extension })).id;
  const licensed = { licenseSkus: "CRM", securityRoleNames: "Salesperson" };

  it("tells pools that run full and people who wait, since when", async () => {
    await admin.post("/licenses", { partNumber: "CRM", purchased: 10 });
    await admin.post("/licenses", { partNumber: "IDLE", purchased: 10 });
    for (let index = 0; index < 9; index++) await person(`p${index}`, licensed);
    now += HOUR;
    await person("p9", licensed);
    expect(await findings("POOL_EXHAUSTED")).toMatchObject([
      { severity: "error", since: iso(now), facts: { partNumber: "CRM", consumed: 10, limit: 10 } },
    ]);
    expect(await findings("PEOPLE_WAIT_FOR_SEAT")).toEqual([]);
    now += HOUR;
    await person("late", licensed);
    await person("later", licensed);

    const [waiting, ...others] = await findings("PEOPLE_WAIT_FOR_SEAT");
    expect(others).toEqual([]);
    expect(waiting).toMatchObject({ since: iso(now), facts: { partNumber: "CRM", users: 2 } });
    expect(waiting.detail).toContain("2 people wait");
    expect(waiting.nextStep).toContain('Buy 2 seats of "CRM"');
    await admin.post("/licenses/CRM/purchase", { seats: 3 });
    expect(await findings("POOL_EXHAUSTED")).toEqual([]);
    expect(await findings("POOL_NEARLY_EXHAUSTED")).toMatchObject([{ severity: "warning" }]);
  });

  it("tells guards that are gone or empty, and teams whose group is gone", async () => {
    const id = await person("ada");
    const guard = await client.createGroup("Guards", [id]);
    const group = await client.createGroup("Sellers", [id]);
    await admin.put("/instances/main/guard", { groupId: guard.id });
    await admin.post("/instances/main/teams", { name: "Team", groupId: group.id });
    for (const code of ["GUARD_EMPTY", "GUARD_MISSING", "TEAM_GROUP_MISSING"]) {
      expect(await findings(code)).toEqual([]);
    }
    now += HOUR;
    await client.patch(`/Groups/${guard.id}`, [{ op: "remove", path: "members" }]);
    expect(await findings("GUARD_EMPTY")).toMatchObject([
      { severity: "error", since: iso(now), facts: { instance: "main", groupId: guard.id } },
    ]);
    now += HOUR;
    await client.delete(`/Groups/${guard.id}`);
    await client.delete(`/Groups/${group.id}`);

    expect(await findings("GUARD_EMPTY")).toEqual([]);
    expect(await findings("GUARD_MISSING")).toMatchObject([
      { severity: "error", since: iso(now), facts: { instance: "main", groupId: guard.id } },
    ]);
    expect(await findings("TEAM_GROUP_MISSING")).toMatchObject([
      { severity: "warning", since: iso(now), facts: { team: "Team", instance: "main", groupId: group.id } },
    ]);
  });

  it("tells instances that no System Administrator can enter", async () => {
    await admin.post("/licenses", { partNumber: "CRM", purchased: 10 });
    const crm = new Crm(admin);
    const id = await person("ada", licensed);
    expect(await findings("NO_SYSTEM_ADMINISTRATOR")).toMatchObject([
      { severity: "info", facts: { instance: "main", users: 0 } },
    ]);
    await crm.setRoles(id, ["System Administrator"]);
    await app.sync();
    expect(await findings("NO_SYSTEM_ADMINISTRATOR")).toEqual([]);
    now += HOUR;
    // Whatever takes the way in of the last one is refused, so that it comes by accident only.
    await queryRows(app.db.write, "update seats set state = 'released' where tenant_id = ?", [
      client.tenantId,
    ]);

    expect(await findings("NO_SYSTEM_ADMINISTRATOR")).toMatchObject([
      { severity: "error", since: iso(start), facts: { instance: "main", users: 1 } },
    ]);
  });

  it("tells who needs an invitation, since when", async () => {
    await admin.post("/licenses", { partNumber: "CRM", purchased: 10 });
    const id = await person("ada", licensed);
    await app.sync();
    const guard = await client.createGroup("Guards", [await person("bob", licensed)]);
    await admin.put("/instances/main/guard", { groupId: guard.id });
    await app.sync();
    now += DAY;
    await admin.delete("/instances/main/guard");
    await app.sync();

    const [required] = await findings("INVITATION_REQUIRED");
    expect(required).toMatchObject({ severity: "warning", facts: { instance: "main", users: 1 } });
    expect(required.since).toMatch(/^\d{4}-/);
    await admin.post(`/users/${id}/invitation`);
    expect(await findings("INVITATION_REQUIRED")).toEqual([]);
  });

  it("tells parked tasks, mails that were given up, tokens that end and connections that are silent", async () => {
    await admin.post("/licenses", { partNumber: "CRM", purchased: 10 });
    await person("ada", licensed);
    const { tenantId, connectionId } = client;
    const write = (sql: string, bindings: unknown[]) => queryRows(app.db.write, sql, bindings as never);
    await write("update sync_tasks set parked = 'NO_WAY: x' where tenant_id = ?", [tenantId]);
    await admin.post("/users", { userName: "bo", mailTo: "bo@example.com" });
    await write(
      "update mail_outbox set state = 'parked', settled_at = ?, error = 'refused' where tenant_id = ?",
      [now, tenantId],
    );
    const token = { tenantId, connectionId, scopes: ["scim"] as const };
    await insertToken(app.db.write, { ...token, name: "soon", expiresAt: now + 10 * DAY }, now);
    await insertToken(app.db.write, { ...token, name: "later", expiresAt: now + 15 * DAY }, now);
    await insertToken(app.db.write, { ...token, name: "over", expiresAt: now + 1 }, now);
    const { name: connection } = (await admin.get("/connections")).body.value[0];
    const secret = { connection, clientId: `app-${tenantId}`, secretExpiresAt: iso(now + 10 * DAY) };
    expect((await admin.post("/oauth-clients", secret)).status).toBe(201);
    const quiet = await app.secondConnection(client);
    now += 1000;

    expect(await findings("SYNC_PARKED")).toMatchObject([
      { severity: "error", since: iso(start), facts: { instance: "main", tasks: 1 } },
    ]);
    expect(await findings("MAILS_GIVEN_UP")).toMatchObject([{ since: iso(start), facts: { mails: 1 } }]);
    const [ending, ...others] = await findings("TOKEN_ENDS_SOON");
    expect(others).toEqual([]);
    expect(ending).toMatchObject({
      since: iso(start - 4 * DAY),
      facts: { name: "soon", expiresAt: iso(start + 10 * DAY) },
    });
    expect(await findings("CLIENT_SECRET_ENDS_SOON")).toMatchObject([
      { since: iso(start - 4 * DAY), facts: { connection, expiresAt: iso(start + 10 * DAY) } },
    ]);
    expect(await findings("CONNECTION_SILENT")).toEqual([]);
    now += 8 * DAY;
    await client.get("/Users?count=1");
    const silent = await findings("CONNECTION_SILENT");
    expect(silent).toMatchObject([{ severity: "info", facts: { connectionId: quiet.connectionId } }]);
    now += 8 * DAY;
    const both = await findings("CONNECTION_SILENT");
    expect(both).toHaveLength(2);
    expect(both.find(({ severity }) => severity === "warning")).toMatchObject({ facts: { connectionId } });
  });

  it("asks as many questions for many people as for few", async () => {
    await admin.post("/licenses", { partNumber: "CRM", purchased: 1 });
    const guard = await client.createGroup("Guards");
    const statements = async () =>
      countStatements(app.db, async () => void (await admin.get("/reports/health")));
    for (let index = 0; index < 3; index++) await person(`few${index}`, licensed);
    await admin.put("/instances/main/guard", { groupId: guard.id });
    await app.sync();
    const few = await statements();
    for (let index = 0; index < 30; index++) await person(`many${index}`, licensed);
    await app.sync();

    expect(await statements()).toEqual(few);
  });
});
