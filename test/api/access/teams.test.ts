import { teamRolesOf } from "../../../src/access/team-held-roles.js";
import { tenantContext } from "../../../src/effects/tenant-context.js";
import type { Resource } from "../../../src/schema/model.js";
import { updateGroup } from "../../../src/use-cases/groups/update-group.js";
import type { AdminClient } from "../../support/admin-client.js";
import { useTestApp } from "../../support/app.js";
import { Crm } from "../../support/crm.js";
import { DATABASES } from "../../support/databases.js";
import type { Answer } from "../../support/http.js";
import { CRM_GROUP, type ScimClient } from "../../support/scim-client.js";

describe.each(DATABASES)("teams on %s", (database) => {
  const app = useTestApp(database);
  let scim: ScimClient;
  let admin: AdminClient;
  let crm: Crm;
  beforeEach(async () => {
    scim = await app.connectToCrm();
    admin = await app.admin(scim);
    crm = new Crm(admin);
  });

  const codeOf = ({ status, body }: Answer) => `${status} ${/^[A-Z_]+(?=:)/.exec(body?.detail ?? "")?.[0]}`;
  const user = async (userName: string): Promise<string> => (await scim.post("/Users", { userName })).body.id;
  const group = async (displayName: string, members: string[] = []): Promise<string> =>
    (await scim.post("/Groups", { displayName, members: members.map((value) => ({ value })) })).body.id;
  const TEAMS = "/instances/main/teams";

  async function kindOf(userId: string, instance = "main"): Promise<string> {
    const { id } = (await admin.get(`/instances/${instance}`)).body;
    return (await teamRolesOf(app.db.read, scim.tenantId, [userId]))(userId, id);
  }

  it("have roles of their business unit and members whom an administrator puts there", async () => {
    await crm.addUnit("North");
    const [ann, bob] = [await user("ann"), await user("bob")];
    const roles = ["Salesperson", await crm.roleId("Delegate", "North")];
    const { body: team } = await admin.post(TEAMS, { name: "Sellers", businessUnit: "North", roles });

    expect(team).toMatchObject({ name: "Sellers", kind: "owner" });
    expect(team.roles.map(({ name }: { name: string }) => name)).toEqual(["Delegate", "Salesperson"]);
    const moved = await admin.post(`${TEAMS}/${team.id}/members`, { add: [ann, bob, ann] });
    expect(moved.body.added.sort()).toEqual([ann, bob].sort());
    const again = await admin.post(`${TEAMS}/${team.id}/members`, { add: [ann], remove: [bob] });
    expect(again.body).toEqual({ added: [], removed: [bob] });
    expect(await admin.all(`${TEAMS}/${team.id}/members?limit=1`)).toEqual([{ id: ann, displayName: "ann" }]);
    expect((await admin.post(`${TEAMS}/${team.id}/members`, { add: ["nobody"] })).status).toBe(404);
    const other = await admin.patch(`${TEAMS}/${team.id}`, { roles: [await crm.roleId("Delegate")] });
    expect(codeOf(other)).toBe("400 ROLE_NOT_IN_BUSINESS_UNIT");
  });

  it("have names of their own, and are deleted without their members", async () => {
    const { body: team } = await admin.post(TEAMS, { name: "Sellers" });
    await admin.post(TEAMS, { name: "Buyers" });

    expect(codeOf(await admin.post(TEAMS, { name: "SELLERS" }))).toBe("409 TEAM_NAME_TAKEN");
    expect(codeOf(await admin.patch(`${TEAMS}/${team.id}`, { name: "buyers" }))).toBe("409 TEAM_NAME_TAKEN");
    expect((await admin.patch(`${TEAMS}/${team.id}`, { name: "Closers" })).body.name).toBe("Closers");
    expect((await admin.delete(`${TEAMS}/${team.id}`)).status).toBe(204);
    expect((await admin.get(TEAMS)).body.value.map(({ name }: { name: string }) => name)).toEqual(["Buyers"]);
    expect((await admin.get(`${TEAMS}/${team.id}`)).status).toBe(404);
  });

  it("say of each user through what kind of team there are roles, and a group team counts most", async () => {
    const [ann, bob, eve] = [await user("ann"), await user("bob"), await user("eve")];
    const inner = await group("Inner", [eve]);
    const outer = await group("Outer", [bob, inner]);
    const { body: owner } = await admin.post(TEAMS, { name: "Owners", roles: ["Delegate"] });
    await admin.post(`${TEAMS}/${owner.id}/members`, { add: [ann, bob] });
    const { body: none } = await admin.post(TEAMS, { name: "No roles" });
    await admin.post(`${TEAMS}/${none.id}/members`, { add: [eve] });
    await admin.post(TEAMS, { name: "Grouped", groupId: outer, roles: ["Delegate"] });
    await crm.addInstance("sandbox");

    expect(await Promise.all([ann, bob, eve].map((id) => kindOf(id)))).toEqual(["owner", "group", "none"]);
    expect(await kindOf(ann, "sandbox")).toBe("none");
    await scim.patch(`/Groups/${outer}`, [{ op: "remove", path: `members[value eq "${bob}"]` }]);
    expect(await kindOf(bob)).toBe("owner");
  });

  it("of a group have its members, and are one in each instance", async () => {
    const id = await group("People");
    const { body: team } = await admin.post(TEAMS, { name: "People", groupId: id, roles: ["Salesperson"] });

    expect(team.kind).toBe("group");
    expect(codeOf(await admin.post(TEAMS, { name: "Again", groupId: id }))).toBe("409 GROUP_HAS_TEAM");
    expect(codeOf(await admin.post(TEAMS, { name: "X", groupId: "nothing" }))).toBe("400 UNKNOWN_GROUP");
    expect(codeOf(await admin.post(`${TEAMS}/${team.id}/members`, { add: [] }))).toBe("409 GROUP_TEAM");
    expect((await scim.get(`/Groups/${id}`)).body[CRM_GROUP].securityRoles).toEqual([
      { value: "Salesperson", display: "Salesperson", instance: "main" },
    ]);
    await admin.delete(`${TEAMS}/${team.id}`);
    expect(codeOf(await admin.get(`${TEAMS}/${team.id}`))).toBe("404 UNKNOWN_TEAM");
    expect((await scim.get(`/Groups/${id}`)).body[CRM_GROUP]).toBeUndefined();
  });

  describe("said by the group itself, to an administrator", () => {
    async function change(id: string, extension: Resource): Promise<void> {
      const by = { actor: { kind: "cli", id: "test" }, trigger: "cli" } as const;
      const ctx = await tenantContext(app.db, scim.tenantId, by);
      const apply = (current: Resource) => ({ ...current, [CRM_GROUP]: extension });
      await updateGroup(
        ctx,
        id,
        { ifMatch: undefined, ifNoneMatch: undefined },
        { apply, members: [] },
        undefined,
      );
    }

    it("set and clear the guard of instances [R105]", async () => {
      await crm.addInstance("sandbox");
      const [one, two] = [await group("One"), await group("Two")];
      const guards = async () => {
        const { value } = (await admin.get("/instances")).body;
        return value.map(({ guardGroupId }: { guardGroupId?: string }) => guardGroupId);
      };

      await change(one, { guardsInstance: "SANDBOX; main" });
      expect(await guards()).toEqual([one, one]);
      expect((await scim.get(`/Groups/${one}`)).body[CRM_GROUP].guardsInstance).toBe("main;sandbox");
      await expect(change(two, { guardsInstance: "main" })).rejects.toThrow(/^INSTANCE_IS_GUARDED/);
      await expect(change(two, { guardsInstance: "moon" })).rejects.toThrow(/^UNKNOWN_INSTANCE/);
      await change(one, { guardsInstance: "main" });
      expect(await guards()).toEqual([one, undefined]);
    });

    it("give its members roles as of a team, in the instances that are named", async () => {
      await crm.addInstance("sandbox");
      const ann = await user("ann");
      const id = await group("People", [ann]);

      await change(id, {
        securityRoles: [{ value: "salesperson" }, { value: "Delegate", instance: "sandbox" }],
      });
      expect((await scim.get(`/Groups/${id}`)).body[CRM_GROUP].securityRoles).toEqual([
        { value: "Salesperson", display: "Salesperson", instance: "main" },
        { value: "Delegate", display: "Delegate", instance: "sandbox" },
        { value: "Salesperson", display: "Salesperson", instance: "sandbox" },
      ]);
      expect([await kindOf(ann), await kindOf(ann, "sandbox")]).toEqual(["group", "group"]);
      await change(id, { securityRoles: [{ value: "Delegate", instance: "sandbox" }] });
      expect([await kindOf(ann), await kindOf(ann, "sandbox")]).toEqual(["none", "group"]);
      await expect(change(id, { securityRoles: [{ value: "Nobody" }] })).rejects.toThrow(/^UNKNOWN_ROLE/);
    });
  });
});
