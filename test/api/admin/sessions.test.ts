import { failureSubject } from "../../../src/auth/sign-in-failures.js";
import { queryRows } from "../../../src/db/query.js";
import { choose, Person, post, withBearer } from "../../support/accounts.js";
import { AdminClient, problemOf } from "../../support/admin-client.js";
import { startSecondApp, type TestApp, useTestApp } from "../../support/app.js";
import { useRealHashes } from "../../support/cheap-hashes.js";
import { DATABASES } from "../../support/databases.js";
import type { Answer } from "../../support/http.js";
import { CRM_USER, type ScimClient } from "../../support/scim-client.js";

const NOW = 1_800_000_000_000;
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const PASSWORD = "what she chose herself";

describe.each(DATABASES)("signing in on %s", (database) => {
  let now = NOW;
  const app = useTestApp(database, { now: () => now });
  let client: ScimClient;
  let trusted: ScimClient;
  let person: Person;
  let userId: string;
  beforeEach(async () => {
    now = NOW;
    client = await app.connect();
    trusted = await app.withToken(client, { scopes: ["scim", "scim.adminroles"] });
    userId = (await client.createUser({ userName: "Ann@contoso.com", password: PASSWORD })).id;
    person = await Person.of(app, client.tenantId, "ann@contoso.com");
  });

  const portal = (token: string) => withBearer(app.url, token, "GET", "/portal/v1/me");
  const signOut = (token: string) => withBearer(app.url, token, "DELETE", "/admin/v1/sessions/current");
  const seconds = (answer: Answer) => Number(answer.headers["retry-after"]);

  async function failures(): Promise<number[]> {
    const sql = "select failures from sign_in_failures where tenant_id = ? order by failures";
    const rows = await queryRows<{ failures: number }>(app.db.read, sql, [client.tenantId]);
    return rows.map((row) => row.failures);
  }

  it("gives a token for eight hours, whatever the case of the name [R014]", async () => {
    const { status, body } = await person.signIn(PASSWORD);

    expect({ status, body }).toEqual({
      status: 201,
      body: {
        token: expect.stringMatching(/^usher_session_.{43}$/),
        expiresAt: new Date(NOW + 8 * HOUR).toISOString(),
        roles: [],
      },
    });
    now = NOW + 8 * HOUR - 1;
    expect((await portal(body.token)).status).toBe(200);
    now = NOW + 8 * HOUR;
    expect((await portal(body.token)).status).toBe(401);
  });

  it("shows the own account and the service, and offers nothing else [R014]", async () => {
    const token = await person.token(PASSWORD);
    const { status, body } = await portal(token);

    expect({ status, body }).toEqual({
      status: 200,
      body: {
        user: (await client.get(`/Users/${userId}`)).body,
        licenses: [],
        administratorRoles: [],
        service: { name: "Usher", tenant: person.tenant },
      },
    });
    const others = [
      ["GET", "/scim/v2/Users", 401],
      ["GET", `/scim/v2/Users/${userId}`, 401],
      ["GET", "/scim/v2/Me", 401],
      ["GET", "/crm/v1/users", 401],
      ["POST", "/admin/v1/users", 403],
      ["POST", `/admin/v1/users/${userId}/password-reset`, 403],
      ["GET", "/admin/v1/provisioning-log", 403],
      ["PUT", "/portal/v1/me", 405],
      ["PATCH", "/portal/v1/me", 405],
    ] as const;
    for (const [method, path, expected] of others) {
      expect([path, (await withBearer(app.url, token, method, path)).status]).toEqual([path, expected]);
    }
  });

  it("is not for tokens of programs, bound to a user or not", async () => {
    const bound = await app.withToken(client, { scopes: ["scim", "admin:global"], userId });

    expect((await portal(bound.token)).status).toBe(403);
    expect((await signOut(bound.token)).status).toBe(403);
  });

  it("ends when the person signs out, and no other session does", async () => {
    const [first, second] = [await person.token(PASSWORD), await person.token(PASSWORD)];
    expect((await signOut(first)).status).toBe(204);

    expect((await portal(first)).status).toBe(401);
    expect((await portal(second)).status).toBe(200);
    expect((await signOut(first)).status).toBe(401);
  });

  it("has the administrator roles that the user holds at each request", async () => {
    await (await app.admin(client)).patch(`/users/${userId}`, { password: PASSWORD });
    const token = await person.token(PASSWORD);
    const administer = () => withBearer(app.url, token, "GET", "/admin/v1/provisioning-log");
    const give = (administratorRoles: string[]) =>
      trusted.patch(`/Users/${userId}`, [
        { op: "replace", path: `${CRM_USER}:administratorRoles`, value: administratorRoles },
      ]);
    await trusted.createUser({ userName: "other", [CRM_USER]: { administratorRoles: ["global"] } });

    expect((await administer()).status).toBe(403);
    await give(["global"]);
    expect((await administer()).status).toBe(200);
    expect((await person.signIn(PASSWORD)).body.roles).toEqual(["global"]);
    await give(["billing"]);
    expect((await administer()).status).toBe(403);
  });

  it("lets an administrator's changes be its own in the audit trail", async () => {
    await trusted.patch(`/Users/${userId}`, [
      { op: "add", path: `${CRM_USER}:administratorRoles`, value: ["userManagement"] },
    ]);
    await (await app.admin(client)).patch(`/users/${userId}`, { password: PASSWORD });
    const admin = new AdminClient({ url: app.url, token: await person.token(PASSWORD) });
    const { body } = await admin.post("/users", { userName: "bo" });

    const rows = await queryRows(
      app.db.read,
      "select action, actor_kind, actor_id from audit_entries where tenant_id = ? and resource_id = ? order by id",
      [client.tenantId, body.user.id],
    );
    expect(rows).toEqual([
      { action: "user.created", actor_kind: "account", actor_id: userId },
      { action: "user.temporaryPasswordSet", actor_kind: "account", actor_id: userId },
    ]);
  });

  it("ends at once when the user is blocked or deleted", async () => {
    const token = await person.token(PASSWORD);
    await client.patch(`/Users/${userId}`, [{ op: "replace", path: "active", value: false }]);
    expect((await portal(token)).status).toBe(401);
    expect(problemOf(await person.signIn(PASSWORD))).toBe("403 SIGN_IN_BLOCKED");

    await client.patch(`/Users/${userId}`, [{ op: "replace", path: "active", value: true }]);
    const second = await person.token(PASSWORD);
    await client.delete(`/Users/${userId}`);
    expect((await portal(second)).status).toBe(401);
    expect(problemOf(await person.signIn(PASSWORD))).toBe("401 SIGN_IN_FAILED");
  });

  it("forces a temporary password to be changed, and the old one fails then [R007]", async () => {
    const admin = await app.admin(client);
    const { user, temporaryPassword } = (await admin.post("/users", { userName: "bo@contoso.com" })).body;
    const bo = await Person.of(app, client.tenantId, user.userName);

    expect(problemOf(await bo.signIn(temporaryPassword))).toBe("403 PASSWORD_CHANGE_REQUIRED");
    expect(problemOf(await bo.changePassword(temporaryPassword, "short"))).toBe("400 PASSWORD_TOO_SHORT");
    expect(problemOf(await bo.changePassword(temporaryPassword, temporaryPassword))).toBe(
      "400 PASSWORD_UNCHANGED",
    );
    expect(problemOf(await bo.changePassword("wrong", "a new one of his"))).toBe("401 SIGN_IN_FAILED");
    expect((await bo.changePassword(temporaryPassword, "a new one of his")).status).toBe(204);
    expect(problemOf(await bo.signIn(temporaryPassword))).toBe("401 SIGN_IN_FAILED");
    expect((await bo.signIn("a new one of his")).status).toBe(201);
  });

  it("takes a temporary password to the end of its days and no longer [R007]", async () => {
    await choose(app, client.tenantId, { "passwords.temporaryDays": "2" });
    const { temporaryPassword } = (await (await app.admin(client)).post("/users", { userName: "bo" })).body;
    const bo = await Person.of(app, client.tenantId, "bo");

    now = NOW + 48 * HOUR - 1;
    expect(problemOf(await bo.signIn(temporaryPassword))).toBe("403 PASSWORD_CHANGE_REQUIRED");
    now = NOW + 48 * HOUR;
    expect(problemOf(await bo.signIn(temporaryPassword))).toBe("403 PASSWORD_EXPIRED");
    expect(problemOf(await bo.changePassword(temporaryPassword, "a new one of his"))).toBe(
      "403 PASSWORD_EXPIRED",
    );
  });

  it("signs out everywhere when the password changes, by whatever way", async () => {
    const byHimself = await person.token(PASSWORD);
    await person.changePassword(PASSWORD, "a second one of hers");
    expect((await portal(byHimself)).status).toBe(401);

    const byProvider = await person.token("a second one of hers");
    await client.patch(`/Users/${userId}`, [{ op: "replace", path: "password", value: "a third one" }]);
    expect((await portal(byProvider)).status).toBe(401);
  });

  it("changes a password once when two try at once", async () => {
    const answers = await Promise.all([
      person.changePassword(PASSWORD, "the first to come"),
      person.changePassword(PASSWORD, "the other to come"),
    ]);

    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([204, 401]));
  });

  it("leaves no session behind that the old password began while it was changed", async () => {
    const [changed, ...signIns] = await Promise.all([
      person.changePassword(PASSWORD, "a second one of hers"),
      ...Array.from({ length: 4 }, () => person.signIn(PASSWORD)),
    ]);
    const tokens = signIns.filter(({ status }) => status === 201).map(({ body }) => body.token as string);

    expect(changed.status).toBe(204);
    for (const token of tokens) expect((await portal(token)).status).toBe(401);
  });

  it("says the same of an unknown user, tenant and password, and takes as long", async () => {
    const body = { tenant: person.tenant, userName: person.userName, password: "wrong" };
    const tries = {
      password: body,
      user: { ...body, userName: "nobody" },
      tenant: { ...body, tenant: "nowhere" },
      control: { ...body, password: "a\u0007b" },
    };
    const answers: string[] = [];
    const times: Record<string, number> = {};
    useRealHashes();
    for (const [name, attempt] of Object.entries(tries)) {
      const begin = performance.now();
      const { status, headers, body: problem } = await post(app.url, "/admin/v1/sessions", attempt);
      times[name] = performance.now() - begin;
      const { requestId: _, ...said } = problem;
      answers.push(JSON.stringify([status, headers["www-authenticate"], said]));
    }
    useRealHashes(false);

    expect(new Set(answers).size).toBe(1);
    const nul = await post(app.url, "/admin/v1/sessions", { ...body, userName: "a\0b", tenant: "c\0d" });
    expect(nul.status).toBe(400);
    // A look-up alone takes a few milliseconds; a hash, fifty and more.
    for (const name of ["password", "user", "tenant"]) expect(times[name]).toBeGreaterThan(25);
  });

  it("makes an account wait at an address where it failed too often, on all servers", async () => {
    await choose(app, client.tenantId, { "passwords.maxFailures": "3", "passwords.waitMinutes": "5" });
    const second = await startSecondApp(app, { now: () => now, trustProxy: true });
    const there = { url: second.url, headers: { "X-Forwarded-For": "127.0.0.1" } };
    await person.signIn("wrong");
    await person.signIn("wrong", there);
    expect(problemOf(await person.signIn("wrong"))).toBe("401 SIGN_IN_FAILED");

    for (const at of [{}, there]) {
      const answer = await person.signIn(PASSWORD, at);
      expect(problemOf(answer)).toBe("429 SIGN_IN_THROTTLED");
      expect(seconds(answer)).toBe(300);
    }
    now += 5 * MINUTE - 1;
    expect(seconds(await person.signIn(PASSWORD))).toBe(1);
    now += 1;
    expect((await person.signIn(PASSWORD)).status).toBe(201);
    await second.close();
  });

  describe("when somebody else is wrong under the same name", () => {
    let second: TestApp;
    beforeEach(async () => {
      await choose(app, client.tenantId, { "passwords.maxFailures": "3" });
      second = await startSecondApp(app, { now: () => now, trustProxy: true });
    });
    afterEach(() => second.close());

    const from = (address: string) => ({ url: second.url, headers: { "X-Forwarded-For": address } });
    const failOften = async (address: string): Promise<number[]> => {
      const statuses: number[] = [];
      for (let i = 0; i < 6; i++) statuses.push((await person.signIn("wrong", from(address))).status);
      return statuses;
    };

    it("lets the person in from any other address", async () => {
      expect(await failOften("192.0.2.1")).toEqual([401, 401, 401, 429, 429, 429]);
      expect((await person.signIn(PASSWORD, from("192.0.2.1"))).status).toBe(429);
      expect((await person.signIn(PASSWORD, from("198.51.100.7"))).status).toBe(201);
      expect((await person.signIn(PASSWORD, from("192.0.2.1"))).status).toBe(429);
    });

    it("lets the person in at the same address too, where it has signed in before", async () => {
      expect((await person.signIn(PASSWORD, from("192.0.2.1"))).status).toBe(201);
      expect(await failOften("192.0.2.1")).toEqual([401, 401, 401, 429, 429, 429]);
      expect((await person.changePassword("wrong", "another one of hers")).status).toBe(401);
      expect((await person.signIn(PASSWORD, from("192.0.2.1"))).status).toBe(201);
      // What others did there with many names does not count either.
      const sql = "update sign_in_failures set failures = 30 where tenant_id = ?";
      await queryRows(app.db.write, sql, [client.tenantId]);
      expect((await person.signIn(PASSWORD, from("192.0.2.1"))).status).toBe(201);
    });

    it("takes the networks of IPv6 for one address", async () => {
      expect((await person.signIn(PASSWORD, from("2001:db8:1:2::7"))).status).toBe(201);
      expect(await failOften("2001:db8:1:2::8")).toEqual([401, 401, 401, 429, 429, 429]);
      expect((await person.signIn(PASSWORD, from("2001:db8:1:2:3::9"))).status).toBe(201);
    });

    it("lets a guesser at a known address go on for a while and no further, and forgets addresses in time", async () => {
      expect((await person.signIn(PASSWORD, from("192.0.2.1"))).status).toBe(201);
      await person.signIn("wrong", from("192.0.2.1"));
      const sql = "update sign_in_failures set failures = 300 where tenant_id = ?";
      await queryRows(app.db.write, sql, [client.tenantId]);
      expect((await person.signIn(PASSWORD, from("192.0.2.1"))).status).toBe(429);

      now += 91 * 24 * HOUR;
      expect(await failOften("192.0.2.1")).toEqual([401, 401, 401, 429, 429, 429]);
      expect((await person.signIn(PASSWORD, from("192.0.2.1"))).status).toBe(429);
    });
  });

  it("throttles a name that nobody has in the same way", async () => {
    await choose(app, client.tenantId, { "passwords.maxFailures": "3" });
    const nobody = await Person.of(app, client.tenantId, "nobody");
    const statuses: number[] = [];
    for (let count = 0; count < 4; count++) statuses.push((await nobody.signIn("wrong")).status);

    expect(statuses).toEqual([401, 401, 401, 429]);
  });

  it("lets no more through when many try at once", async () => {
    await choose(app, client.tenantId, { "passwords.maxFailures": "3" });
    const answers = await Promise.all(Array.from({ length: 12 }, () => person.signIn("wrong")));

    expect(answers.filter(({ status }) => status === 401)).toHaveLength(3);
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(9);
  });

  it("forgets failures when the password is right, and counts those of changes too", async () => {
    await choose(app, client.tenantId, { "passwords.maxFailures": "3" });
    await person.signIn("wrong");
    await person.changePassword("wrong", "another one of hers");
    expect(await failures()).toEqual([2, 2]);
    expect((await person.signIn(PASSWORD)).status).toBe(201);
    // The two still count for the address: others may sign in from it.
    expect(await failures()).toEqual([2]);
  });

  it("makes an address wait that fails with many names, without locking any of them", async () => {
    await choose(app, client.tenantId, { "passwords.maxFailures": "3" });
    const nobody = await Person.of(app, client.tenantId, "nobody");
    await nobody.signIn("wrong");
    const sql = "update sign_in_failures set failures = 30 where tenant_id = ? and subject = ?";
    await queryRows(app.db.write, sql, [client.tenantId, failureSubject("address", "127.0.0.1")]);

    expect((await person.signIn(PASSWORD)).status).toBe(429);
    expect(await failures()).toEqual([1, 30]);
  });

  it("tells what is wrong with a body, and shows no password", async () => {
    const bodies = [
      { userName: "ann" },
      { userName: "ann", password: 1 },
      { userName: "ann", password: "x".repeat(1025) },
      { userName: "ann", password: "the secret", newPassword: "the secret" },
      ["the secret"],
    ];
    for (const body of bodies) {
      const answer = await post(app.url, "/admin/v1/sessions", body);
      expect(problemOf(answer)).toBe("400 invalidValue");
      expect(answer.text).not.toContain("the secret");
    }
    expect((await post(app.url, "/admin/v1/sessions", { password: "x".repeat(20_000) })).status).toBe(413);
    expect((await withBearer(app.url, "none", "PUT", "/admin/v1/sessions")).headers["allow"]).toBe(
      "GET, HEAD, POST, DELETE, OPTIONS",
    );
  });
});
