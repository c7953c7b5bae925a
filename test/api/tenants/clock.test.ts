import { queryRows } from "../../../src/db/query.js";
import { Person } from "../../support/accounts.js";
import { startSecondApp, useTestApp } from "../../support/app.js";
import { DATABASES } from "../../support/databases.js";
import { runs } from "../../support/extent.js";
import { CRM_USER, ScimClient } from "../../support/scim-client.js";

const HOUR = 3_600_000;
/** How long requests are sent without a pause, in milliseconds. */
const FLOOD = runs(600, 2000);
const PASSWORD = "correct horse battery";

/** The same client at another server. */
function clientAt({ token, tenantId, connectionId }: ScimClient, url: string): ScimClient {
  return new ScimClient({ url, token, tenantId, connectionId });
}

/** A clock that can be set. */
class Clock {
  offset = 0;
  readonly now = (): number => Date.now() + this.offset;
}

describe.each(DATABASES)("a clock that is set back, or differs between servers, on %s", (kind) => {
  const clock = new Clock();
  const app = useTestApp(kind, { now: clock.now });

  beforeEach(() => {
    clock.offset = 0;
  });

  it("refuses no request for longer than the limit's own window", async () => {
    const client = await app.connect({ limits: { rate: 10, burst: 20 } });
    for (let i = 0; i < 30; i++) await client.get("/Users/nobody");
    clock.offset = -HOUR;
    await new Promise((resolve) => setTimeout(resolve, 2100));
    expect((await client.get("/Users/nobody")).status).toBe(404);

    const again = await startSecondApp(app, { now: clock.now });
    const there = clientAt(client, again.url);
    expect((await there.get("/Users/nobody")).status).toBe(404);
    await again.close();
  });

  it.each([-60_000, -30_000, 30_000, 60_000])(
    "limits alike with a second server %d ms apart",
    async (difference) => {
      const client = await app.connect({ limits: { rate: 10, burst: 20 } });
      const ahead = await startSecondApp(app, { now: () => Date.now() + difference });
      const there = clientAt(client, ahead.url);
      const begin = Date.now();
      let admitted = 0;
      // A request to each in turn, for a while and far more often than is allowed.
      while (Date.now() - begin < FLOOD) {
        const answers = await Promise.all([client, there].map((one) => one.get("/Users/nobody")));
        admitted += answers.filter(({ status }) => status === 404).length;
      }
      const seconds = (Date.now() - begin) / 1000;
      expect(admitted).toBeGreaterThanOrEqual(20);
      // The burst, the rate, and what the two hold of their leases.
      expect(admitted).toBeLessThanOrEqual(20 + 10 * seconds + 6);
      await new Promise((resolve) => setTimeout(resolve, 2100));
      expect((await client.get("/Users/nobody")).status).toBe(404);
      expect((await there.get("/Users/nobody")).status).toBe(404);
      await ahead.close();
    },
  );

  it("trusts a revoked token no longer than a second", async () => {
    const client = await app.connect();
    expect((await client.get("/Users")).status).toBe(200);
    await queryRows(app.db.write, "delete from tokens where tenant_id = ?", [client.tenantId]);
    clock.offset = -HOUR;
    expect((await client.get("/Users")).status).toBe(401);
  });

  it("ends a session that would last longer than sessions do, and lets people sign in again", async () => {
    const client = await app.connectToCrm();
    await client.post("/Users", { userName: "ada", password: PASSWORD });
    const person = await Person.of(app, client.tenantId, "ada");
    clock.offset = HOUR;
    const token = await person.token(PASSWORD);
    const use = () =>
      fetch(`${app.url}/admin/v1/sessions/current`, {
        method: "DELETE",
        headers: { Authorization: `Bearer ${token}` },
      });
    clock.offset = 0;
    expect((await use()).status).toBe(401);
    expect((await person.signIn(PASSWORD)).status).toBe(201);
    clock.offset = HOUR - 60_000;
    expect((await use()).status).toBe(204);
  });

  it("lets nobody wait to sign in until a time is reached again", async () => {
    const client = await app.connectToCrm();
    await client.post("/Users", { userName: "ada", password: PASSWORD });
    const person = await Person.of(app, client.tenantId, "ada");
    for (let i = 0; i < 11; i++) await person.signIn("wrong");
    expect((await person.signIn(PASSWORD)).status).toBe(429);
    clock.offset = -24 * HOUR;
    expect((await person.signIn(PASSWORD)).status).toBe(201);
  });

  it("leaves no task lying that was asked for or leased by the clock of before", async () => {
    const client = await app.connectToCrm();
    const now = Date.now();
    await (await app.admin(client)).post("/licenses", { partNumber: "CRM", purchased: 5 });
    await client.post("/Users", {
      userName: "ada",
      emails: [{ value: "ada@contoso.com" }],
      [CRM_USER]: { licenseSkus: "CRM" },
    });
    const stored = await queryRows<{ count: number }>(
      app.db.write,
      "update sync_tasks set due_at = ?, leased_until = ? where tenant_id = ? returning 1 as count",
      [now + HOUR, now + HOUR, client.tenantId],
    );
    expect(stored.length).toBeGreaterThan(0);
    await app.sync();
    const left = await queryRows(
      app.db.read,
      "select user_id from sync_tasks where tenant_id = ? and parked is null",
      [client.tenantId],
    );
    expect(left).toEqual([]);
  });
});
