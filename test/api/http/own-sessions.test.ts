import { Person, withBearer } from "../../support/accounts.js";
import { problemOf } from "../../support/admin-client.js";
import { useTestApp } from "../../support/app.js";
import type { BrowserSession } from "../../support/browser-session.js";
import { DATABASES } from "../../support/databases.js";
import type { ScimClient } from "../../support/scim-client.js";
import { signedInBrowser } from "../../support/signed-in-browser.js";

describe.each(DATABASES)("the own sessions on %s", (database) => {
  const app = useTestApp(database);
  let client: ScimClient;
  let browser: BrowserSession;
  let person: Person;
  let password: string;
  beforeEach(async () => {
    client = await app.connectToCrm();
    ({ browser, password } = await signedInBrowser(app, client, []));
    person = await Person.of(app, client.tenantId, "ann");
  });

  const list = async () => (await browser.send("GET", "/admin/v1/sessions")).body.value;

  it("are listed, newest first, with the one of the request marked", async () => {
    await person.token(password);
    const sessions = await list();

    expect(sessions).toHaveLength(2);
    expect(sessions.find(({ isCurrent }: { isCurrent: boolean }) => isCurrent)).toEqual({
      id: expect.any(String),
      carrier: "cookie",
      createdAt: expect.any(String),
      expiresAt: expect.any(String),
      lastUsedAt: expect.any(String),
      isCurrent: true,
    });
    expect(JSON.stringify(sessions)).not.toContain("usher_session_");
  });

  it("are ended one by one, and nobody else's are", async () => {
    const token = await person.token(password);
    const other = (await list()).find(({ isCurrent }: { isCurrent: boolean }) => !isCurrent);
    const stranger = await signedInBrowser(app, await app.connectToCrm());
    const end = (by: BrowserSession) => by.send("DELETE", `/admin/v1/sessions/${other.id}`);

    expect(problemOf(await end(stranger.browser))).toBe("404 notFound");
    expect((await end(browser)).status).toBe(204);
    expect((await withBearer(app.url, token, "GET", "/portal/v1/me")).status).toBe(401);
    expect(problemOf(await end(browser))).toBe("404 notFound");
    expect(await list()).toHaveLength(1);
  });

  it("are all ended at once, that of the request too", async () => {
    const token = await person.token(password);
    expect((await browser.send("DELETE", "/admin/v1/sessions")).status).toBe(204);

    expect((await withBearer(app.url, token, "GET", "/portal/v1/me")).status).toBe(401);
    expect(problemOf(await browser.send("GET", "/console/session"))).toBe("401 SESSION_ENDED");
  });

  it("are for people: a token of a program has none", async () => {
    const { token } = await app.admin(client);
    for (const [method, path] of [
      ["GET", "/admin/v1/sessions"],
      ["DELETE", "/admin/v1/sessions"],
      ["DELETE", "/admin/v1/sessions/x"],
      ["GET", "/portal/v1/access"],
    ] as const) {
      expect([method, path, (await withBearer(app.url, token, method, path)).status]).toEqual([
        method,
        path,
        403,
      ]);
    }
  });

  it("need the header against forged requests to be ended", async () => {
    const headers = { "X-Usher-CSRF": "" };
    expect(problemOf(await browser.send("DELETE", "/admin/v1/sessions", undefined, headers))).toBe(
      "403 CSRF_TOKEN",
    );
    expect(await list()).toHaveLength(1);
  });

  it("show what one may use oneself, and what is missing", async () => {
    const { status, body } = await browser.send("GET", "/portal/v1/access");

    expect(status).toBe(200);
    expect(body.value).toEqual([
      {
        instance: "Main",
        canSignIn: false,
        accessMode: "Read-Write",
        reasons: expect.arrayContaining([
          { code: "NO_SECURITY_ROLE", effect: "refuses", nextStep: expect.any(String) },
        ]),
      },
    ]);
  });
});
