import { Person, queuedMails, withBearer } from "../../support/accounts.js";
import { type AdminClient, problemOf } from "../../support/admin-client.js";
import { useTestApp } from "../../support/app.js";
import { Crm } from "../../support/crm.js";
import { DATABASES } from "../../support/databases.js";
import { CORE_USER, CRM_USER, errorOf, type ScimClient } from "../../support/scim-client.js";

const PASSWORD = "what the provider set";
const OTHER = "what somebody set later";

describe.each(DATABASES)("passwords of administrators on %s", (database) => {
  const app = useTestApp(database);
  let client: ScimClient;
  let trusted: ScimClient;
  let admin: AdminClient;
  let crm: Crm;
  beforeAll(async () => {
    client = await app.connectToCrm();
    trusted = await app.withToken(client, { scopes: ["scim", "scim.adminroles"] });
    admin = await app.admin(client);
    crm = new Crm(admin);
    await trusted.createUser({ userName: "keeper", [CRM_USER]: { administratorRoles: ["global"] } });
  });

  let count = 0;
  const addUser = async (attributes: object = {}): Promise<string> =>
    (await client.createUser({ userName: `p${count++}`, password: PASSWORD, ...attributes })).id;
  const promote = (id: string, ...roles: string[]) =>
    admin.put(`/users/${id}/administrator-roles`, { roles });
  const personOf = async (id: string): Promise<Person> =>
    Person.of(app, client.tenantId, (await client.get(`/Users/${id}`)).body.userName);
  /** In short, what a sign-in comes to. */
  const signIn = async (id: string, password: string): Promise<string> =>
    problemOf(await (await personOf(id)).signIn(password));

  /** Each way in which somebody administers something. */
  const ways: Readonly<Record<string, (id: string) => Promise<unknown>>> = {
    "a global administrator": (id) => promote(id, "global"),
    "a password administrator": (id) => promote(id, "password"),
    "a System Administrator": (id) => crm.setRoles(id, ["System Administrator"]),
    "a System Administrator through the team of a group": async (id) => {
      const group = await client.createGroup(`admins of ${id}`, [id]);
      const roles = ["System Administrator"];
      await admin.post("/instances/main/teams", { name: `T ${id}`, groupId: group.id, roles });
    },
    "a System Administrator through an owner team": async (id) => {
      const roles = ["System Administrator"];
      const { body } = await admin.post("/instances/main/teams", { name: `O ${id}`, roles });
      await admin.post(`/instances/main/teams/${body.id}/members`, { add: [id] });
    },
    "who holds a copy of System Administrator": async (id) => {
      await crm.copyRole(`Copy for ${id}`, {}, "System Administrator");
      await crm.setRoles(id, [`Copy for ${id}`]);
    },
    "a blocked global administrator": async (id) => {
      await promote(id, "global");
      await client.patch(`/Users/${id}`, [{ op: "replace", path: "active", value: false }]);
    },
  };

  it("cannot be changed by a provider without scim.adminroles, by whatever request", async () => {
    const id = await addUser();
    await promote(id, "global");
    const { userName } = (await client.get(`/Users/${id}`)).body;
    const operations = [{ op: "replace", path: "password", value: OTHER }];
    const schemas = ["urn:ietf:params:scim:api:messages:2.0:PatchOp"];
    const put = { schemas: [CORE_USER], userName, password: OTHER };
    const me = await app.withToken(client, { scopes: ["scim"], userId: id });
    const refused = [
      await client.patch(`/Users/${id}`, operations),
      await client.patch(`/Users/${id}`, [{ op: "add", path: `${CORE_USER}:password`, value: OTHER }]),
      await client.patch(`/Users/${id}`, [{ op: "Replace", value: { Password: OTHER } }]),
      await client.patch(`/Users/${id}`, [{ op: "remove", path: "password" }]),
      await client.put(`/Users/${id}`, put),
      await me.patch("/Me", operations),
      await me.put("/Me", put),
    ];

    expect(refused.map((answer) => [errorOf(answer), answer.body.detail])).toEqual(
      refused.map(() => ["403", expect.stringMatching(/^ADMIN_ROLE_SCOPE: /)]),
    );
    const { body } = await client.post("/Bulk", {
      schemas: ["urn:ietf:params:scim:api:messages:2.0:BulkRequest"],
      Operations: [
        { method: "PATCH", path: `/Users/${id}`, data: { schemas, Operations: operations } },
        { method: "PUT", path: `/Users/${id}`, data: put },
      ],
    });
    expect(body.Operations.map((one: { status: string }) => one.status)).toEqual(["403", "403"]);
    expect((await client.patch(`/Users/${id}`, [{ op: "replace", path: "title", value: "Dr" }])).status).toBe(
      200,
    );
    expect((await trusted.patch(`/Users/${id}`, operations)).status).toBe(200);
  });

  it.each(Object.entries(ways))("are those of %s too", async (_, makeAdministrator) => {
    const id = await addUser();
    await makeAdministrator(id);
    const { detail } = (await client.patch(`/Users/${id}`, [{ op: "remove", path: "password" }])).body;

    expect(detail).toMatch(/^ADMIN_ROLE_SCOPE: /);
    expect(await signIn(id, PASSWORD)).toMatch(/^403 (PASSWORD_OF_PROVIDER|SIGN_IN_BLOCKED)$/);
  });

  it("lets a provider rename administrators, block them and delete them, but the last one", async () => {
    const [id, other] = [await addUser(), await addUser()];
    await promote(id, "global");
    await crm.setRoles(other, ["System Administrator"]);
    const change = [
      { op: "replace", path: "userName", value: "married" },
      { op: "replace", path: "emails", value: [{ value: "married@contoso.com", type: "work" }] },
    ];

    expect((await client.patch(`/Users/${id}`, change)).status).toBe(200);
    expect(
      (await client.patch(`/Users/${id}`, [{ op: "replace", path: "active", value: false }])).status,
    ).toBe(200);
    expect((await client.delete(`/Users/${id}`)).status).toBe(204);
    const [keeper] = await client.find("/Users", 'userName eq "keeper"');
    const rest = (await admin.all("/administrators?role=global")).filter((one) => one.id !== keeper.id);
    for (const { id: one } of rest) expect((await client.delete(`/Users/${one}`)).status).toBe(204);
    for (const answer of [
      await client.delete(`/Users/${keeper.id}`),
      await client.patch(`/Users/${keeper.id}`, [{ op: "replace", path: "active", value: false }]),
    ]) {
      expect(errorOf(answer)).toMatch(/^409/);
      expect(answer.body.detail).toMatch(/^LAST_GLOBAL_ADMINISTRATOR/);
    }
  });

  it.each([
    ["a directory role", (id: string) => promote(id, "password")],
    ["System Administrator", (id: string) => crm.setRoles(id, ["System Administrator"])],
  ])("that a provider set open no session of an administrator, when %s comes later too", async (_, give) => {
    const id = await addUser();
    const person = await personOf(id);
    const before = await person.token(PASSWORD);
    await give(id);

    expect(await signIn(id, PASSWORD)).toBe("403 PASSWORD_OF_PROVIDER");
    // Whoever set it knows it, and could change it as the person.
    expect(problemOf(await person.changePassword(PASSWORD, OTHER))).toBe("403 PASSWORD_OF_PROVIDER");
    for (const [method, path] of [
      ["GET", "/admin/v1/users"],
      ["GET", `/admin/v1/instances/main/users/${id}/roles`],
      ["PUT", `/admin/v1/instances/main/users/${id}/roles`],
      ["PUT", `/admin/v1/instances/main/users/${id}/access-mode`],
    ] as const) {
      expect(problemOf(await withBearer(app.url, before, method, path))).toBe("403 PASSWORD_OF_PROVIDER");
    }
    await trusted.patch(`/Users/${id}`, [{ op: "replace", path: "password", value: OTHER }]);
    expect(await signIn(id, OTHER)).toBe("403 PASSWORD_OF_PROVIDER");

    const { body: reset } = await admin.post(`/users/${id}/password-reset`);
    expect((await person.changePassword(reset.temporaryPassword, "his own choice")).status).toBe(204);
    expect(await signIn(id, "his own choice")).toBe("201");
  });

  it("that a person chose in the place of a provider's count as the provider's", async () => {
    const id = await addUser();
    const person = await personOf(id);
    expect((await person.changePassword(PASSWORD, OTHER)).status).toBe(204);
    expect(await signIn(id, OTHER)).toBe("201");
    await promote(id, "service");

    expect(await signIn(id, OTHER)).toBe("403 PASSWORD_OF_PROVIDER");
    expect((await admin.patch(`/users/${id}`, { password: "by an administrator" })).status).toBe(200);
    expect(await signIn(id, "by an administrator")).toBe("201");
  });

  it("are mailed to an address only that an administrator confirmed [R008]", async () => {
    const emails = [{ value: "Ann@contoso.com", type: "work", primary: true }];
    const id = await addUser({ emails });
    const reset = async (wish: object) =>
      problemOf(await admin.post(`/users/${id}/password-reset`, { sendPasswordMail: true, ...wish }));
    const sent = async () => (await queuedMails(app, client.tenantId)).at(-1)?.to;

    expect(await reset({})).toBe("400 MAIL_ADDRESS_NOT_CONFIRMED");
    expect(await reset({ mailTo: "ann@contoso.com" })).toBe("200");
    expect(await sent()).toBe("ann@contoso.com");
    // It is the user's own, so that it is confirmed from then on, until a provider puts another one in its place.
    expect(await reset({})).toBe("200");
    const changed = [{ ...emails[0], value: "mallory@example.com" }];
    await client.patch(`/Users/${id}`, [{ op: "replace", path: "emails", value: changed }]);
    expect(await reset({})).toBe("400 MAIL_ADDRESS_NOT_CONFIRMED");
    await admin.patch(`/users/${id}`, { emails: [{ value: "lee@contoso.com", primary: true }] });
    expect(await reset({})).toBe("200");
    expect(await sent()).toBe("lee@contoso.com");

    const made = await admin.post("/users", { userName: "made", emails, sendPasswordMail: true });
    expect(await sent()).toBe("Ann@contoso.com");
    const again = await admin.post(`/users/${made.body.user.id}/password-reset`, { sendPasswordMail: true });
    expect(problemOf(again)).toBe("200");
  });

  it("of a System Administrator are reset by global and service administrators only [R080]", async () => {
    const id = await addUser();
    const plain = await addUser();
    await crm.setRoles(id, ["System Administrator"]);
    const reset = async (role: "global" | "service" | "password" | "userManagement", who: string) =>
      problemOf(await (await app.admin(client, [role])).post(`/users/${who}/password-reset`));

    expect(await reset("userManagement", id)).toBe("403 PASSWORD_OF_ADMINISTRATOR");
    expect(await reset("password", id)).toBe("403 PASSWORD_OF_ADMINISTRATOR");
    expect(await reset("service", id)).toBe("200");
    expect(await reset("global", id)).toBe("200");
    expect(await reset("service", plain)).toBe("403 PASSWORD_OF_ADMINISTRATOR");
    const manager = await app.admin(client, ["userManagement"]);
    expect(problemOf(await manager.patch(`/users/${id}`, { password: OTHER }))).toBe(
      "403 PASSWORD_OF_ADMINISTRATOR",
    );
    // Nor does he say where a password is mailed to.
    await manager.patch(`/users/${id}`, { emails: [{ value: "mine@example.com", primary: true }] });
    expect(problemOf(await admin.post(`/users/${id}/password-reset`, { sendPasswordMail: true }))).toBe(
      "400 MAIL_ADDRESS_NOT_CONFIRMED",
    );
  });
});
