import { queryRows } from "../../../src/db/query.js";
import { choose, Person, withBearer } from "../../support/accounts.js";
import { problemOf } from "../../support/admin-client.js";
import { useTestApp } from "../../support/app.js";
import { BrowserSession } from "../../support/browser-session.js";
import { DATABASES } from "../../support/databases.js";
import { CRM_USER, type ScimClient } from "../../support/scim-client.js";

const NOW = 1_800_000_000_000;
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const PASSWORD = "what she chose herself";

describe.each(DATABASES)("the session of a browser on %s", (database) => {
  let now = NOW;
  let publicUrl: string | undefined;
  const app = useTestApp(database, { now: () => now, publicUrl: () => publicUrl });
  let client: ScimClient;
  let tenant: string;
  let userId: string;
  let browser: BrowserSession;
  beforeEach(async () => {
    now = NOW;
    publicUrl = undefined;
    client = await app.connect();
    const admin = await app.admin(client);
    const first = await admin.post("/users", {
      userName: "ann",
      displayName: "Ann",
      [CRM_USER]: { administratorRoles: ["global"] },
    });
    await admin.post("/users", { userName: "zoe", [CRM_USER]: { administratorRoles: ["global"] } });
    userId = first.body.user.id;
    const person = await Person.of(app, client.tenantId, "ann");
    tenant = person.tenant;
    await person.changePassword(first.body.temporaryPassword, PASSWORD);
    browser = new BrowserSession(app);
  });

  const signIn = (one = browser, headers = {}) =>
    one.signIn({ tenant, userName: "ann", password: PASSWORD }, headers);
  const read = (headers = {}) => browser.send("GET", "/admin/v1/settings", undefined, headers);
  const write = (headers = {}) => browser.send("POST", "/admin/v1/groups", { displayName: "Sales" }, headers);
  const setCookie = async (answer: Promise<{ headers: Readonly<Record<string, string>> }>) =>
    (await answer).headers["set-cookie"];

  it("begins with a cookie that scripts cannot read, and says who and what may be done [R014]", async () => {
    const answer = await signIn();

    expect(answer.status).toBe(201);
    expect(answer.headers["set-cookie"]).toMatch(
      /^usher=usher_session_[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/,
    );
    expect(answer.body).toEqual({
      user: { id: userId, userName: "ann", displayName: "Ann" },
      roles: ["global"],
      actions: expect.arrayContaining(["read", "manageServer"]),
      rolesByAction: expect.objectContaining({ manageSeats: ["global", "billing"] }),
      tenant,
      expiresAt: new Date(NOW + 8 * HOUR).toISOString(),
      csrfToken: expect.stringMatching(/^[\w-]{43}$/),
    });
    expect((await browser.send("GET", "/console/session")).body).toEqual(answer.body);
    expect(JSON.stringify(answer.body)).not.toContain("usher_session_");
  });

  it("has a cookie that only HTTPS and this host get, where the server is reached so", async () => {
    publicUrl = "https://usher.example.com";
    expect(await setCookie(signIn())).toMatch(
      /^__Host-usher=usher_session_[\w-]{43}; Path=\/; HttpOnly; Secure; SameSite=Strict$/,
    );
    expect((await read()).status).toBe(200);

    browser.cookie = browser.cookie.replace("__Host-", "");
    expect(problemOf(await read())).toBe("401 SESSION_ENDED");
  });

  it("reads and changes through the admin API and the portal", async () => {
    await signIn();

    expect((await read()).status).toBe(200);
    expect((await write()).status).toBe(201);
    expect((await browser.send("GET", "/portal/v1/me")).body.user.userName).toBe("ann");
  });

  it("is refused for SCIM, the CRM and the Authorization API, which are for programs", async () => {
    await signIn();

    for (const path of ["/scim/v2/Users", "/scim/v2/Me", "/crm/v1/users"]) {
      expect([path, (await browser.send("GET", path)).status]).toEqual([path, 401]);
    }
    expect((await browser.send("POST", "/access/v1/evaluation", {})).status).toBe(401);
  });

  it("is stored as a hash, and its secret is no token; nor is a token a cookie", async () => {
    await signIn();
    const secret = browser.cookie.slice("usher=".length);
    const rows = await queryRows<{ hash: string }>(
      app.db.read,
      "select hash from sessions where tenant_id = ?",
      [client.tenantId],
    );
    expect(rows).toEqual([{ hash: expect.stringMatching(/^[0-9a-f]{64}$/) }]);
    expect((await withBearer(app.url, secret, "GET", "/admin/v1/settings")).status).toBe(401);

    const { token } = (await (await Person.of(app, client.tenantId, "ann")).signIn(PASSWORD)).body;
    browser.cookie = `usher=${token}`;
    expect(problemOf(await read())).toBe("401 SESSION_ENDED");
  });

  describe("and requests of other sites", () => {
    beforeEach(() => signIn());

    it("changes nothing without its own X-Usher-CSRF", async () => {
      const other = new BrowserSession(app);
      await signIn(other);
      for (const token of ["", "x", other.csrfToken, `${browser.csrfToken}x`]) {
        expect([token, problemOf(await write({ "X-Usher-CSRF": token }))]).toEqual([token, "403 CSRF_TOKEN"]);
      }
      expect((await (await app.admin(client)).get("/groups")).body.value).toEqual([]);
    });

    it.each(["cross-site", "same-site", "none", "nonsense"])(
      "changes nothing if the browser says %s, even with the header",
      async (site) => {
        expect(problemOf(await write({ "Sec-Fetch-Site": site }))).toBe("403 CROSS_SITE_REQUEST");
      },
    );

    it.each(["https://evil.example", "null", "http://127.0.0.1"])(
      "changes nothing for the Origin %s of a browser that says no more",
      async (origin) => {
        const headers = { "Sec-Fetch-Site": "", Origin: origin };
        expect(problemOf(await write(headers))).toBe("403 CROSS_SITE_REQUEST");
      },
    );

    it("accepts the own Origin of such a browser, and neither of both headers proves nothing", async () => {
      expect((await write({ "Sec-Fetch-Site": "", Origin: app.url })).status).toBe(201);
      expect(problemOf(await write({ "Sec-Fetch-Site": "" }))).toBe("403 CROSS_SITE_REQUEST");
    });

    it("shows nothing to a page of another site, and everything to a person who opens the URL", async () => {
      expect(problemOf(await read({ "Sec-Fetch-Site": "cross-site" }))).toBe("403 CROSS_SITE_REQUEST");
      expect((await read({ "Sec-Fetch-Site": "none" })).status).toBe(200);
    });

    it("signs nobody in for another site", async () => {
      const stranger = new BrowserSession(app);
      const answer = await signIn(stranger, { "Sec-Fetch-Site": "cross-site" });

      expect(problemOf(answer)).toBe("403 CROSS_SITE_REQUEST");
      expect(stranger.cookie).toBe("");
    });
  });

  it("counts for nothing beside a token, which is checked alone", async () => {
    await signIn();
    const { token } = await app.admin(client, ["billing"]);

    const headers = { Authorization: `Bearer ${token}`, "X-Usher-CSRF": "", "Sec-Fetch-Site": "" };
    expect((await browser.send("GET", "/admin/v1/me", undefined, headers)).body.roles).toEqual(["billing"]);
    expect(problemOf(await write(headers))).toBe("403 forbidden");
    expect((await read({ Authorization: "Bearer wrong" })).status).toBe(401);
  });

  it("is a new one after each sign-in, which ends the one that was there or was planted", async () => {
    await signIn();
    const planted = browser.cookie;
    await signIn();

    expect(browser.cookie).not.toBe(planted);
    const victim = new BrowserSession(app);
    victim.cookie = planted;
    expect(problemOf(await victim.send("GET", "/console/session"))).toBe("401 SESSION_ENDED");
    victim.cookie = "usher=usher_session_made_up_by_somebody_else";
    await signIn(victim);
    expect(victim.cookie).not.toContain("made_up");
    victim.cookie = `${victim.cookie}; ${planted}`;
    expect(problemOf(await victim.send("GET", "/console/session"))).toBe("401 SESSION_ENDED");
  });

  it("ends when the person signs out, with its cookie", async () => {
    await signIn();
    const { cookie } = browser;
    expect((await browser.send("DELETE", "/console/session")).status).toBe(204);

    expect(browser.cookie).toBe("");
    browser.cookie = cookie;
    expect(problemOf(await read())).toBe("401 SESSION_ENDED");
  });

  it("ends after an hour without a request, and after eight hours in any case", async () => {
    await signIn();
    for (let minutes = 0; minutes < 7 * 60; minutes += 50) {
      now += 50 * MINUTE;
      expect([minutes, (await read()).status]).toEqual([minutes, 200]);
    }
    now = NOW + 8 * HOUR;
    expect(problemOf(await read())).toBe("401 SESSION_ENDED");

    await signIn();
    now += HOUR;
    expect(problemOf(await read())).toBe("401 SESSION_ENDED");
  });

  it("lives as long as the tenant says", async () => {
    await choose(app, client.tenantId, { "sessions.hours": "1", "sessions.idleMinutes": "5" });
    const { body } = await signIn();

    expect(body.expiresAt).toBe(new Date(NOW + HOUR).toISOString());
    now += 5 * MINUTE;
    expect(problemOf(await read())).toBe("401 SESSION_ENDED");
  });

  it("ends at once when the person is blocked or deleted, or has a new password", async () => {
    const admin = await app.admin(client);
    const ends: readonly (() => Promise<unknown>)[] = [
      () => admin.patch(`/users/${userId}`, { active: false }),
      async () =>
        (await Person.of(app, client.tenantId, "ann")).changePassword(PASSWORD, "another one of hers"),
    ];
    for (const end of ends) {
      await admin.patch(`/users/${userId}`, { active: true });
      await signIn();
      await end();
      expect(problemOf(await read())).toBe("401 SESSION_ENDED");
    }
    await browser.signIn({ tenant, userName: "ann", password: "another one of hers" });
    await admin.delete(`/users/${userId}`);
    expect(problemOf(await read())).toBe("401 SESSION_ENDED");
  });

  it("may do no more than the roles of the person at each request", async () => {
    await signIn();
    await (await app.admin(client)).put(`/users/${userId}/administrator-roles`, { roles: ["password"] });

    expect(problemOf(await write())).toBe("403 forbidden");
    expect((await browser.send("GET", "/admin/v1/me")).body).toMatchObject({
      roles: ["password"],
      actions: ["read", "resetPasswords"],
    });
  });

  it("is limited like every sign-in after too many failures", async () => {
    const attempt = (password: string) => browser.signIn({ tenant, userName: "nobody", password });
    for (let failure = 0; failure < 10; failure++) {
      expect(problemOf(await attempt("wrong"))).toBe("401 SIGN_IN_FAILED");
    }
    const refused = await attempt("wrong");
    expect(problemOf(refused)).toBe("429 SIGN_IN_THROTTLED");
    expect(Number(refused.headers["retry-after"])).toBeGreaterThan(0);
    expect(browser.cookie).toBe("");
  });

  it("is asked for without a dialog of the browser", async () => {
    await app.connect({ options: { basicAuth: true } });
    const answer = await read();

    expect(problemOf(answer)).toBe("401 SESSION_ENDED");
    expect(answer.headers["www-authenticate"]).toBe('Bearer realm="Usher"');
  });
});

describe.each(DATABASES)("GET /admin/v1/me on %s", (database) => {
  const app = useTestApp(database);

  it("tells a token its roles, and the person to whom it is bound", async () => {
    const client = await app.connect();
    const admin = await app.admin(client, ["billing", "service"]);
    const { status, body } = await admin.get("/me");

    expect(status).toBe(200);
    expect(body).toEqual({
      actor: { kind: "token", id: expect.any(String), name: "test" },
      roles: ["billing", "service"],
      actions: ["read", "resetPasswords", "manageSeats", "manageInstances"],
      tenant: expect.any(String),
      features: { scimUrl: `${app.url}/scim/v2`, tokenUrl: `${app.url}/oauth/token` },
    });
    const { id } = await client.createUser({ userName: "bo" });
    const bound = await app.admin(client, ["global"], id);
    expect((await bound.get("/me")).body).toMatchObject({
      user: { id, userName: "bo" },
      roles: [],
      actions: [],
    });
  });

  it("answers a token of a program too, which may do nothing", async () => {
    const client = await app.connect();
    const { body } = await withBearer(app.url, client.token, "GET", "/admin/v1/me");

    expect(body).toMatchObject({ roles: [], actions: [] });
  });
});
