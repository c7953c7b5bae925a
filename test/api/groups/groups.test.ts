import { useTestApp } from "../../support/app.js";
import { DATABASES } from "../../support/databases.js";
import { CORE_GROUP, CRM_GROUP, errorOf, type ScimClient } from "../../support/scim-client.js";

describe.each(DATABASES)("/Groups on %s", (database) => {
  const app = useTestApp(database);
  let scim: ScimClient;

  beforeEach(async () => {
    scim = await app.connect();
  });

  it("creates a group with members of both types, and keeps the names given to them [RFC 7643 §4.2]", async () => {
    const ann = await scim.createUser({ userName: "ann", displayName: "Ann Lee" });
    const inner = await scim.createGroup("inner");
    const body = { schemas: [CORE_GROUP], displayName: "outer", externalId: "g-1" };
    const members = [{ value: ann.id, type: "Group", display: "other" }, { value: inner.id }];
    const answer = await scim.post("/Groups", { ...body, members });
    const { id } = answer.body;

    expect(answer.status).toBe(201);
    expect(answer.body).toEqual({
      ...body,
      id,
      members: expect.arrayContaining([
        { value: ann.id, type: "User", display: "other", $ref: ann.meta.location },
        { value: inner.id, type: "Group", display: "inner", $ref: inner.meta.location },
      ]),
      meta: {
        resourceType: "Group",
        created: expect.any(String),
        lastModified: answer.body.meta.created,
        location: `${app.url}/scim/v2/Groups/${id}`,
        version: 'W/"1"',
      },
    });
    expect(answer.headers).toMatchObject({ location: answer.body.meta.location, etag: 'W/"1"' });
  });

  it("shows no members when there are none", async () => {
    const { id } = await scim.createGroup("empty");

    expect((await scim.get(`/Groups/${id}`)).body.members).toEqual([]);
  });

  it.each([
    ["no displayName", {}],
    ["an empty displayName", { displayName: "" }],
    ["members without a value", { displayName: "g", members: [{ display: "x" }] }],
    ["an object for a member's value", { displayName: "g", members: [{ value: { id: "x" } }] }],
  ])("refuses a group with %s [RFC 7643 §4.2]", async (_, group) => {
    expect(errorOf(await scim.post("/Groups", { schemas: [CORE_GROUP], ...group }))).toBe("400 invalidValue");
  });

  it("keeps names unique without case, unless the connection allows the same", async () => {
    const free = await app.connect({ options: { uniqueGroupNames: false } });
    const body = { schemas: [CORE_GROUP], displayName: "SALES" };
    await scim.createGroup("Sales");
    await free.createGroup("Sales");

    expect(errorOf(await scim.post("/Groups", body))).toBe("409 uniqueness");
    expect((await free.post("/Groups", body)).status).toBe(201);
    expect(await free.find("/Groups", 'displayName eq "sales"')).toHaveLength(2);
  });

  it("adds each member once, however often it is named", async () => {
    const [ann = ""] = await scim.createUsers("u", 1);
    const { id, members } = await scim.createGroup("g", [ann, ann]);
    const add = { op: "add", path: "members", value: [{ value: ann }, { value: ann }] };
    const answer = await scim.patch(`/Groups/${id}`, [add]);

    expect(members).toHaveLength(1);
    expect(answer.headers["etag"]).toBe('W/"1"');
    expect((await scim.get(`/Groups/${id}`)).body.members).toHaveLength(1);
  });

  it("keeps a member that does not exist in tolerant mode, and refuses it in strict mode", async () => {
    const strict = await app.connect({ mode: "strict" });
    const body = { schemas: [CORE_GROUP], displayName: "g", members: [{ value: "nobody", display: "No" }] };

    expect((await scim.post("/Groups", body)).body.members).toEqual([{ value: "nobody", display: "No" }]);
    expect(errorOf(await strict.post("/Groups", body))).toBe("400 invalidValue");
    expect((await strict.get("/Groups")).body.totalResults).toBe(0);
  });

  it("answers PATCH with 200 and the group as attributes ask (RFC 7644 §3.5.2)", async () => {
    const [ann = ""] = await scim.createUsers("u", 1);
    const { id } = await scim.createGroup("g", [ann]);
    const rename = { op: "replace", path: "displayName" };
    const plain = await scim.patch(`/Groups/${id}`, [{ ...rename, value: "h" }]);
    const named = await scim.patch(`/Groups/${id}?attributes=displayName`, [{ ...rename, value: "i" }]);
    const without = await scim.patch(`/Groups/${id}?excludedAttributes=members`, [{ ...rename, value: "j" }]);

    expect([plain.status, plain.headers["etag"]]).toEqual([200, 'W/"2"']);
    expect(plain.body).toMatchObject({ id, displayName: "h", members: [{ value: ann }] });
    expect([named.status, named.body]).toEqual([200, { schemas: [CORE_GROUP], id, displayName: "i" }]);
    expect([without.status, without.body.displayName, without.body.members]).toEqual([200, "j", undefined]);
    expect((await scim.get(`/Groups/${id}`)).body).toMatchObject({ displayName: "j" });
  });

  it.each(["tolerant", "strict"] as const)(
    "answers PATCH with 204 and the new version where the option is off, and as attributes ask (%s)",
    async (mode) => {
      const quiet = await app.connect({ mode, options: { answerPatchedGroup: false } });
      const { id } = await quiet.createGroup("g");
      const rename = { op: "replace", path: "displayName" };
      const plain = await quiet.patch(`/Groups/${id}`, [{ ...rename, value: "h" }]);
      const named = await quiet.patch(`/Groups/${id}?attributes=displayName`, [{ ...rename, value: "i" }]);

      expect([plain.status, plain.text, plain.headers["etag"]]).toEqual([204, "", 'W/"2"']);
      expect([named.status, named.body]).toEqual([200, { schemas: [CORE_GROUP], id, displayName: "i" }]);
    },
  );

  it.each(["tolerant", "strict"] as const)(
    "shows that a group has no members wherever it is answered alone (%s)",
    async (mode) => {
      const client = await app.connect({ mode });
      const body = { schemas: [CORE_GROUP], displayName: "g" };
      const created = await client.post("/Groups", body);
      const path = `/Groups/${created.body.id}`;
      const rename = [{ op: "replace", path: "displayName", value: "h" }];
      const membersOf = async (query: string) => (await client.get(path + query)).body.members;

      expect(created.body.members).toEqual([]);
      expect((await client.patch(path, rename)).body.members).toEqual([]);
      expect((await client.put(path, body)).body.members).toEqual([]);
      expect(await membersOf("")).toEqual([]);
      expect(await membersOf("?attributes=members")).toEqual([]);
      expect(await membersOf("?attributes=members.value,displayName")).toEqual([]);
      expect(await membersOf("?excludedAttributes=displayName")).toEqual([]);
      expect(await membersOf("?attributes=displayName")).toBeUndefined();
      expect(await membersOf("?excludedAttributes=members")).toBeUndefined();
      expect((await client.get("/Groups")).body.Resources[0].members).toBeUndefined();
    },
  );

  it("changes members by every way clients know", async () => {
    const [a = "", b = "", c = ""] = await scim.createUsers("u", 3);
    const { id } = await scim.createGroup("g", [a]);
    const after = async (op: string, path: string | undefined, value?: unknown) => {
      const answer = await scim.patch(`/Groups/${id}`, [{ op, ...(path !== undefined && { path }), value }]);
      expect(answer.status).toBe(200);
      const { members = [] } = (await scim.get(`/Groups/${id}`)).body;
      return members.map((member: { value: string }) => member.value).sort();
    };

    expect(await after("add", "members", [{ value: b }])).toEqual([a, b]);
    expect(await after("Add", "members", { value: c })).toEqual([a, b, c]);
    expect(await after("remove", `members[value eq "${a}"]`)).toEqual([b, c]);
    expect(await after("Remove", "members", [{ $ref: null, value: b }])).toEqual([c]);
    expect(await after("add", undefined, { members: [{ value: a }] })).toEqual([a, c]);
    expect(await after("replace", "members", [{ value: b }])).toEqual([b]);
    expect(await after("replace", undefined, { members: [{ value: a }, { value: c }] })).toEqual([a, c]);
    expect(await after("remove", `members[value eq "${a}" or value eq "${b}"]`)).toEqual([c]);
    expect(await after("remove", "members")).toEqual([]);
    expect(await after("remove", "members")).toEqual([]);
  });

  it("leaves version and lastModified when members stay the same", async () => {
    const [a = "", b = ""] = await scim.createUsers("u", 2);
    const group = await scim.createGroup("g", [a]);
    await scim.patch(`/Groups/${group.id}`, [
      { op: "add", path: "members", value: [{ value: a }] },
      { op: "remove", path: `members[value eq "${b}"]` },
      { op: "replace", path: "members", value: [{ value: a }] },
    ]);
    const put = await scim.put(`/Groups/${group.id}`, group);

    expect(put.body.meta).toEqual(group.meta);
  });

  it("replaces by PUT: omitted members go, the CRM's attributes stay [RFC 7644 §3.5.1]", async () => {
    const [a = "", b = ""] = await scim.createUsers("u", 2);
    const { id } = await scim.createGroup("g", [a]);
    await scim.patch(`/Groups/${id}`, [{ op: "add", path: `${CRM_GROUP}:businessUnit`, value: "Root" }]);
    const body = { schemas: [CORE_GROUP], displayName: "h" };
    const replaced = await scim.put(`/Groups/${id}`, { ...body, members: [{ value: b }] });
    const emptied = await scim.put(`/Groups/${id}`, body);

    expect(replaced.body.members).toEqual([expect.objectContaining({ value: b })]);
    expect(replaced.body[CRM_GROUP]).toEqual({ businessUnit: "Root" });
    expect(emptied.body.members).toEqual([]);
    expect(errorOf(await scim.put(`/Groups/${id}`, { schemas: [CORE_GROUP] }))).toBe("400 invalidValue");
  });

  it("finds groups by name, externalId, member and nothing else", async () => {
    const [a = "", b = ""] = await scim.createUsers("u", 2);
    const first = await scim.createGroup("Team A", [a]);
    const second = await scim.createGroup("Team B", [a, b]);
    await scim.patch(`/Groups/${second.id}`, [{ op: "add", path: "externalId", value: "g-2" }]);
    const found = async (filter: string) => {
      const groups = await scim.find("/Groups", filter);
      const letters: string[] = groups.map(({ displayName }) => displayName.at(-1));
      return letters.toSorted((left, right) => (left < right ? -1 : 1)).join("");
    };

    expect(await found('displayName eq "team a"')).toBe("A");
    expect(await found('externalId eq "g-2"')).toBe("B");
    expect(await found(`members.value eq "${a}"`)).toBe("AB");
    expect(await found(`members[value eq "${b}"]`)).toBe("B");
    expect(await found(`members eq "${b}"`)).toBe("B");
    expect(await found(`id eq "${first.id}" and members eq "${b}"`)).toBe("");
    expect(await found(`not (members.value eq "${b}")`)).toBe("A");
    expect(await found('members[type eq "User"]')).toBe("AB");
    expect(await found('displayName sw "team" and not (displayName ew "B")')).toBe("A");
  });

  it("leaves members out when asked, in reads, lists and answers to writes", async () => {
    const [a = ""] = await scim.createUsers("u", 1);
    const { id } = await scim.createGroup("g", [a]);
    const query = "excludedAttributes=members";
    const put = { schemas: [CORE_GROUP], displayName: "h", members: [{ value: a }] };

    expect((await scim.get(`/Groups/${id}?${query}`)).body).not.toHaveProperty("members");
    expect((await scim.get(`/Groups?${query}`)).body.Resources[0]).not.toHaveProperty("members");
    expect((await scim.put(`/Groups/${id}?${query}`, put)).body).not.toHaveProperty("members");
    expect((await scim.get(`/Groups/${id}?attributes=members.value`)).body).toEqual({
      schemas: [CORE_GROUP],
      id,
      members: [{ value: a }],
    });
  });

  it("lets the groups a deleted group was in lose it, and keeps its members [RFC 7644 §3.6]", async () => {
    const [a = ""] = await scim.createUsers("u", 1);
    const inner = await scim.createGroup("inner", [a]);
    const outer = await scim.createGroup("outer", [inner.id]);

    expect((await scim.delete(`/Groups/${inner.id}`)).status).toBe(204);
    expect(errorOf(await scim.get(`/Groups/${inner.id}`))).toBe("404");
    const after = (await scim.get(`/Groups/${outer.id}`)).body;
    expect(after.members).toEqual([]);
    expect(after.meta.version).not.toBe(outer.meta.version);
    expect((await scim.get(`/Users/${a}`)).status).toBe(200);
    expect((await scim.createGroup("inner")).id).not.toBe(inner.id);
  });

  it("refuses another groupType once there is one [RFC 7643 §7, immutable]", async () => {
    const { id } = await scim.createGroup("g");
    const set = (value: string) =>
      scim.patch(`/Groups/${id}`, [{ op: "replace", path: `${CRM_GROUP}:groupType`, value }]);

    expect((await set("security")).status).toBe(200);
    expect(errorOf(await set("team"))).toBe("400 mutability");
    expect(errorOf(await set("bogus"))).toMatch(/^400 /);
  });
});
