import { queryFirst, queryRows } from "../../../src/db/query.js";
import { tenantContext } from "../../../src/effects/tenant-context.js";
import { updateUser } from "../../../src/use-cases/users/update-user.js";
import { choose, Person, queuedMails } from "../../support/accounts.js";
import { type AdminClient, problemOf } from "../../support/admin-client.js";
import { useTestApp } from "../../support/app.js";
import { DATABASES } from "../../support/databases.js";
import { CRM_USER, type ScimClient } from "../../support/scim-client.js";

const NOW = 1_800_000_000_000;
const DAY = 24 * 3600 * 1000;

describe.each(DATABASES)("POST /admin/v1/users on %s", (database) => {
  const app = useTestApp(database, { now: () => NOW });
  let client: ScimClient;
  let admin: AdminClient;
  beforeEach(async () => {
    client = await app.connect();
    admin = await app.admin(client);
    await choose(app, client.tenantId, { "userIds.domain": "contoso.com" });
  });

  const create = async (body: object) => {
    const answer = await admin.post("/users", body);
    expect(answer).toMatchObject({ status: 201 });
    return answer;
  };
  const ann = { name: { givenName: "Ann", familyName: "Lee" } };
  const mailed = {
    ...ann,
    emails: [
      { value: "ann@home.example", type: "home" },
      { value: "ann@work.example", type: "work" },
    ],
  };

  async function passwordRow(userId: string) {
    return queryFirst<Record<string, unknown>>(
      app.db.read,
      "select * from user_passwords where user_id = ?",
      [userId],
    );
  }

  it("makes an account with an id and name of its own [R001] [R006]", async () => {
    const { body, headers } = await create(ann);

    expect(body.user).toMatchObject({ userName: "ann.lee@contoso.com", ...ann });
    expect(headers["location"]).toBe(`${app.url}/admin/v1/users/${body.user.id}`);
    const read = await client.get(`/Users/${body.user.id}`);
    expect(read.body).toEqual(body.user);
    expect(headers["etag"]).toBe(read.headers["etag"]);
  });

  it("makes one by SCIM as well [R001]", async () => {
    const user = await client.createUser({ userName: "ann@contoso.com" });

    expect((await client.get(`/Users/${user.id}`)).body).toMatchObject({
      id: user.id,
      userName: "ann@contoso.com",
    });
  });

  it("makes one that is active and has neither license nor record [R002]", async () => {
    const { id } = (await create({ ...ann, active: true })).body.user;
    const { body } = await client.get(`/Users/${id}?attributes=active,${CRM_USER}`);

    expect(body).toMatchObject({ id, active: true });
    expect(body[CRM_USER]?.licenses).toBeUndefined();
    expect(body[CRM_USER]?.instances).toBeUndefined();
  });

  it("generates a password as the settings want it, that must be changed in time [R006] [R007]", async () => {
    await choose(app, client.tenantId, { "passwords.temporaryLength": "20", "passwords.temporaryDays": "3" });
    const { body } = await create(ann);

    expect(body.temporaryPassword).toMatch(/^(?=.*[A-Z])(?=.*[a-z])(?=.*\d)(?=.*[#%+?@]).{20}$/);
    expect(await passwordRow(body.user.id)).toMatchObject({
      must_change: 1,
      generated: 1,
      expires_at: NOW + 3 * DAY,
    });
  });

  it("gives twenty people of one name twenty names, all at once [R006]", async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => create(ann)));

    const names = answers.map(({ body }) => body.user.userName);
    const expected = Array.from({ length: 19 }, (_, index) => `ann.lee${index + 2}@contoso.com`);
    expect(new Set(names)).toEqual(new Set(["ann.lee@contoso.com", ...expected]));
    expect(new Set(answers.map(({ body }) => body.temporaryPassword)).size).toBe(20);
  }, 20_000);

  it("makes names by the tenant's own pattern, without marks, and takes the next number", async () => {
    await choose(app, client.tenantId, { "userIds.pattern": "{initial}{family}@crm.{domain}" });
    await client.createUser({ userName: "ZGROSS@crm.contoso.com" });
    const { body } = await create({ name: { givenName: "Zoë", familyName: "Groß" } });
    const chinese = await create({ name: { givenName: "雷", familyName: "李" } });

    expect(body.user.userName).toBe("zgross2@crm.contoso.com");
    expect(chinese.body.user.userName).toBe("user@crm.contoso.com");
  });

  it("asks for a userName when every number of the generated one is taken", async () => {
    await client.createUser({ userName: "ann.lee@contoso.com" });
    await queryRows(
      app.db.write,
      `insert into users (tenant_id, id, user_name_key, display_name, version, created_at, last_modified_at, resource,
         search)
       select u.tenant_id, u.id || n.n, 'ann.lee' || n.n || '@contoso.com', u.display_name, 1, 0, 0, u.resource, u.search
       from users u, (with recursive n (n) as (select 2 union all select n + 1 from n where n < 10000)
         select n from n) n where u.tenant_id = ?`,
      [client.tenantId],
    );

    expect(problemOf(await admin.post("/users", ann))).toBe("409 USER_NAMES_EXHAUSTED");
    expect((await create({ ...ann, userName: "ann" })).body.user.userName).toBe("ann");
  });

  it("takes a userName that is sent, and refuses one that is taken", async () => {
    expect((await create({ userName: "ann" })).body.user.userName).toBe("ann");
    const again = await admin.post("/users", { userName: "ANN" });
    expect(problemOf(again)).toBe("409 uniqueness");
    expect((await create({ ...ann, USERNAME: "" })).body.user.userName).toBe("ann.lee@contoso.com");
  });

  it("says what is wrong with what is no user", async () => {
    expect(problemOf(await admin.post("/users", { ...ann, active: "perhaps" }))).toBe("400 invalidValue");
    expect(problemOf(await admin.post("/users", []))).toBe("400 invalidValue");
    expect(problemOf(await admin.post("/users", { ...ann, sendPasswordMail: "yes" }))).toBe(
      "400 invalidValue",
    );
  });

  it("queues exactly one mail when it is asked to [R008] [R009]", async () => {
    const { body } = await create({ ...mailed, sendPasswordMail: true });

    expect(body.warnings).toEqual(["PASSWORD_MAIL_IS_CLEAR_TEXT"]);
    const mails = await queuedMails(app, client.tenantId);
    expect(mails).toEqual([
      {
        to: "ann@work.example",
        subject: expect.any(String),
        text: expect.stringContaining(body.temporaryPassword),
      },
    ]);
    expect(mails[0]?.text).toContain("ann.lee@contoso.com");
  });

  it("queues none otherwise, and warns of nothing [R008]", async () => {
    const { body } = await create(mailed);

    expect(body.warnings).toEqual([]);
    expect(body.temporaryPassword).toHaveLength(16);
    expect(await queuedMails(app, client.tenantId)).toEqual([]);
  });

  it("mails to the address that is named, and needs one [R008]", async () => {
    await create({ ...mailed, sendPasswordMail: true, mailTo: "boss@example.com" });
    expect(await queuedMails(app, client.tenantId)).toMatchObject([{ to: "boss@example.com" }]);

    const refused = [
      { ...ann, sendPasswordMail: true },
      { ...ann, sendPasswordMail: true, mailTo: "a@x.example, b@x.example" },
      { ...ann, sendPasswordMail: true, mailTo: "a@x.example\r\nBcc: b@x.example" },
    ];
    for (const body of refused) expect(problemOf(await admin.post("/users", body))).toBe("400 MAIL_ADDRESS");
    expect(await queuedMails(app, client.tenantId)).toHaveLength(1);
  });

  it("takes an address for the wish to have it mailed there, and refuses one that says both", async () => {
    const { body } = await create({ ...mailed, mailTo: "boss@example.com" });
    expect(body).toMatchObject({
      warnings: ["PASSWORD_MAIL_IS_CLEAR_TEXT"],
      warningDetails: [
        expect.stringMatching(/^PASSWORD_MAIL_IS_CLEAR_TEXT: the password is mailed as clear/),
      ],
    });
    const { id } = body.user;
    expect((await admin.post(`/users/${id}/password-reset`, { mailTo: "boss@example.com" })).status).toBe(
      200,
    );
    expect(await queuedMails(app, client.tenantId)).toMatchObject([{ to: "boss@example.com" }]);

    const both = { sendPasswordMail: false, mailTo: "boss@example.com" };
    expect(problemOf(await admin.post(`/users/${id}/password-reset`, both))).toBe("400 invalidValue");
    expect(problemOf(await admin.post("/users", { ...ann, userName: "bo", ...both }))).toBe(
      "400 invalidValue",
    );
  });

  it("takes the wish out of the CRM extension as well", async () => {
    const order = (temporaryPassword: object) => ({ ...mailed, [CRM_USER]: { temporaryPassword } });
    const first = await create(order({ generate: true, sendMail: true, mailTo: "ann@x.example" }));
    const second = await create(order({ generate: false, sendMail: true }));

    expect(first.body).toMatchObject({ warnings: ["PASSWORD_MAIL_IS_CLEAR_TEXT"] });
    expect(first.body.temporaryPassword).toHaveLength(16);
    expect(second.body).toEqual({ user: expect.anything(), warnings: [] });
    expect(await passwordRow(second.body.user.id)).toBeUndefined();
    expect(await queuedMails(app, client.tenantId)).toMatchObject([{ to: "ann@x.example" }]);
  });

  it("does nothing of the kind for a provider, whatever it sends [R011]", async () => {
    const temporaryPassword = { generate: true, sendMail: true, mailTo: "ann@x.example" };
    const user = await client.createUser({ userName: "ann", [CRM_USER]: { temporaryPassword } });

    expect(JSON.stringify(user)).not.toContain("emporaryPassword");
    expect(await passwordRow(user.id)).toBeUndefined();
    expect(await queuedMails(app, client.tenantId)).toEqual([]);
  });

  it("generates and mails nothing where a password is sent [R011]", async () => {
    const { body } = await create({ ...mailed, password: "a password of hers", sendPasswordMail: true });
    const byScim = await client.createUser({ userName: "bo", password: "a password of his" });

    expect(body).toEqual({ user: expect.anything(), warnings: [] });
    for (const id of [body.user.id, byScim.id]) {
      expect(await passwordRow(id)).toMatchObject({ must_change: 0, generated: 0, expires_at: null });
    }
    expect(await queuedMails(app, client.tenantId)).toEqual([]);
  });

  it("gives an application none", async () => {
    const body = {
      userName: "app",
      [CRM_USER]: { userKind: "application", applicationId: "01890000-0000-7000-8000-000000000001" },
    };
    const { body: created } = await create(body);

    expect(created.temporaryPassword).toBeUndefined();
    expect(problemOf(await admin.post(`/users/${created.user.id}/password-reset`))).toBe(
      "400 APPLICATION_USER",
    );
  });

  it("gives a password that lasts in the place of a temporary one, by SCIM", async () => {
    const { body } = await create({ ...mailed, sendPasswordMail: true });
    await client.patch(`/Users/${body.user.id}`, [
      { op: "replace", path: "password", value: "one that lasts" },
    ]);

    expect(await passwordRow(body.user.id)).toMatchObject({ must_change: 0, generated: 0, expires_at: null });
    expect(await queuedMails(app, client.tenantId)).toEqual([]);
  });
});

describe.each(DATABASES)("POST /admin/v1/users/{id}/password-reset on %s", (database) => {
  let now = NOW;
  const app = useTestApp(database, { now: () => now });
  let client: ScimClient;
  beforeEach(async () => {
    now = NOW;
    client = await app.connect();
  });

  it("gives another temporary password, and the one before fails [R006] [R007] [R080]", async () => {
    const admin = await app.admin(client, ["password"]);
    const { id } = await client.createUser({ userName: "ann", password: "what she had before" });
    const { status, body } = await admin.post(`/users/${id}/password-reset`);
    const person = await Person.of(app, client.tenantId, "ann");

    expect({ status, body }).toEqual({
      status: 200,
      body: { temporaryPassword: expect.stringMatching(/^.{16}$/), warnings: [] },
    });
    expect(problemOf(await person.signIn("what she had before"))).toBe("401 SIGN_IN_FAILED");
    expect(problemOf(await person.signIn(body.temporaryPassword))).toBe("403 PASSWORD_CHANGE_REQUIRED");
  });

  it("mails it where asked, and takes back the mail before [R008] [R009]", async () => {
    const admin = await app.admin(client);
    const { id } = await client.createUser({ userName: "ann" });
    await admin.patch(`/users/${id}`, { emails: [{ value: "ann@x.example" }] });
    const first = await admin.post(`/users/${id}/password-reset`, { sendPasswordMail: true });
    const second = await admin.post(`/users/${id}/password-reset`, { sendPasswordMail: true });

    expect(second.body.warnings).toEqual(["PASSWORD_MAIL_IS_CLEAR_TEXT"]);
    expect(second.body.temporaryPassword).not.toBe(first.body.temporaryPassword);
    const mails = await queuedMails(app, client.tenantId);
    expect(mails).toHaveLength(1);
    expect(mails[0]?.text).toContain(second.body.temporaryPassword);
  });

  it("knows nobody under an id that is none", async () => {
    const admin = await app.admin(client);
    expect(problemOf(await admin.post("/users/01890000-0000-7000-8000-000000000000/password-reset"))).toBe(
      "404 notFound",
    );
    expect(problemOf(await admin.post("/users/nobody/password-reset"))).toBe("404 notFound");
  });

  it("reaches no further than the roles of the administrator [R080] [R081]", async () => {
    const trusted = await app.withToken(client, { scopes: ["scim", "scim.adminroles"] });
    const held = {
      nobody: [],
      password: ["password"],
      userManagement: ["userManagement"],
      billing: ["billing"],
      global: ["global"],
    };
    const reach: Record<string, string[]> = {};
    for (const [name, administratorRoles] of Object.entries(held)) {
      const { id } = await trusted.createUser({ userName: name, [CRM_USER]: { administratorRoles } });
      for (const role of ["global", "password", "userManagement"] as const) {
        const { status } = await (await app.admin(client, [role])).post(`/users/${id}/password-reset`);
        (reach[role] ??= []).push(`${name} ${status}`);
      }
    }

    expect(reach).toEqual({
      global: ["nobody 200", "password 200", "userManagement 200", "billing 200", "global 200"],
      password: ["nobody 200", "password 200", "userManagement 403", "billing 403", "global 403"],
      userManagement: ["nobody 200", "password 200", "userManagement 200", "billing 403", "global 403"],
    });
  }, 20_000);

  it("cannot be got around by changing the user's password as an attribute [R081]", async () => {
    const trusted = await app.withToken(client, { scopes: ["scim", "scim.adminroles"] });
    const { id } = await trusted.createUser({
      userName: "bill",
      [CRM_USER]: { administratorRoles: ["billing"] },
    });
    const by = { actor: { kind: "token", id: "t" }, trigger: "admin" } as const;
    const ctx = await tenantContext(app.db, client.tenantId, by);
    const change = (role: "global" | "userManagement") =>
      updateUser(
        { ...ctx, administrator: { roles: new Set([role]), userId: undefined } },
        id,
        { ifMatch: undefined, ifNoneMatch: undefined },
        { apply: (current) => current, passwordHash: "hash" },
      );

    await expect(change("userManagement")).rejects.toMatchObject({ code: "forbidden" });
    await expect(change("global")).resolves.toMatchObject({ id });
  });

  it("signs the user out everywhere", async () => {
    const admin = await app.admin(client);
    const { id } = await client.createUser({ userName: "ann", password: "what she had before" });
    const token = await (await Person.of(app, client.tenantId, "ann")).token("what she had before");
    const signedIn = { Authorization: `Bearer ${token}` };
    expect((await admin.get("/sessions/current", signedIn)).status).toBe(405);
    await admin.post(`/users/${id}/password-reset`);

    expect((await admin.delete("/sessions/current", signedIn)).status).toBe(401);
  });
});
