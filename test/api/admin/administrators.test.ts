import { type AdminClient, problemOf } from "../../support/admin-client.js";
import { useTestApp } from "../../support/app.js";
import { DATABASES } from "../../support/databases.js";
import { type Answer } from "../../support/http.js";
import { CORE_USER, CRM_USER, errorOf, type ScimClient } from "../../support/scim-client.js";

describe.each(DATABASES)("administrators on %s", (database) => {
  const app = useTestApp(database);
  let client: ScimClient;
  /** A provider that was trusted with administrator roles. */
  let provider: ScimClient;
  let global: AdminClient;
  let manager: AdminClient;
  beforeEach(async () => {
    client = await app.connect();
    provider = await app.withToken(client, { scopes: ["scim", "scim.adminroles"] });
    global = await app.admin(client, ["global"]);
    manager = await app.admin(client, ["userManagement"]);
  });

  async function person(userName: string, role?: string, by = provider): Promise<string> {
    const administratorRoles = role === undefined ? [] : [role];
    const { id } = await by.createUser({
      userName,
      schemas: [CORE_USER, CRM_USER],
      [CRM_USER]: { administratorRoles },
    });
    return id;
  }

  const setRoles = (by: AdminClient, id: string, ...roles: string[]) =>
    by.put(`/users/${id}/administrator-roles`, { roles });
  const findings = async (): Promise<string[]> =>
    (await global.get("/reports/health")).body.value.map(({ code }: { code: string }) => code);

  it("gives several people the same role and one person several [R077]", async () => {
    const [ann, bea] = [await person("ann"), await person("bea")];

    await setRoles(global, ann, "global", "billing");
    const answer = await setRoles(global, bea, "global");

    expect(answer.body).toEqual({ id: bea, roles: ["global"] });
    expect(answer.headers["etag"]).toBe('W/"2"');
    const found = await global.all("/administrators?limit=1");
    expect(found).toEqual([
      { id: ann, userName: "ann", displayName: "ann", active: true, roles: ["global", "billing"] },
      { id: bea, userName: "bea", displayName: "bea", active: true, roles: ["global"] },
    ]);
    const billing = await manager.all("/administrators?role=billing");
    expect(billing.map(({ id }) => id)).toEqual([ann]);
  });

  it("knows exactly five roles and refuses a sixth [R079]", async () => {
    const ann = await person("ann");
    const all = ["global", "billing", "password", "service", "userManagement"];

    expect((await setRoles(global, ann, ...all)).body.roles).toEqual(all);
    expect(problemOf(await setRoles(global, ann, "exchange"))).toBe("400 invalidValue");
    expect(problemOf(await global.get("/administrators?role=exchange"))).toBe("400 invalidValue");
    const patched = await global.patch(`/users/${ann}`, { [CRM_USER]: { administratorRoles: ["helpdesk"] } });
    expect(problemOf(patched)).toBe("400 invalidValue");
  });

  it("lets nobody but global give or take roles, by whatever route [R081]", async () => {
    const [ann, bea] = [await person("ann"), await person("bea", "billing")];
    const extension = (roles: string[]) => ({ [CRM_USER]: { administratorRoles: roles } });

    for (const answer of [
      await setRoles(manager, ann, "password"),
      await manager.patch(`/users/${ann}`, extension(["password"])),
      await manager.put(`/users/${bea}`, { userName: "bea", ...extension([]) }),
      await manager.post("/users", { userName: "cora", ...extension(["billing"]) }),
    ]) {
      expect(answer.status).toBe(403);
    }
    // What stays as it is may be sent along.
    expect((await manager.patch(`/users/${bea}`, { title: "x", ...extension(["billing"]) })).status).toBe(
      200,
    );
    expect((await global.patch(`/users/${ann}`, extension(["password"]))).status).toBe(200);
    expect((await global.post("/users", { userName: "cora", ...extension(["billing"]) })).status).toBe(201);
  });

  it("keeps global administrators out of reach of user management [R081]", async () => {
    const [ann] = [await person("ann", "global"), await person("bea", "global")];
    const refused = "403 GLOBAL_ADMINISTRATOR_ONLY";

    expect(problemOf(await manager.patch(`/users/${ann}`, { title: "x" }))).toBe(refused);
    expect(problemOf(await manager.put(`/users/${ann}`, { userName: "ann2" }))).toBe(refused);
    expect(problemOf(await manager.delete(`/users/${ann}`))).toBe(refused);
    const { value } = (await global.get("/connections")).body;
    expect(problemOf(await manager.post(`/users/${ann}/adopt`, { connection: value[0].name }))).toBe(refused);
    expect((await global.delete(`/users/${ann}`)).status).toBe(200);
    expect(problemOf(await manager.post(`/deleted-users/${ann}/restore`))).toBe(refused);
    expect((await global.post(`/deleted-users/${ann}/restore`)).status).toBe(200);
    // Others are theirs to manage.
    const dora = await person("dora", "service");
    expect((await manager.patch(`/users/${dora}`, { title: "x" })).status).toBe(200);
    expect((await manager.delete(`/users/${dora}`)).status).toBe(200);
  });

  it("warns of a single global administrator, and of none [R078]", async () => {
    expect(await findings()).toContain("NO_GLOBAL_ADMIN");
    await person("ann", "global");
    expect(await findings()).toContain("SINGLE_GLOBAL_ADMIN");
    const bea = await person("bea", "global");
    expect(await findings()).not.toContain("SINGLE_GLOBAL_ADMIN");
    await global.patch(`/users/${bea}`, { active: false });
    expect(await findings()).toContain("SINGLE_GLOBAL_ADMIN");
  });

  it("keeps the last active global administrator, whoever would take it and however [R078]", async () => {
    const ann = await person("ann", "global");
    await global.patch(`/users/${await person("bea", "global")}`, { active: false });
    const last = "409 LAST_GLOBAL_ADMINISTRATOR";

    expect(problemOf(await global.delete(`/users/${ann}`))).toBe(last);
    expect(problemOf(await global.patch(`/users/${ann}`, { active: false }))).toBe(last);
    expect(problemOf(await setRoles(global, ann, "billing"))).toBe(last);
    expect(problemOf(await global.patch(`/users/${ann}`, { [CRM_USER]: null }))).toBe(last);
    expect(errorOf(await provider.delete(`/Users/${ann}`))).toBe("409");
    const scim: Answer[] = [
      await client.patch(`/Users/${ann}`, [{ op: "replace", path: "active", value: false }]),
      await provider.patch(`/Users/${ann}`, [{ op: "remove", path: `${CRM_USER}:administratorRoles` }]),
      await client.put(`/Users/${ann}`, { schemas: [CORE_USER], userName: "ann", active: false }),
    ];
    for (const answer of scim) {
      expect(answer.status).toBe(409);
      expect(answer.body.detail).toMatch(/^LAST_GLOBAL_ADMINISTRATOR: /);
    }
    expect((await client.get(`/Users/${ann}`)).body.active).not.toBe(false);

    // Everything else of him may change, and he may go once there is another.
    expect((await global.patch(`/users/${ann}`, { title: "x" })).status).toBe(200);
    await setRoles(global, await person("cora"), "global");
    expect((await global.delete(`/users/${ann}`)).status).toBe(200);
  });

  it("lets nobody give up his own role global [R078]", async () => {
    const ann = await person("ann", "global");
    await person("bea", "global");
    const own = await app.admin(client, ["global"], ann);

    expect(problemOf(await setRoles(own, ann, "billing"))).toBe("409 OWN_GLOBAL_ROLE");
    expect(problemOf(await own.delete(`/users/${ann}`))).toBe("409 OWN_GLOBAL_ROLE");
    expect(problemOf(await own.patch(`/users/${ann}`, { active: false }))).toBe("409 OWN_GLOBAL_ROLE");
    expect((await setRoles(own, ann, "global", "billing")).status).toBe(200);
  });

  it("leaves one when two take the role from each other at the same time [R078]", async () => {
    for (let round = 0; round < 10; round++) {
      const tenant = await app.connect();
      const trusted = await app.withToken(tenant, { scopes: ["scim", "scim.adminroles"] });
      const [ann, bea] = [await person("ann", "global", trusted), await person("bea", "global", trusted)];
      const [byAnn, byBea] = [
        await app.admin(tenant, ["global"], ann),
        await app.admin(tenant, ["global"], bea),
      ];

      const answers = await Promise.all([
        setRoles(byAnn, bea),
        round % 2 === 0 ? setRoles(byBea, ann) : byBea.delete(`/users/${ann}`),
      ]);

      const outcomes = answers.map(problemOf).toSorted();
      expect(outcomes[0]).toBe("200");
      // Who came second has lost the role already, or takes it from the last one who has it.
      expect(["403 forbidden", "409 LAST_GLOBAL_ADMINISTRATOR"]).toContain(outcomes[1]);
      expect(await (await app.admin(tenant)).all("/administrators?role=global")).toHaveLength(1);
    }
  }, 30_000);

  it("leaves one of five whom five connections block at the same time [R078]", async () => {
    const ids = await Promise.all([1, 2, 3, 4, 5].map((number) => person(`user${number}`, "global")));

    const answers = await Promise.all(
      ids.map((id) => provider.patch(`/Users/${id}`, [{ op: "replace", path: "active", value: false }])),
    );

    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 200, 200, 200, 409]);
    const left = (await global.all("/administrators?role=global")).filter(({ active }) => active);
    expect(left).toHaveLength(1);
  });

  it("holds a change of roles to the version that If-Match names, and audits it [R145]", async () => {
    const ann = await person("ann");
    const path = `/users/${ann}/administrator-roles`;
    const stale = await global.put(path, { roles: ["billing"] }, { "If-Match": 'W/"9"' });

    expect(problemOf(stale)).toBe("412 preconditionFailed");
    expect((await global.put(path, { roles: ["billing"] }, { "If-Match": 'W/"1"' })).status).toBe(200);
    expect(problemOf(await global.put(path, { roles: ["billing", "billing"] }))).toBe("400 invalidValue");
    expect(problemOf(await global.put(path, { role: "billing" }))).toBe("400 invalidValue");
    expect(problemOf(await global.put("/users/none/administrator-roles", { roles: [] }))).toBe(
      "404 notFound",
    );
  });

  it("opens no data of the CRM by itself [R083]", async () => {
    const scopes = ["admin:global", "admin:userManagement", "admin:billing"] as const;
    const { token } = await app.withToken(client, { scopes: [...scopes] });
    const outside = await fetch(`${app.url}/crm/v1/users`, { headers: { Authorization: `Bearer ${token}` } });

    expect(outside.status).toBe(403);
    expect((await (await app.withToken(client, { scopes: [...scopes] })).get("/Users")).status).toBe(403);
  });
});
