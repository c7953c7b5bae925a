import { AdminClient } from "../../support/admin-client.js";
import { useTestApp } from "../../support/app.js";
import { Crm } from "../../support/crm.js";
import { DATABASES } from "../../support/databases.js";
import type { Answer } from "../../support/http.js";
import { CRM_USER, type ScimClient } from "../../support/scim-client.js";

const ROLES = `${CRM_USER}:securityRoles`;
const NAMES = `${CRM_USER}:securityRoleNames`;

/** `400 UNKNOWN_ROLE`: status and the word that the detail begins with. */
function refusalOf({ status, body }: Answer): string {
  return `${status} ${/^[A-Z_]+(?=:)/.exec(body?.detail ?? "")?.[0] ?? body.scimType}`;
}

describe.each(DATABASES)("security roles over SCIM on %s", (database) => {
  const app = useTestApp(database);
  let scim: ScimClient;
  let crm: Crm;
  beforeAll(async () => {
    scim = await app.connectToCrm();
    crm = new Crm(await app.admin(scim));
    await crm.addInstance("sandbox");
    await crm.addUnit("North");
    await crm.addUnit("South");
  });

  let count = 0;
  async function add(extension: object = {}, more: object = {}): Promise<string> {
    const answer = await scim.post("/Users", { userName: `user${count++}`, [CRM_USER]: extension, ...more });
    if (answer.status !== 201) throw new Error(answer.text);
    return answer.body.id;
  }
  const shown = async (id: string) => (await scim.get(`/Users/${id}`)).body[CRM_USER];
  const patch = (id: string, op: string, path: string, value?: unknown) =>
    scim.patch(`/Users/${id}`, [{ op, path, ...(value !== undefined && { value }) }]);

  describe("securityRoles and securityRoleNames", () => {
    it("lists every role that is given, as it was named and with where it comes from [R065]", async () => {
      const id = await add({
        securityRoles: [{ value: "Salesperson" }, { value: "basic user", instance: "MAIN" }],
      });

      expect(await shown(id)).toEqual({
        securityRoles: [
          { value: "Salesperson", display: "Salesperson", source: "direct" },
          { value: "basic user", display: "Basic User", instance: "MAIN", source: "direct" },
        ],
        securityRoleNames: "Salesperson;basic user@MAIN",
      });
      expect(await crm.rolesOf(id)).toEqual(["Basic User", "Salesperson"]);
      expect(await crm.rolesOf(id, "sandbox")).toEqual(["Salesperson"]);
    });

    it("does the same by the flat names, in the order in which they were sent", async () => {
      const id = await add({ securityRoleNames: "Salesperson;Basic User@sandbox" });

      expect(await crm.rolesOf(id)).toEqual(["Salesperson"]);
      expect(await crm.rolesOf(id, "sandbox")).toEqual(["Basic User", "Salesperson"]);
      await patch(id, "replace", NAMES, "Sales Manager;Delegate");
      expect((await shown(id)).securityRoleNames).toBe("Sales Manager;Delegate");
      expect(await crm.rolesOf(id, "sandbox")).toEqual(["Delegate", "Sales Manager"]);
      await patch(id, "replace", NAMES, "none");
      expect(await shown(id)).toBeUndefined();
      expect(await crm.rolesOf(id)).toEqual([]);
    });

    it("leaves version and roles when the same is sent again", async () => {
      const id = await add({ securityRoles: [{ value: "Salesperson", instance: "main" }] });
      const before = (await scim.get(`/Users/${id}`)).body;

      await patch(id, "replace", ROLES, [{ value: "Salesperson", instance: "main" }]);
      await patch(id, "replace", NAMES, "salesperson@main");
      await scim.put(`/Users/${id}`, before);

      expect((await scim.get(`/Users/${id}`)).body).toEqual(before);
    });

    it.each([
      ["a role that there is not", { value: "Nobody" }, "400 UNKNOWN_ROLE"],
      ["an instance that there is not", { value: "Salesperson", instance: "moon" }, "400 UNKNOWN_INSTANCE"],
      [
        "a business unit that is not the user's",
        { value: "Salesperson", instance: "main", businessUnit: "North" },
        "400 ROLE_NOT_IN_BUSINESS_UNIT",
      ],
      ["a privileged role", { value: "System Administrator" }, "403 ROLE_NOT_ALLOWED"],
      [
        "another privileged role",
        { value: "system customizer", instance: "sandbox" },
        "403 ROLE_NOT_ALLOWED",
      ],
    ])("refuses %s and changes nothing", async (_, element, refusal) => {
      const id = await add({ securityRoles: [{ value: "Salesperson" }] });
      const before = (await scim.get(`/Users/${id}`)).text;

      expect(refusalOf(await patch(id, "add", ROLES, [{ value: "Delegate" }, element]))).toBe(refusal);

      expect((await scim.get(`/Users/${id}`)).text).toBe(before);
      expect(await crm.rolesOf(id)).toEqual(["Salesperson"]);
    });

    it("takes the id of the role that the user's business unit has, and no other's [R068]", async () => {
      const [here, there] = [
        await crm.roleId("Delegate", "Root/North"),
        await crm.roleId("Delegate", "South"),
      ];
      const id = await add({ businessUnit: "Root/North", securityRoles: [{ value: here }] });

      expect(refusalOf(await patch(id, "add", ROLES, [{ value: there }]))).toBe(
        "400 ROLE_NOT_IN_BUSINESS_UNIT",
      );
      expect(await crm.rolesOf(id)).toEqual(["Delegate"]);
      expect((await shown(id)).securityRoles).toEqual([
        { value: here, display: "Delegate", source: "direct" },
      ]);
    });

    it("names the role that is refused", async () => {
      const answer = await scim.post("/Users", {
        userName: `user${count++}`,
        [CRM_USER]: { securityRoleNames: "System Administrator" },
      });

      expect(answer.body.detail).toMatch(/^ROLE_NOT_ALLOWED: .*'System Administrator'/);
    });
  });

  describe("core roles", () => {
    it.each([
      ["the name as text", "Salesperson"],
      ["an object", { value: "Salesperson", type: "SecurityRole" }],
      [
        "Entra's type",
        { value: "Salesperson", display: "Sales", type: "WindowsAzureActiveDirectoryRole", primary: true },
      ],
      [
        "Entra's JSON in a text",
        { value: '{"id":"1b2c","value":"Salesperson","displayName":"Sales people"}' },
      ],
      ["Name@instance", { value: "Salesperson@main" }],
    ])("gives a role named by %s, and returns the entry as it came", async (_, entry) => {
      const id = await add({}, { roles: [entry] });
      const { roles } = (await scim.get(`/Users/${id}`)).body;

      expect(roles).toEqual([typeof entry === "string" ? { value: entry } : entry]);
      expect(await crm.rolesOf(id)).toEqual(["Salesperson"]);
      expect((await shown(id)).securityRoles).toContainEqual({
        value: "Salesperson",
        display: "Salesperson",
        instance: "main",
        source: "direct",
      });
    });

    it("keeps an entry that names no role, without effect; a strict connection refuses it", async () => {
      const id = await add({}, { roles: [{ value: "Student" }, { value: "a@b" }, { value: "{" }] });
      const strict = await app.secondConnection(scim, { mode: "strict" });
      const body = {
        schemas: ["urn:ietf:params:scim:schemas:core:2.0:User"],
        userName: `user${count++}`,
        roles: [{ value: "Student" }],
      };

      expect(await crm.rolesOf(id)).toEqual([]);
      expect(refusalOf(await strict.post("/Users", body))).toBe("400 UNKNOWN_ROLE");
    });

    it("refuses a privileged role by this way too, and never takes one about administrators", async () => {
      const refused = await scim.post("/Users", {
        userName: "x",
        roles: [{ value: "System Administrator" }],
      });
      const id = await add({}, { roles: [{ value: "System Administrator", type: "AdminRole" }] });

      expect(refusalOf(refused)).toBe("403 ROLE_NOT_ALLOWED");
      expect(await crm.rolesOf(id)).toEqual([]);
    });

    it("follows Entra ID, which replaces all entries", async () => {
      const id = await add({}, { roles: [{ value: "Salesperson" }, { value: "Delegate" }] });

      await patch(id, "replace", "roles", [{ value: "Delegate" }, { value: "Basic User" }]);
      expect(await crm.rolesOf(id)).toEqual(["Basic User", "Delegate"]);
      await patch(id, "remove", 'roles[value eq "Delegate"]');
      expect(await crm.rolesOf(id)).toEqual(["Basic User"]);
      await patch(id, "remove", "roles");
      expect(await crm.rolesOf(id)).toEqual([]);
    });
  });

  describe("what a client may take back", () => {
    it("is what it gave by this way", async () => {
      const id = await add(
        { securityRoleNames: "Salesperson@main" },
        { roles: [{ value: "Salesperson@main" }] },
      );

      await patch(id, "remove", "roles");
      expect(await crm.rolesOf(id)).toEqual(["Salesperson"]);
      await patch(id, "replace", NAMES, "none");
      expect(await crm.rolesOf(id)).toEqual([]);
    });

    it("leaves what administrators name as well, and what other connections gave, and goes on showing it", async () => {
      const other = await app.secondConnection(scim);
      const id = await add({ securityRoleNames: "Salesperson" });
      await crm.setRoles(id, ["Salesperson", "Delegate"]);
      await other.patch(`/Users/${id}`, [
        { op: "add", path: ROLES, value: [{ value: "Basic User", instance: "main" }] },
      ]);

      await patch(id, "replace", ROLES, [{ value: "Sales Manager", instance: "main" }]);

      expect(await crm.rolesOf(id)).toEqual(["Basic User", "Delegate", "Sales Manager", "Salesperson"]);
      expect((await shown(id)).securityRoleNames).toBe(
        "Sales Manager@main;Basic User@main;Delegate@main;Salesperson@main",
      );
      await other.patch(`/Users/${id}`, [{ op: "remove", path: ROLES }]);
      expect(await crm.rolesOf(id)).toEqual(["Delegate", "Sales Manager", "Salesperson"]);
    });
  });

  describe("what somebody else gives already", () => {
    it("is a wish of its own by whatever way: PATCH, PUT, core roles, the admin API", async () => {
      const other = await app.secondConnection(scim);
      const admin = await app.admin(scim);
      const one = { value: "Salesperson", instance: "main" };
      const gives: Record<string, (id: string) => Promise<unknown>> = {
        patch: (id) => other.patch(`/Users/${id}`, [{ op: "add", path: ROLES, value: [one] }]),
        flat: (id) =>
          other.patch(`/Users/${id}`, [{ op: "replace", path: NAMES, value: "Salesperson@main" }]),
        put: (id) => other.put(`/Users/${id}`, { userName: id, [CRM_USER]: { securityRoles: [one] } }),
        core: (id) =>
          other.patch(`/Users/${id}`, [{ op: "add", path: "roles", value: [{ value: "Salesperson@main" }] }]),
        entra: (id) =>
          other.patch(`/Users/${id}`, [
            { op: "add", path: 'roles[primary eq "True"].value', value: "Salesperson@main" },
          ]),
        merge: (id) => admin.patch(`/users/${id}`, { [CRM_USER]: { securityRoles: [one] } }),
        set: (id) => crm.setRoles(id, ["Salesperson"]),
        add: (id) => admin.post(`/instances/main/users/${id}/roles`, { add: ["Salesperson"] }),
      };
      for (const [name, give] of Object.entries(gives)) {
        const id = await add({ securityRoleNames: "Salesperson@main" });
        await give(id);
        await patch(id, "replace", NAMES, "none");
        expect([name, await crm.rolesOf(id)]).toEqual([name, ["Salesperson"]]);
      }
    });

    it("is refused to whom the role is not allowed, as without it", async () => {
      const id = await add({});
      await crm.setRoles(id, ["System Administrator"]);

      const { status, body } = await patch(id, "add", ROLES, [{ value: "System Administrator" }]);

      expect([status, body.detail]).toEqual([403, expect.stringMatching(/^ROLE_NOT_ALLOWED: /)]);
    });

    it("is no wish when it comes back as it was shown", async () => {
      const other = await app.secondConnection(scim);
      const id = await add({ securityRoleNames: "Salesperson@main" });
      const read = (await other.get(`/Users/${id}`)).body;

      await other.put(`/Users/${id}`, { ...read, displayName: "Ada" });
      await patch(id, "replace", NAMES, "none");

      expect(await crm.rolesOf(id)).toEqual([]);
    });

    it("stays of core roles when one of two connections takes it", async () => {
      const other = await app.secondConnection(scim);
      const id = await add({}, { roles: [{ value: "Salesperson@main" }] });
      await other.patch(`/Users/${id}`, [
        { op: "add", path: "roles", value: [{ value: "Salesperson@main" }] },
      ]);

      const kept = await patch(id, "remove", "roles");
      const held = await crm.rolesOf(id);
      const gone = await other.patch(`/Users/${id}`, [{ op: "remove", path: "roles" }]);

      expect([kept.body.roles, held]).toEqual([[{ value: "Salesperson@main" }], ["Salesperson"]]);
      expect([gone.body.roles, await crm.rolesOf(id)]).toEqual([undefined, []]);
    });
  });

  describe("allow-lists", () => {
    it("let a connection grant a privileged role, or no ordinary one, by choice", async () => {
      const special = await app.secondConnection(scim);
      const admin = await app.admin(scim);
      const { name } = await connectionOf(special);
      await admin.put(`/connections/${name}/roles`, { role: "system administrator", allowed: true });
      await admin.put(`/connections/${name}/roles`, { role: "Delegate", allowed: false });
      const names = async (text: string) =>
        special.post("/Users", { userName: `user${count++}`, [CRM_USER]: { securityRoleNames: text } });

      expect((await names("System Administrator@main")).status).toBe(201);
      expect(refusalOf(await names("Delegate"))).toBe("403 ROLE_NOT_ALLOWED");
      await admin.put(`/connections/${name}/roles`, { role: "Delegate" });
      expect((await names("Delegate")).status).toBe(201);
      const { value } = (await admin.get(`/connections/${name}/roles`)).body;
      expect(value).toContainEqual({ role: "system administrator", allowed: true, chosen: true });
      expect(value).toContainEqual({ role: "System Customizer", allowed: false, chosen: false });
      expect(value).toContainEqual({ role: "Delegate", allowed: true, chosen: false });
    });

    it("let a role that somebody made pass if it allows no more than the roles that pass", async () => {
      await crm.copyRole("Modest", { privileges: [{ verb: "Delete", table: "note", level: "user" }] });
      await crm.copyRole("Grand", { privileges: [{ verb: "Assign", table: "role", level: "organization" }] });

      expect(
        (await scim.post("/Users", { userName: "m1", [CRM_USER]: { securityRoleNames: "Modest" } })).status,
      ).toBe(201);
      const refused = await scim.post("/Users", {
        userName: "m2",
        [CRM_USER]: { securityRoleNames: "Grand" },
      });
      expect(refusalOf(refused)).toBe("403 ROLE_NOT_ALLOWED");
    });

    async function connectionOf(client: ScimClient): Promise<{ name: string }> {
      const [row] = await app.db.read("connections").where({ id: client.connectionId }).select("name");
      return row;
    }
  });

  describe("business units", () => {
    it("gives roles of the business unit that is named, and exchanges them when it changes", async () => {
      const id = await add({ businessUnit: "North", securityRoleNames: "Salesperson@main" });
      const unitOf = async () =>
        (await crm.admin.get(`/instances/main/users/${id}/roles`)).body.businessUnit.path;

      expect(await unitOf()).toBe("Root/North");
      await patch(id, "replace", `${CRM_USER}:businessUnit`, "Root/South");
      expect([await unitOf(), await crm.rolesOf(id)]).toEqual(["Root/South", ["Salesperson"]]);
      await patch(id, "remove", `${CRM_USER}:businessUnit`);
      expect([await unitOf(), await crm.rolesOf(id)]).toEqual(["Root", ["Salesperson"]]);
    });

    it("refuses one that there is not", async () => {
      const answer = await scim.post("/Users", { userName: "nowhere", [CRM_USER]: { businessUnit: "Moon" } });

      expect(refusalOf(answer)).toBe("400 UNKNOWN_BUSINESS_UNIT");
    });
  });

  describe("a tenant without an instance", () => {
    it("keeps what it is sent, without effect; a strict connection refuses it", async () => {
      const bare = await app.connect();
      const strict = await app.connect({ mode: "strict" });
      const user = { userName: "u", [CRM_USER]: { securityRoles: [{ value: "Clerk" }] } };
      const { body } = await bare.post("/Users", user);
      const schemas = ["urn:ietf:params:scim:schemas:core:2.0:User", CRM_USER];

      expect(body[CRM_USER]).toEqual({ securityRoles: [{ value: "Clerk" }], securityRoleNames: "Clerk" });
      expect(refusalOf(await strict.post("/Users", { ...user, schemas }))).toBe("400 UNKNOWN_ROLE");
    });

    it("gives the roles as soon as there is an instance that has them", async () => {
      const bare = await app.connect();
      const later = new Crm(await app.admin(bare));
      const names = "Salesperson;Delegate@first;System Administrator;Clerk";
      const { body } = await bare.post("/Users", { userName: "u", [CRM_USER]: { securityRoleNames: names } });

      await later.addInstance("first");

      // The privileged role stays a wish; so does the one that nobody has made.
      expect(await later.rolesOf(body.id, "first")).toEqual(["Delegate", "Salesperson"]);
      const after = (await bare.get(`/Users/${body.id}`)).body;
      expect(after[CRM_USER].securityRoleNames).toBe(names);
      expect(after[CRM_USER].securityRoles[1]).toEqual({
        value: "Delegate",
        display: "Delegate",
        instance: "first",
        source: "direct",
      });
      expect(after.meta.version).toBe('W/"2"');
      await later.addInstance("second");
      expect(await later.rolesOf(body.id, "second")).toEqual(["Salesperson"]);
    });
  });

  it("keeps administrators of another tenant out", async () => {
    const stranger = new AdminClient({
      url: app.url,
      token: (await app.admin(await app.connectToCrm())).token,
    });
    const id = await add({ securityRoleNames: "Salesperson" });

    expect((await stranger.get(`/instances/main/users/${id}/roles`)).status).toBe(404);
    expect((await stranger.put(`/instances/main/users/${id}/roles`, { roleIds: [] })).status).toBe(404);
    expect(await crm.rolesOf(id)).toEqual(["Salesperson"]);
  });
});
