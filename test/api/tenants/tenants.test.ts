import { useTestApp } from "../../support/app.js";
import { DATABASES } from "../../support/databases.js";
import { CORE_GROUP, CORE_USER, CRM_USER, errorOf, type ScimClient } from "../../support/scim-client.js";

describe.each(DATABASES)("two tenants on %s", (database) => {
  const app = useTestApp(database);
  let ours: ScimClient;
  let theirs: ScimClient;

  beforeEach(async () => {
    [ours, theirs] = [await app.connect(), await app.connect()];
  });

  it("do not see or change each other's resources", async () => {
    const user = await theirs.createUser({ userName: "ann", externalId: "x-1" });
    const group = await theirs.createGroup("g", [user.id]);

    for (const path of [`/Users/${user.id}`, `/Groups/${group.id}`]) {
      const before = (await theirs.get(path)).text;
      expect(errorOf(await ours.get(path))).toBe("404");
      expect(errorOf(await ours.patch(path, [{ op: "replace", path: "externalId", value: "y" }]))).toBe(
        "404",
      );
      expect(errorOf(await ours.delete(path))).toBe("404");
      expect((await theirs.get(path)).text).toBe(before);
    }
    expect(errorOf(await ours.put(`/Users/${user.id}`, { schemas: [CORE_USER], userName: "x" }))).toBe("404");
    expect(errorOf(await ours.put(`/Groups/${group.id}`, { schemas: [CORE_GROUP], displayName: "x" }))).toBe(
      "404",
    );
  });

  it("find nothing of each other by lists, filters, searches or totals", async () => {
    const user = await theirs.createUser({
      userName: "ann",
      externalId: "x-1",
      emails: [{ value: "a@b.example" }],
    });
    const group = await theirs.createGroup("g", [user.id]);
    const filters = [
      'userName eq "ann"',
      'externalId eq "x-1"',
      'emails eq "a@b.example"',
      `id eq "${user.id}"`,
    ];

    for (const filter of [...filters, "id pr", 'not (id eq "x")']) {
      expect(await ours.find("/Users", filter)).toEqual([]);
    }
    for (const filter of [`members eq "${user.id}"`, `id eq "${group.id}"`, 'not (displayName eq "x")']) {
      expect(await ours.find("/Groups", filter)).toEqual([]);
    }
    expect((await ours.get("/Users")).body.totalResults).toBe(0);
    expect((await ours.search("", {})).body.totalResults).toBe(0);
  });

  it("may use the same names", async () => {
    await theirs.createUser({ userName: "ann", externalId: "x-1" });
    await theirs.createGroup("g");

    expect((await ours.post("/Users", { schemas: [CORE_USER], userName: "ann" })).status).toBe(201);
    expect((await ours.post("/Groups", { schemas: [CORE_GROUP], displayName: "g" })).status).toBe(201);
  });

  it("may use the same directoryObjectId, which is unique within one", async () => {
    const user = (userName: string) => ({
      schemas: [CORE_USER],
      userName,
      [CRM_USER]: { directoryObjectId: "d-1" },
    });
    await theirs.createUser(user("ann"));

    expect((await ours.post("/Users", user("ann"))).status).toBe(201);
    expect(errorOf(await ours.post("/Users", user("bob")))).toBe("409 uniqueness");
  });

  it("never resolve each other's users as members", async () => {
    const user = await theirs.createUser({ userName: "ann", displayName: "Ann's secret name" });
    const group = await ours.createGroup("g", [user.id]);

    expect(group.members).toEqual([{ value: user.id }]);
    expect((await theirs.get(`/Users/${user.id}`)).body.groups).toBeUndefined();
    const strict = await app.secondConnection(ours, { mode: "strict" });
    const add = [{ op: "add", path: "members", value: [{ value: user.id }] }];
    const { id } = await ours.createGroup("h");
    expect(errorOf(await strict.patch(`/Groups/${id}`, add))).toBe("400 invalidValue");
  });
});

describe.each(DATABASES)("two connections of one tenant on %s", (database) => {
  const app = useTestApp(database);
  let first: ScimClient;
  let second: ScimClient;

  beforeEach(async () => {
    first = await app.connect();
    second = await app.secondConnection(first);
  });

  it("have an externalId each for one resource [RFC 7644 §6.2]", async () => {
    const { id } = await first.createUser({ userName: "ann", externalId: "of-first" });
    const set = [{ op: "add", path: "externalId", value: "of-second" }];

    expect((await second.get(`/Users/${id}`)).body.externalId).toBeUndefined();
    expect(await second.find("/Users", 'externalId eq "of-first"')).toEqual([]);
    expect((await second.patch(`/Users/${id}`, set)).body.externalId).toBe("of-second");
    expect((await first.get(`/Users/${id}`)).body.externalId).toBe("of-first");
    expect(await first.find("/Users", 'externalId eq "of-second"')).toEqual([]);
    expect(await first.find("/Users", "externalId pr")).toHaveLength(1);
  });

  it("keep the other's externalId when one of them replaces the user", async () => {
    const { id } = await first.createUser({ userName: "ann", externalId: "of-first" });
    await second.put(`/Users/${id}`, { schemas: [CORE_USER], userName: "ann", title: "Dr" });

    expect((await first.get(`/Users/${id}`)).body).toMatchObject({ externalId: "of-first", title: "Dr" });
  });

  it("do the same for groups, and share all else", async () => {
    const group = await first.createGroup("g");
    await first.patch(`/Groups/${group.id}`, [{ op: "add", path: "externalId", value: "g-1" }]);

    expect((await second.get(`/Groups/${group.id}`)).body.externalId).toBeUndefined();
    expect(await second.find("/Groups", 'externalId eq "g-1"')).toEqual([]);
    expect(await second.find("/Groups", 'displayName eq "g"')).toHaveLength(1);
    expect(errorOf(await second.post("/Groups", { schemas: [CORE_GROUP], displayName: "g" }))).toBe(
      "409 uniqueness",
    );
  });

  it("sort by their own externalId", async () => {
    const [a = "", b = ""] = await first.createUsers("u", 2);
    await first.patch(`/Users/${a}`, [{ op: "add", path: "externalId", value: "2" }]);
    await first.patch(`/Users/${b}`, [{ op: "add", path: "externalId", value: "1" }]);
    await second.patch(`/Users/${b}`, [{ op: "add", path: "externalId", value: "3" }]);
    const order = async (client: ScimClient) =>
      (await client.get("/Users?sortBy=externalId")).body.Resources.map(({ id }: { id: string }) => id);

    expect(await order(first)).toEqual([b, a]);
    expect(await order(second)).toEqual([b, a]);
  });
});
