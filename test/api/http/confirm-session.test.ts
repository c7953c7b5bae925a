import { MINUTE } from "../../../src/db/duration.js";
import { findTenantName } from "../../../src/tenants/tenants.js";
import { problemOf } from "../../support/admin-client.js";
import { useTestApp } from "../../support/app.js";
import { BrowserSession } from "../../support/browser-session.js";
import { DATABASES } from "../../support/databases.js";
import { CRM_USER, type ScimClient } from "../../support/scim-client.js";
import { signedInBrowser } from "../../support/signed-in-browser.js";

const REQUIRED = "403 PASSWORD_CONFIRMATION_REQUIRED";

describe.each(DATABASES)("repeating the password on %s", (database) => {
  let now = Date.now();
  const app = useTestApp(database, { now: () => now });
  let client: ScimClient;
  let browser: BrowserSession;
  let password: string;
  let connection: string;
  beforeEach(async () => {
    client = await app.connect();
    connection = (await (await app.admin(client)).get("/connections")).body.value[0].name;
    ({ browser, password } = await signedInBrowser(app, client));
    now += 11 * MINUTE;
  });

  const confirm = (given = password, one = browser) =>
    one.send("POST", "/console/session/confirm", { password: given });
  const makeToken = (one = browser, scopes = ["admin:global"]) =>
    one.send("POST", "/admin/v1/tokens", { name: "t", connection, scopes });

  it("is asked for before administrators are made, users deleted in great number, values erased and tokens of administrators made", async () => {
    const { id } = await client.createUser({ userName: "bob" });
    const roles = { roles: ["global"] };
    const grant = (path = "") =>
      browser.send("PUT", `/admin/v1/users/${id}/administrator-roles${path}`, roles);
    const add = () =>
      browser.send("POST", "/admin/v1/users", {
        userName: "eve",
        [CRM_USER]: { administratorRoles: ["global"] },
      });
    const remove = (number: number) =>
      browser.send("POST", "/admin/v1/jobs", {
        kind: "delete",
        userIds: Array.from({ length: number }, (_, index) => fakeId(index)),
      });
    const erase = () => browser.send("POST", "/admin/v1/audit/erasures", { resourceId: id });

    for (const ask of [grant, add, makeToken, () => remove(101), erase]) {
      expect(problemOf(await ask())).toBe(REQUIRED);
    }
    expect((await browser.send("GET", "/admin/v1/jobs")).body.value).toEqual([]);
    expect((await grant("?preview=true")).status).toBe(200);
    expect((await remove(100)).status).toBe(202);
    expect((await makeToken(browser, ["scim"])).status).toBe(201);
    expect((await confirm()).body).toEqual({ confirmedUntil: new Date(now + 10 * MINUTE).toISOString() });
    for (const ask of [grant, add, makeToken, () => remove(101), erase]) {
      expect((await ask()).status).toBeLessThan(300);
    }
    now += 10 * MINUTE;
    expect(problemOf(await makeToken())).toBe(REQUIRED);
  });

  it("counts for one session only, and not for tokens, which need none", async () => {
    const other = new BrowserSession(app);
    const tenant = (await findTenantName(app.db.read, client.tenantId)) ?? "";
    await other.signIn({ tenant, userName: "ann", password });
    expect((await makeToken(other)).status).toBe(201);
    now += 11 * MINUTE;
    await confirm();
    expect(problemOf(await makeToken(other))).toBe(REQUIRED);
    expect((await makeToken()).status).toBe(201);
    const admin = await app.admin(client);
    expect((await admin.post("/tokens", { name: "t", connection, scopes: ["admin:global"] })).status).toBe(
      201,
    );
  });

  it("refuses a wrong password as a sign-in does, and soon all of them", async () => {
    expect(problemOf(await confirm("wrong"))).toBe("401 SIGN_IN_FAILED");
    expect(problemOf(await confirm(""))).toBe("401 SIGN_IN_FAILED");
    expect(problemOf(await makeToken())).toBe(REQUIRED);
    // From an address that the person has signed in from, a hundred times as many may fail.
    await browser.send("PATCH", "/admin/v1/settings", { "passwords.maxFailures": 1 });
    let last = "";
    for (let tries = 0; tries < 110 && !last.startsWith("429"); tries++)
      last = problemOf(await confirm("wrong"));
    expect(last).toBe("429 SIGN_IN_THROTTLED");
    expect(problemOf(await makeToken())).toBe(REQUIRED);
  });

  it("takes the token against forged requests, and a session", async () => {
    const forged = { "X-Usher-CSRF": "wrong" };
    const answer = await browser.send("POST", "/console/session/confirm", { password }, forged);
    expect(problemOf(answer)).toBe("403 CSRF_TOKEN");
    expect(problemOf(await confirm(password, new BrowserSession(app)))).toMatch(/^401/);
    expect(problemOf(await makeToken())).toBe(REQUIRED);
  });
});

function fakeId(index: number): string {
  return `01890000-0000-7000-8000-${String(index).padStart(12, "0")}`;
}
