import { accessClient } from "../../support/access-client.js";
import { type AdminClient, problemOf } from "../../support/admin-client.js";
import { useTestApp } from "../../support/app.js";
import { Crm } from "../../support/crm.js";
import { DATABASES } from "../../support/databases.js";
import type { Answer } from "../../support/http.js";
import { CORE_GROUP, CORE_USER, CRM_USER, errorOf, type ScimClient } from "../../support/scim-client.js";

const SYSTEM_ADMINISTRATOR = "System Administrator";

describe.each(DATABASES)("what somebody gains by becoming a member on %s", (database) => {
  const app = useTestApp(database);
  let client: ScimClient;
  let admin: AdminClient;
  let crm: Crm;
  let count = 0;
  beforeEach(async () => {
    client = await app.connectToCrm();
    admin = await app.admin(client);
    crm = new Crm(admin);
  });

  /** A group whose members have roles in the instance. */
  async function groupWith(role: string, owner = client): Promise<string> {
    const { id } = await owner.createGroup(`g${count++}`);
    const team = { name: `t${count++}`, groupId: id, roles: [role] };
    expect((await admin.post("/instances/main/teams", team)).status).toBe(201);
    return id;
  }

  const add = (group: string, id: string) =>
    client.patch(`/Groups/${group}`, [{ op: "add", path: "members", value: [{ value: id }] }]);
  const membersOf = async (group: string): Promise<number> =>
    (await admin.all(`/groups/${group}/members`)).length;

  it("a connection gives no role by a membership that it may not grant, by whatever request", async () => {
    const group = await groupWith(SYSTEM_ADMINISTRATOR);
    const { id } = await client.createUser({ userName: "eve" });
    const member = [{ value: id }];
    const put = { schemas: [CORE_GROUP], displayName: "renamed", members: member };
    const data = {
      schemas: ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
      Operations: [{ op: "add", value: { members: member } }],
    };
    const bulk = await client.post("/Bulk", {
      schemas: ["urn:ietf:params:scim:api:messages:2.0:BulkRequest"],
      Operations: [
        { method: "POST", path: "/Users", bulkId: "u", data: { schemas: [CORE_USER], userName: "eve2" } },
        { method: "PATCH", path: `/Groups/${group}`, data },
        { method: "PUT", path: `/Groups/${group}`, data: { ...put, members: [{ value: "bulkId:u" }] } },
      ],
    });
    const refused = [
      await add(group, id),
      await client.put(`/Groups/${group}`, put),
      await client.patch(`/Groups/${group}`, [{ op: "replace", path: "members", value: member }]),
      await client.patch(`/Groups/${group}`, [{ op: "add", value: { members: member } }]),
      await add(group, "01890000-0000-7000-8000-000000000000"),
    ];

    expect(refused.map((answer) => [errorOf(answer), answer.body.detail])).toEqual(
      refused.map(() => ["403", expect.stringMatching(/^ROLE_NOT_ALLOWED: .*'System Administrator'/)]),
    );
    expect(bulk.body.Operations.map(({ status }: { status: string }) => status)).toEqual([
      "201",
      "403",
      "403",
    ]);
    expect(await membersOf(group)).toBe(0);
    expect((await client.get(`/Groups/${group}`)).body.displayName).not.toBe("renamed");
    // What it may grant, and what an administrator has allowed it to, it gives by membership too.
    expect((await add(await groupWith("Basic User"), id)).status).toBeLessThan(300);
    const connection = (await admin.get("/connections")).body.value[0].name;
    const allow = { role: SYSTEM_ADMINISTRATOR, allowed: true };
    expect((await admin.put(`/connections/${connection}/roles`, allow)).status).toBeLessThan(300);
    expect((await add(group, id)).status).toBeLessThan(300);
  });

  it("nor does user management, but a service administrator, and members who are there already stay", async () => {
    const group = await groupWith(SYSTEM_ADMINISTRATOR);
    const { id } = await client.createUser({ userName: "eve" });
    const [manager, service] = [
      await app.admin(client, ["userManagement"]),
      await app.admin(client, ["service", "userManagement"]),
    ];
    const change = (by: AdminClient, to = group) => by.post(`/groups/${to}/members`, { add: [id] });

    expect(problemOf(await change(manager))).toBe("403 ROLE_NOT_ALLOWED");
    const made = { displayName: "new", members: [{ value: id }] };
    expect((await manager.post("/groups", made)).status).toBe(201);
    expect(problemOf(await change(manager, await groupWith("Basic User")))).toBe("403 ROLE_NOT_ALLOWED");
    expect((await change(service)).status).toBe(200);
    expect((await change(manager)).status).toBe(200);
    expect((await add(group, id)).status).toBeLessThan(300);
    const roles = [{ value: SYSTEM_ADMINISTRATOR, instance: "main" }];
    const extension = "urn:ietf:params:scim:schemas:extension:crm:2.0:Group";
    const plain = await client.createGroup("plain", [id]);
    const rise = await manager.patch(`/groups/${plain.id}`, { [extension]: { securityRoles: roles } });
    expect(problemOf(rise)).toMatch(/^403 /);
    expect((await manager.post(`/groups/${group}/members`, { remove: [id] })).status).toBe(200);
  });

  it("a member whom a connection cannot see passes no guard, and gets neither role nor license", async () => {
    const own = await app.secondConnection(client, { visibility: "own" });
    await admin.post("/licenses", { partNumber: "CRM", purchased: 10, instances: ["main"] });
    const seat = { schemas: [CORE_USER, CRM_USER], [CRM_USER]: { licenseSkus: "CRM" } };
    const hidden = await client.createUser({ userName: "hidden", ...seat });
    const seen = await own.createUser({ userName: "seen", ...seat });
    await crm.setRoles(hidden.id, ["Basic User"]);
    await crm.setRoles(seen.id, ["Basic User"]);
    const team = await groupWith("Basic User", own);
    const guard = await own.createGroup("guard", [hidden.id, seen.id]);
    await own.patch(`/Groups/${team}`, [
      { op: "add", path: "members", value: [{ value: hidden.id }, { value: seen.id }] },
    ]);
    const preview = await admin.put("/instances/main/guard?preview=true", { groupId: guard.id });
    expect(preview.body.value.map((one: Answer["body"]) => [one.id, one.change])).toEqual([
      [hidden.id, "loses"],
    ]);
    expect((await admin.put("/instances/main/guard", { groupId: guard.id })).status).toBeLessThan(300);
    await app.sync();
    const access = await accessClient(app, client);

    expect(await access.at("signIn", seen.id)).toMatch(/^yes/);
    expect(await access.at("signIn", hidden.id)).toBe("no: NOT_IN_SECURITY_GROUP");
    // Until somebody who sees it adds it; it has been a member all the time, and counts as one from then on.
    const memberCount = async () => (await admin.get(`/groups/${guard.id}`)).body.memberCount;
    const before = await memberCount();
    expect((await admin.post(`/groups/${guard.id}/members`, { add: [hidden.id] })).status).toBe(200);
    expect(await memberCount()).toBe(before);
    await app.sync();
    expect(await access.at("signIn", hidden.id)).toMatch(/^yes/);
    expect((await admin.post(`/groups/${guard.id}/members`, { remove: [hidden.id] })).status).toBe(200);
    await own.patch(`/Groups/${guard.id}`, [{ op: "add", path: "members", value: [{ value: hidden.id }] }]);
    await app.sync();
    // Nor when it is put into a group of the connection that another one's group holds.
    const other = await client.createGroup("other", [hidden.id]);
    await own.patch(`/Groups/${guard.id}`, [{ op: "add", path: "members", value: [{ value: other.id }] }]);
    expect(await access.at("signIn", hidden.id)).toBe("no: NOT_IN_SECURITY_GROUP");

    // Deleted and restored it is as hidden as before; handed over to the connection it counts.
    await client.delete(`/Users/${hidden.id}`);
    await own.patch(`/Groups/${guard.id}`, [{ op: "add", path: "members", value: [{ value: hidden.id }] }]);
    expect((await admin.post(`/deleted-users/${hidden.id}/restore`)).status).toBe(200);
    const members = (await own.get(`/Groups/${guard.id}`)).body.members;
    expect(members.find(({ value }: { value: string }) => value === hidden.id)).toEqual({ value: hidden.id });
    const { connectionId } = own;
    const name = (await admin.get("/connections")).body.value.find(
      (one: { id: string }) => one.id === connectionId,
    ).name;
    expect((await admin.post(`/users/${hidden.id}/adopt`, { connection: name })).status).toBe(204);
    const later = (await own.get(`/Groups/${guard.id}`)).body.members;
    expect(later.find(({ value }: { value: string }) => value === hidden.id)).toMatchObject({ type: "User" });
  });
});
