import type { Scope } from "../../../src/tenants/connection.js";
import { AdminClient, problemOf } from "../../support/admin-client.js";
import { useTestApp } from "../../support/app.js";
import { Crm } from "../../support/crm.js";
import { DATABASES } from "../../support/databases.js";
import { send } from "../../support/http.js";
import { CORE_GROUP, CORE_USER, CRM_USER, errorOf, type ScimClient } from "../../support/scim-client.js";

describe.each(DATABASES)("a token that is bound to a user on %s", (database) => {
  const app = useTestApp(database);
  let client: ScimClient;
  let trusted: ScimClient;
  let crm: Crm;
  let count = 0;
  beforeAll(async () => {
    client = await app.connectToCrm();
    trusted = await app.withToken(client, { scopes: ["scim", "scim.adminroles", "scim.applications"] });
    crm = new Crm(await app.admin(client));
    await addUser("global");
  });

  async function addUser(...administratorRoles: string[]): Promise<string> {
    const schemas = [CORE_USER, CRM_USER];
    const user = { userName: `u${count++}`, schemas, [CRM_USER]: { administratorRoles } };
    return (await trusted.createUser(user)).id;
  }

  const bound = (userId: string, ...scopes: Scope[]) => app.withToken(client, { scopes, userId });
  const adminOf = async (userId: string, ...scopes: Scope[]) =>
    new AdminClient({ url: app.url, token: (await bound(userId, ...scopes)).token });
  const newUser = () => ({ schemas: [CORE_USER], userName: `n${count++}` });

  it("does nothing inside an instance that its scopes do not allow, whatever its user is there", async () => {
    const id = await addUser();
    await crm.setRoles(id, ["System Administrator"]);
    await crm.admin.put(`/users/${id}/administrator-roles`, { roles: ["userManagement"] });
    const other = await addUser();
    const roleIds = [await crm.roleId("System Administrator")];
    const scopes: readonly Scope[][] = [
      ["scim.read"],
      ["scim"],
      ["access.read", "crm.read", "scim.adminroles"],
      ["admin:billing"],
      ["admin:userManagement"],
    ];
    for (const some of scopes) {
      const admin = await adminOf(id, ...some);
      const answers = [
        await admin.put(`/instances/main/users/${other}/roles`, { roleIds }),
        await admin.post("/instances/main/role-assignments", { userIds: [other], roleIds }),
        await admin.put(`/instances/main/users/${other}/access-mode`, { mode: "read" }),
        await admin.post("/instances/main/application-users", { applicationId: `app-${count++}` }),
        await admin.patch(`/users/${other}`, { [CRM_USER]: { securityRoles: [{ value: "Delegate" }] } }),
      ];
      expect([some, answers.map(({ status }) => status)]).toEqual([some, answers.map(() => 403)]);
    }
    expect(await crm.rolesOf(other)).toEqual([]);
    // Where the scope allows it as well, what its user may is done, once the user is let in.
    const session = await adminOf(id, "admin:service");
    expect((await session.put(`/instances/main/users/${other}/roles`, { roleIds })).status).toBe(403);
  });

  it.each([
    [[], "403", "403", "403"],
    [["billing"], "200", "403", "403"],
    [["password"], "200", "403", "403"],
    [["service"], "200", "403", "403"],
    [["userManagement"], "200", "201", "403"],
    [["global"], "200", "201", "201"],
  ] as const)(
    "of a person with the roles %j reads, writes and grants roles over SCIM so far: %s %s %s",
    async (roles, reads, writes, grants) => {
      const id = await addUser(...roles);
      const scim = await bound(id, "scim", "scim.adminroles", "crm.read", "access.read");
      const crmUsers = (token: string) =>
        send(app.url, {
          method: "GET",
          path: "/crm/v1/users",
          headers: { Authorization: `Bearer ${token}` },
        });
      const admin = { ...newUser(), [CRM_USER]: { administratorRoles: ["billing"] } };

      expect([
        String((await scim.get("/Users")).status),
        String((await scim.search("/Users", { count: 1 })).status),
        String((await crmUsers(scim.token)).status),
      ]).toEqual([reads, reads, reads]);
      expect([
        String((await scim.post("/Users", newUser())).status),
        String((await scim.post("/Groups", { schemas: [CORE_GROUP], displayName: `g${count++}` })).status),
      ]).toEqual([writes, writes]);
      expect(String((await scim.post("/Users", admin)).status)).toBe(grants);
      // Itself it reads and changes always, but rises by that no more.
      expect((await scim.get("/Me")).body.id).toBe(id);
      expect((await scim.patch("/Me", [{ op: "replace", path: "title", value: "Dr" }])).status).toBe(200);
      const rise = { op: "replace", path: `${CRM_USER}:administratorRoles`, value: ["global"] };
      expect(String((await scim.patch("/Me", [rise])).status)).toBe(grants === "201" ? "200" : "403");
      expect((await scim.get("/Schemas")).status).toBe(200);
    },
  );

  it("of a person changes and deletes nobody whom the person may not, and gives no role beyond the own", async () => {
    const scim = await bound(await addUser("userManagement"), "scim", "scim.adminroles");
    const [global, plain, billing] = [await addUser("global"), await addUser(), await addUser("billing")];
    const password = [{ op: "replace", path: "password", value: "another password" }];
    const title = [{ op: "replace", path: "title", value: "Dr" }];
    const role = [{ op: "add", path: `${CRM_USER}:securityRoles`, value: [{ value: "Basic User" }] }];

    expect(errorOf(await scim.patch(`/Users/${global}`, title))).toBe("403");
    expect(errorOf(await scim.delete(`/Users/${global}`))).toBe("403");
    expect(errorOf(await scim.patch(`/Users/${billing}`, password))).toBe("403");
    expect((await scim.patch(`/Users/${plain}`, password)).status).toBe(200);
    expect(errorOf(await scim.patch(`/Users/${plain}`, role))).toBe("403");
    expect((await client.patch(`/Users/${plain}`, role)).status).toBe(200);
  });

  it("opens nothing while its user is blocked, nor when it is gone", async () => {
    const id = await addUser("global");
    const scopes: readonly Scope[] = ["scim", "scim.read", "crm.read", "access.read", "admin:global"];
    const paths = ["/scim/v2/Users", "/scim/v2/Me", "/scim/v2/Schemas", "/crm/v1/users", "/admin/v1/users"];
    const statuses = async () => {
      // Another token each time, since a token is remembered for a second.
      const { token } = await bound(id, ...scopes);
      const headers = { Authorization: `Bearer ${token}` };
      return Promise.all(
        paths.map(async (path) => (await send(app.url, { method: "GET", path, headers })).status),
      );
    };
    expect(await statuses()).toEqual(paths.map(() => 200));
    await client.patch(`/Users/${id}`, [{ op: "replace", path: "active", value: false }]);
    expect(await statuses()).toEqual(paths.map(() => 403));
    await client.patch(`/Users/${id}`, [{ op: "replace", path: "active", value: true }]);
    expect(await statuses()).toEqual(paths.map(() => 200));
  });

  it("of a program may what its scopes say, as long as it is active", async () => {
    const program = await trusted.createUser({
      schemas: [CORE_USER, CRM_USER],
      userName: `app${count}`,
      displayName: `App ${count}`,
      [CRM_USER]: { userKind: "application", applicationId: "01890000-0000-4000-8000-000000000123" },
    });
    const scim = await bound(program.id, "scim");
    expect((await scim.post("/Users", newUser())).status).toBe(201);
    const admin = await adminOf(program.id, "admin:global");
    expect(problemOf(await admin.get("/users"))).toBe("403 forbidden");
  });
});
