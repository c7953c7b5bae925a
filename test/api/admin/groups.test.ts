import { type AdminClient, problemOf } from "../../support/admin-client.js";
import { useTestApp } from "../../support/app.js";
import { DATABASES } from "../../support/databases.js";
import { CORE_GROUP, CRM_GROUP, type ScimClient } from "../../support/scim-client.js";

describe.each(DATABASES)("/admin/v1/groups on %s", (database) => {
  const app = useTestApp(database);
  let client: ScimClient;
  let admin: AdminClient;
  beforeEach(async () => {
    client = await app.connect();
    admin = await app.admin(client, ["userManagement"]);
  });

  it("creates, reads, renames and deletes a group [R081]", async () => {
    const created = await admin.post("/groups", { displayName: "Sales", externalId: "s1" });
    expect(created.status).toBe(201);
    const { id } = created.body;
    expect(created.headers["location"]).toBe(`${app.url}/admin/v1/groups/${id}`);

    const renamed = await admin.patch(`/groups/${id}`, { displayName: "Sales EU" }, { "If-Match": 'W/"1"' });

    expect(renamed.body).toMatchObject({
      schemas: [CORE_GROUP],
      id,
      displayName: "Sales EU",
      externalId: "s1",
      memberCount: 0,
      meta: { version: 'W/"2"' },
    });
    expect((await admin.get(`/groups/${id}`)).body).toEqual(renamed.body);
    expect(problemOf(await admin.patch(`/groups/${id}`, {}, { "If-Match": 'W/"1"' }))).toBe(
      "412 preconditionFailed",
    );
    expect(problemOf(await admin.delete(`/groups/${id}`, { "If-Match": 'W/"1"' }))).toBe(
      "412 preconditionFailed",
    );
    expect((await admin.delete(`/groups/${id}`)).status).toBe(204);
    expect(problemOf(await admin.get(`/groups/${id}`))).toBe("404 notFound");
  });

  it("tells what a group does, who keeps it, and which of its members have a license", async () => {
    const equipped = await app.connectToCrm();
    const global = await app.admin(equipped);
    const ids = [];
    for (const userName of ["ann", "bob"]) ids.push((await equipped.createUser({ userName })).id);
    const { id } = await equipped.createGroup("Sales", ids);
    const nested = await equipped.createGroup("Bobby's");
    await global.post(`/groups/${id}/members`, { add: [nested.id] });
    await global.post("/licenses", { partNumber: "CRM", purchased: 5 });
    expect((await global.post(`/users/${ids[0]}/licenses`, { add: ["CRM"] })).status).toBe(200);
    await global.put("/instances/main/guard", { groupId: id });
    const team = { name: "Sellers", groupId: id, roles: ["Salesperson"] };
    expect((await global.post("/instances/main/teams", team)).status).toBe(201);

    const { body } = await global.get(`/groups/${id}/uses`);

    expect(body).toEqual({
      guards: [expect.objectContaining({ name: "main" })],
      licenses: [],
      teams: [expect.objectContaining({ name: "Sellers", roles: ["Salesperson"] })],
      providedBy: { name: expect.any(String), at: expect.any(String) },
    });
    expect((await global.get(`/groups/${nested.id}/uses`)).body).toMatchObject({ guards: [], teams: [] });
    const { body: found } = await global.get(`/groups/${id}/members?search=B`);
    expect(found.value).toEqual([
      expect.objectContaining({ id: ids[1], type: "User", licensed: false }),
      { id: nested.id, type: "Group", displayName: "Bobby's" },
    ]);
    expect((await global.get(`/groups/${id}/members?search=AN`)).body.value).toEqual([
      expect.objectContaining({ id: ids[0], licensed: true }),
    ]);
    expect(problemOf(await global.get("/groups/none/uses"))).toBe("404 notFound");
  });

  it("lists groups by a filter, in order, page by page", async () => {
    for (const name of ["c", "a", "b"]) await client.createGroup(name);

    const sorted = await admin.all("/groups?sortBy=displayName&limit=1");
    const found = await admin.all(`/groups?filter=${encodeURIComponent('displayName eq "B"')}`);

    expect(sorted.map(({ displayName }) => displayName)).toEqual(["a", "b", "c"]);
    expect(found.map(({ displayName }) => displayName)).toEqual(["b"]);
    expect(problemOf(await admin.get("/groups?sortBy=userName"))).toBe("400 invalidValue");
  });

  it("refuses a name that is taken, a group without one, and members where they do not belong", async () => {
    await client.createGroup("Sales");
    const other = await client.createGroup("Other");

    expect(problemOf(await admin.post("/groups", { displayName: "sales" }))).toBe("409 uniqueness");
    expect(problemOf(await admin.patch(`/groups/${other.id}`, { displayName: "SALES" }))).toBe(
      "409 uniqueness",
    );
    expect(problemOf(await admin.post("/groups", {}))).toBe("400 invalidValue");
    expect(problemOf(await admin.patch(`/groups/${other.id}`, { Members: [] }))).toBe("400 invalidValue");
    expect(problemOf(await admin.patch(`/groups/${other.id}`, { displayName: null }))).toBe(
      "400 invalidValue",
    );
  });

  it("adds and removes members, and tells how many", async () => {
    const [ann = "", bea = "", cora = ""] = await client.createUsers("user", 3);
    const group = await client.createGroup("Sales", [ann]);
    const path = `/groups/${group.id}/members`;

    const changed = await admin.post(path, { add: [ann, bea, cora, cora], remove: ["nobody"] });

    expect(changed.body).toEqual({ added: 2, removed: 0 });
    expect(changed.headers["etag"]).toBe('W/"2"');
    expect((await admin.post(path, { remove: [ann, bea] })).body).toEqual({ added: 0, removed: 2 });
    expect((await admin.post(path, { add: [cora] })).headers["etag"]).toBe('W/"3"');
    expect(await admin.all(path)).toEqual([
      { id: cora, type: "User", displayName: "user2", licensed: false },
    ]);
    expect((await admin.get(`/groups/${group.id}`)).body.memberCount).toBe(1);
  });

  it("takes thousands of members in one request, and pages through them", async () => {
    const big = await client.createGroup("Big");
    const nested: string[] = [];
    for (let index = 0; index < 5; index++) nested.push((await client.createGroup(`g${index}`)).id);
    const people = await client.createUsers("user", 40);
    // Removing names that are none costs as much as adding.
    const strangers = Array.from({ length: 5000 }, (_, index) => `stranger-${index}`);

    const answer = await admin.post(`/groups/${big.id}/members`, {
      add: [...nested, ...people],
      remove: strangers,
    });

    expect(answer.body).toEqual({ added: 45, removed: 0 });
    const members = await admin.all(`/groups/${big.id}/members?limit=7`);
    expect(new Set(members.map(({ id }) => id))).toEqual(new Set([...nested, ...people]));
    expect(members.filter(({ type }) => type === "Group")).toHaveLength(5);
  });

  it("refuses members who are not there, and one to be added and removed, and changes nothing", async () => {
    const [ann = ""] = await client.createUsers("user", 1);
    const group = await client.createGroup("Sales");
    const path = `/groups/${group.id}/members`;

    const unknown = await admin.post(path, { add: [ann, "nobody"] });

    expect(problemOf(unknown)).toBe("400 invalidValue");
    expect(unknown.body.detail).toContain("nobody");
    expect(problemOf(await admin.post(path, { add: [ann], remove: [ann] }))).toBe("400 invalidValue");
    expect(problemOf(await admin.post(path, {}))).toBe("400 invalidValue");
    const wrong = await admin.post(path, { add: [ann, 7] });
    expect(wrong.body.detail).toBe("'add[1]' in the body must be string");
    expect(await admin.all(path)).toEqual([]);
    for (const method of ["GET", "POST"] as const) {
      const answer = await admin.send(
        method,
        "/groups/none/members",
        method === "POST" ? { add: [ann] } : undefined,
      );
      expect(problemOf(answer)).toBe("404 notFound");
    }
  });

  it("finds groups by the words of their name, and counts them", async () => {
    for (const name of ["Sales Europe", "Sales Asia", "Support"]) await client.createGroup(name);
    const found = async (query: string) => {
      const { body } = await admin.get(`/groups?count=true&${query}`);
      return [
        body.value.map(({ displayName }: { displayName: string }) => displayName).sort(),
        body.count.value,
      ];
    };
    expect(await found("q=ALES")).toEqual([["Sales Asia", "Sales Europe"], 2]);
    expect(await found("q=sales%20eur&limit=1")).toEqual([["Sales Europe"], 1]);
    expect(await found("q=su")).toEqual([["Support"], 1]);
    expect(await found("q=")).toEqual([["Sales Asia", "Sales Europe", "Support"], 3]);
    expect(await found("q=none")).toEqual([[], 0]);
  });

  it("sets attributes of the CRM's extension, and hands a group over", async () => {
    const own = await app.secondConnection(client, { visibility: "own" });
    const group = await client.createGroup("Sales");
    const { value } = (await (await app.admin(client)).get("/connections")).body;
    const connection = value.find(({ id }: { id: string }) => id === own.connectionId).name;

    expect((await admin.post(`/groups/${group.id}/adopt`, { connection })).status).toBe(204);

    expect((await own.get(`/Groups/${group.id}`)).status).toBe(200);
    expect(problemOf(await admin.patch(`/groups/${group.id}`, { [CRM_GROUP]: { unknown: 1 } }))).toBe(
      "400 invalidSyntax",
    );
  });
});
