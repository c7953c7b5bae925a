import { DAY, MINUTE } from "../../../src/db/duration.js";
import { choose } from "../../support/accounts.js";
import type { AdminClient } from "../../support/admin-client.js";
import { useTestApp } from "../../support/app.js";
import { DATABASES } from "../../support/databases.js";
import { type Answer, send } from "../../support/http.js";
import { CORE_USER, type ScimClient } from "../../support/scim-client.js";

const BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";
const T0 = Date.UTC(2026, 2, 1);

describe.each(DATABASES)("the link of an invitation on %s", (database) => {
  let now = T0;
  const app = useTestApp(database, { now: () => now });
  let client: ScimClient;
  let admin: AdminClient;
  let ann: string;
  beforeEach(async () => {
    // Away from what other tests have guessed.
    now += 365 * DAY;
    client = await app.connect();
    admin = await app.admin(client);
    await admin.post("/licenses", { partNumber: "CRM", purchased: 1 });
    ann = (await client.createUser({ userName: "ann.smith@example.com" })).id;
  });

  const open = (path: string, { method = "GET", accept = "application/json" } = {}): Promise<Answer> =>
    send(app.url, { method, path: `/invitations/${path}`, headers: { Accept: accept } });
  const invite = async () => (await admin.post(`/users/${ann}/invitation`)).body;
  const unknown = "A".repeat(43);

  it("ends when the address that it was mailed to is the person's no longer", async () => {
    const mailed = await app.admin(client);
    const emails = (...values: string[]) =>
      values.map((value, index) => ({ value, type: index === 0 ? "work" : "home" }));
    const set = (...values: string[]) =>
      client.patch(`/Users/${ann}`, [{ op: "replace", path: "emails", value: emails(...values) }]);
    await set("ann@old.example");
    const link = async () => (await mailed.post(`/users/${ann}/invitation`, { sendMail: true })).body;
    const first = await link();
    const status = async (token: string) => (await open(token)).status;

    await set("new@new.example", "ANN@old.example");
    await client.patch(`/Users/${ann}`, [{ op: "replace", path: "displayName", value: "Ann" }]);
    expect(await status(first.token)).toBe(200);
    await set("new@new.example");
    expect(await status(first.token)).toBe(404);
    expect((await open(`${first.token}/accept`, { method: "POST" })).status).toBe(404);
    expect((await mailed.get(`/invitations/${first.invitation.id}`)).body).toMatchObject({
      status: "Invited",
      holdsSeat: true,
    });

    const second = await link();
    await client.put(`/Users/${ann}`, {
      schemas: [CORE_USER],
      userName: "ann.smith@example.com",
      emails: emails("third@new.example"),
    });
    expect(await status(second.token)).toBe(404);
    const handed = (await mailed.post(`/users/${ann}/invitation`, { sendMail: false })).body;
    await set("fourth@new.example");
    expect(await status(handed.token)).toBe(200);
    const entries = (await mailed.get("/audit?action=invitation.linkEnded")).body.value;
    expect(entries).toMatchObject([{ facts: { userId: ann, cause: "addressChanged" } }, {}]);
  });

  it("tells what it is for, without a token and without saying who", async () => {
    const { token, invitation } = await invite();

    const { status, body, headers } = await open(token);

    expect([status, headers["cache-control"], headers["referrer-policy"]]).toEqual([
      200,
      "no-store",
      "no-referrer",
    ]);
    expect(body).toEqual({
      tenant: expect.any(String),
      user: "a…@example.com",
      status: "Invited",
      expiresAt: invitation.expiresAt,
    });
    expect((await open(token, { accept: "" })).headers["content-type"]).toContain("application/json");
  });

  it("is a page with two buttons in a browser, which runs no script", async () => {
    const { token } = await invite();

    const { text, headers } = await open(token, { accept: BROWSER });

    expect(headers["content-type"]).toBe("text/html; charset=utf-8");
    expect(headers["content-security-policy"]).toMatch(
      /^default-src 'none'; style-src 'sha256-[^' ]+'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'$/,
    );
    expect([...text.matchAll(/<form method="post" action="([^"]+)">/g)].map(([, action]) => action)).toEqual([
      `/invitations/${token}/accept`,
      `/invitations/${token}/reject`,
    ]);
    expect(text).not.toContain("<script");
    expect(text).not.toContain("smith");
  });

  it("changes nothing by being looked at, and leads on when accepted", async () => {
    const { token } = await invite();
    for (const method of ["GET", "HEAD", "GET"]) await open(token, { method, accept: BROWSER });
    await choose(app, client.tenantId, { "invitation.signInUrl": "https://crm.example/?a=1&b=%22" });

    const accepted = await open(`${token}/accept`, { method: "POST", accept: BROWSER });

    expect(accepted.status).toBe(200);
    expect(accepted.text).toContain('<a href="https://crm.example/?a=1&amp;b=%22">');
    expect((await admin.get("/licenses/CRM")).body).toMatchObject({ assigned: 1, held: 0 });
  });

  it("answers a program as JSON", async () => {
    const { token } = await invite();
    await choose(app, client.tenantId, { "invitation.signInUrl": "https://crm.example/" });

    const { body } = await open(`${token}/reject`, { method: "POST" });

    expect(body).toEqual({
      status: "Rejected",
      tenant: expect.any(String),
      signInUrl: "https://crm.example/",
    });
  });

  it("says the same whether it is unknown, malformed, used, revoked, replaced or over", async () => {
    const ends: [string, (token: string, id: string) => Promise<unknown>][] = [
      ["used", (token) => open(`${token}/reject`, { method: "POST" })],
      ["revoked", (_, id) => admin.post(`/invitations/${id}/revoke`)],
      ["replaced", () => invite()],
      ["over", async () => void (now += 14 * DAY)],
    ];
    const told = new Set<string>();
    const noteAll = async (token: string): Promise<void> => {
      now += MINUTE;
      const answers = [await open(token), await open(`${token}/accept`, { method: "POST" })];
      answers.push(await open(`${token}/reject`, { method: "POST" }));
      for (const { status, body } of answers) told.add(JSON.stringify([status, { ...body, requestId: "" }]));
      const { status, text } = await open(token, { accept: BROWSER });
      expect([status, text]).toEqual([404, expect.stringContaining("was answered or has ended")]);
    };
    for (const token of [unknown, "short", `${unknown}x`, "..%2f", "%00"]) await noteAll(token);
    for (const [, end] of ends) {
      const { token, invitation } = await invite();
      await end(token, invitation.id);
      await noteAll(token);
    }

    expect([...told]).toHaveLength(1);
    expect([...told][0]).toContain("INVITATION_UNUSABLE");
  });

  it("slows down who guesses, and forgets it a minute later", async () => {
    const { token } = await invite();
    const statuses: number[] = [];
    for (let i = 0; i < 12; i++) statuses.push((await open(unknown)).status);

    expect(statuses).toEqual([...Array.from({ length: 10 }, () => 404), 429, 429]);
    const slowed = await open(token, { accept: BROWSER });
    expect([slowed.status, slowed.headers["retry-after"]]).toEqual([429, "60"]);
    now += MINUTE;
    expect((await open(token)).status).toBe(200);
  });

  it("is shown once and is in no log, no database and no list", async () => {
    const { token, invitation } = await invite();
    await open(token);
    await open(`${token}/accept/more`);
    await open(`${token}/accept`, { method: "POST" });

    expect(JSON.stringify((await admin.get(`/invitations/${invitation.id}`)).body)).not.toContain(token);
    expect(JSON.stringify((await admin.get("/invitations")).body)).not.toContain(token);
    expect(app.log.filter((line) => line.includes(token))).toEqual([]);
    for (const table of ["invitations", "audit_entries", "users", "seat_ledger"]) {
      expect(JSON.stringify(await app.db.read(table).select("*"))).not.toContain(token);
    }
  });

  it("knows GET for the page and POST for answers", async () => {
    const { token } = await invite();
    const posted = await open(token, { method: "POST" });
    const got = await open(`${token}/accept`);

    expect([posted.status, posted.headers["allow"]]).toEqual([405, "GET, HEAD, OPTIONS"]);
    expect([got.status, got.headers["allow"]]).toEqual([405, "POST, OPTIONS"]);
  });
});
