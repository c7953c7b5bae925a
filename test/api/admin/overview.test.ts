import { adminRoutes } from "../../../src/admin/routes/all.js";
import { LINKED_OPERATIONS } from "../../../src/admin/routes/operations/finding-view.js";
import { DAY, SECOND } from "../../../src/db/duration.js";
import type { AdminClient } from "../../support/admin-client.js";
import { useTestApp } from "../../support/app.js";
import { countStatements } from "../../support/count-statements.js";
import { DATABASES } from "../../support/databases.js";
import type { Answer } from "../../support/http.js";
import { CRM_USER, type ScimClient } from "../../support/scim-client.js";

describe.each(DATABASES)("the overview on %s", (database) => {
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
    await admin.post("/licenses", { partNumber: "CRM", purchased: 2 });
  });

  /** A fresh overview: an old one is shown for five seconds. */
  const overview = async (): Promise<Answer["body"]> => {
    now += 5 * SECOND;
    const { status, body } = await admin.get("/reports/overview");
    expect(status).toBe(200);
    return body;
  };
  const person = async (userName: string, extension: object = {}): Promise<string> =>
    (await client.createUser({ userName, [CRM_USER]: extension })).id;
  const licensed = { licenseSkus: "CRM", securityRoleNames: "Salesperson" };

  it("counts users, seats and who can enter, with the reasons of the others", async () => {
    await person("ada", licensed);
    await person("bob", { licenseSkus: "CRM" });
    await person("waits", licensed);
    const blocked = await person("blocked", {});
    await client.patch(`/Users/${blocked}`, [{ op: "replace", path: "active", value: false }]);
    await client.delete(`/Users/${await person("gone")}`);
    await app.sync();

    const { users, seats, access, invitations, mails, sync } = await overview();
    expect(users).toEqual({ active: 3, blocked: 1, deleted: 1, created7d: 4 });
    expect(seats).toMatchObject([
      { partNumber: "CRM", purchased: 2, assigned: 2, held: 0, available: 0, waiting: 1 },
    ]);
    expect(access).toMatchObject([{ instance: { name: "main" }, can: 1, waiting: 0, cannot: 2 }]);
    expect(access[0].byReason).toEqual(
      expect.arrayContaining([
        { code: "NO_SECURITY_ROLE", users: 1 },
        { code: "LICENSE_COUNT_VIOLATION", users: 1 },
      ]),
    );
    expect([invitations, mails]).toEqual([
      { open: 0, expiring3d: 0 },
      { waiting: 0, givenUp: 0 },
    ]);
    expect(sync).toMatchObject({ parked: 0 });
    now += 8 * DAY;
    expect((await overview()).users.created7d).toBe(0);
  });

  it("counts those who wait for synchronization apart from those who cannot enter", async () => {
    await person("ada", licensed);
    const counts = { can: 0, waiting: 1, cannot: 0, byReason: [{ code: "SYNC_PENDING", users: 1 }] };
    expect((await admin.get("/reports/access?instance=main")).body.value).toMatchObject([counts]);
    expect((await overview()).access).toMatchObject([counts]);
    await app.sync();

    expect((await admin.get("/reports/access")).body.value).toMatchObject([
      { instance: { name: "main" }, can: 1, waiting: 0, cannot: 0, byReason: [] },
    ]);
    expect((await admin.get("/reports/access?instance=elsewhere")).status).toBe(404);
  });

  it("tells what each connection sent within a day, and when its token ends", async () => {
    await person("ada");
    await client.get("/Users/01890000-0000-7000-8000-000000000000");
    const name = (await admin.get("/connections")).body.value[0].name;
    const expiresAt = new Date(start + 3 * DAY).toISOString();
    await admin.post("/tokens", { connection: name, name: "ends", scopes: ["scim"], expiresAt });

    const { connections, findings } = await overview();
    expect(connections).toMatchObject([{ name, requests24h: 2, errors24h: 1, tokenExpiresAt: expiresAt }]);
    expect(findings.find(({ code }: { code: string }) => code === "TOKEN_ENDS_SOON")).toMatchObject({
      subject: { type: "Token", name: "ends" },
      action: { page: `provisioning/connections/${name}/credentials` },
    });
    now += DAY;
    expect((await overview()).connections).toMatchObject([{ requests24h: 0, errors24h: 0 }]);
  });

  it("shows the same for five seconds, and another tenant its own", async () => {
    const before = await overview();
    await person("ada", licensed);
    expect((await admin.get("/reports/overview")).body).toEqual(before);
    const other = await app.admin(await app.connect());
    expect((await other.get("/reports/overview")).body).toMatchObject({ seats: [], access: [] });
    expect((await overview()).users.active).toBe(1);
  });

  it("costs the same number of statements, however many people there are", async () => {
    const few = await countStatements(app.db, overview);
    for (let index = 0; index < 5; index++) await person(`p${index}`, licensed);
    await admin.post("/licenses/CRM/purchase", { seats: 10 });
    await app.sync();
    expect(await countStatements(app.db, overview)).toBeLessThanOrEqual(few);
  });
});

describe("a finding", () => {
  it("leads to operations that there are", () => {
    const known = adminRoutes.map(({ operationId }) => operationId);
    expect(LINKED_OPERATIONS.length).toBeGreaterThan(0);
    expect(LINKED_OPERATIONS.filter((id) => !known.includes(id))).toEqual([]);
  });
});
