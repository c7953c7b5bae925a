import { createSetupLink, type SetupLink } from "../../../src/auth/setup-links.js";
import { queryRows } from "../../../src/db/query.js";
import { inTransaction } from "../../../src/db/transaction.js";
import { findTenantName } from "../../../src/tenants/tenants.js";
import { problemOf } from "../../support/admin-client.js";
import { useTestApp } from "../../support/app.js";
import { BrowserSession } from "../../support/browser-session.js";
import { DATABASES } from "../../support/databases.js";
import { CRM_USER, type ScimClient } from "../../support/scim-client.js";

const NOW = 1_800_000_000_000;
const DAY = 86_400_000;
const PASSWORD = "what she chose herself";

describe.each(DATABASES)("POST /console/setup on %s", (database) => {
  let now = NOW;
  const app = useTestApp(database, { now: () => now });
  let client: ScimClient;
  let link: SetupLink;
  let browser: BrowserSession;
  beforeEach(async () => {
    now += DAY;
    client = await app.connectToCrm();
    link = await inTransaction(app.db, (trx) => createSetupLink(trx, client.tenantId, now));
    browser = new BrowserSession(app);
  });

  const setUp = (given: Record<string, unknown> = {}, one = browser) =>
    one.send("POST", "/console/setup", {
      setupToken: link.secret,
      userName: "ann@contoso.com",
      password: PASSWORD,
      ...given,
    });
  const administrators = async () =>
    (await (await app.admin(client)).get("/administrators")).body.value.map(
      ({ userName, roles }: Record<string, unknown>) => [userName, roles],
    );

  it("makes the first global administrator and signs in, in the tenant of the link", async () => {
    const answer = await setUp({ displayName: "Ann", email: "ann@contoso.com" });

    expect(answer.status).toBe(201);
    expect(answer.body).toMatchObject({
      user: { userName: "ann@contoso.com", displayName: "Ann" },
      roles: ["global"],
      tenant: await findTenantName(app.db.read, client.tenantId),
    });
    expect((await browser.send("GET", "/admin/v1/settings")).status).toBe(200);
    expect(await administrators()).toEqual([["ann@contoso.com", ["global"]]]);
    const { user, tenant } = answer.body;
    const [created] = await queryRows(
      app.db.read,
      "select actor_kind, actor_id from audit_entries where tenant_id = ? and action = ? and resource_id = ?",
      [client.tenantId, "user.created", user.id],
    );
    expect(created).toEqual({ actor_kind: "system", actor_id: "setup" });
    const again = new BrowserSession(app);
    expect((await again.signIn({ tenant, userName: "ann@contoso.com", password: PASSWORD })).status).toBe(
      201,
    );
  });

  it("works once, also for several at the same time", async () => {
    const answers = await Promise.all(
      Array.from({ length: 5 }, (_, index) => setUp({ userName: `ann${index}` }, new BrowserSession(app))),
    );

    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([201, 404, 404, 404, 404]);
    expect(await administrators()).toHaveLength(1);
    expect(problemOf(await setUp())).toBe("404 SETUP_LINK_UNUSABLE");
  });

  it("works for a day, and not for a guess", async () => {
    expect(problemOf(await setUp({ setupToken: `${link.secret}x` }))).toBe("404 SETUP_LINK_UNUSABLE");
    now += DAY;
    expect(problemOf(await setUp())).toBe("404 SETUP_LINK_UNUSABLE");
    expect(await administrators()).toEqual([]);
  });

  it("is guessed at ten times a minute", async () => {
    for (let guess = 0; guess < 10; guess++) {
      expect(problemOf(await setUp({ setupToken: `guess ${guess}` }))).toBe("404 SETUP_LINK_UNUSABLE");
    }
    const refused = await setUp();
    expect(problemOf(refused)).toBe("429 tooManyRequests");
    expect(Number(refused.headers["retry-after"])).toBeGreaterThan(0);
  });

  it("keeps the link when the account cannot be made", async () => {
    await client.createUser({ userName: "taken" });
    const refusals = [
      [{ password: "short" }, "400 PASSWORD_TOO_SHORT"],
      [{ userName: "taken" }, "409 uniqueness"],
      [{ email: 7 }, "400 invalidValue"],
      [{ roles: "all" }, "400 invalidValue"],
    ] as const;
    for (const [given, problem] of refusals) {
      expect([given, problemOf(await setUp(given))]).toEqual([given, problem]);
    }
    expect((await setUp()).status).toBe(201);
  });

  it("makes nobody where somebody is global administrator by now", async () => {
    const trusted = await app.withToken(client, { scopes: ["scim", "scim.adminroles"] });
    await trusted.createUser({ userName: "zoe", [CRM_USER]: { administratorRoles: ["global"] } });

    expect(problemOf(await setUp())).toBe("409 SETUP_DONE");
    expect(await administrators()).toEqual([["zoe", ["global"]]]);
  });

  it("is refused to pages of other sites", async () => {
    const foreign = { "Sec-Fetch-Site": "cross-site" };
    const body = { setupToken: link.secret, userName: "ann", password: PASSWORD };
    expect(problemOf(await browser.send("POST", "/console/setup", body, foreign))).toBe(
      "403 CROSS_SITE_REQUEST",
    );
  });
});
