import { type AdminClient, problemOf } from "../../support/admin-client.js";
import { useTestApp } from "../../support/app.js";
import { DATABASES } from "../../support/databases.js";
import { CORE_USER, CRM_USER, ENTERPRISE, type ScimClient } from "../../support/scim-client.js";

describe.each(DATABASES)("/admin/v1/users on %s", (database) => {
  const app = useTestApp(database);
  let client: ScimClient;
  let admin: AdminClient;
  beforeEach(async () => {
    client = await app.connect();
    admin = await app.admin(client, ["userManagement"]);
  });

  const create = async (user: object) => {
    const answer = await admin.post("/users", user);
    if (answer.status !== 201) throw new Error(answer.text);
    return answer.body.user;
  };

  it("creates an account with an id of its own that providers see too, active and without a license [R001] [R002]", async () => {
    const answer = await admin.post("/users", { userName: "ann@example.com", displayName: "Ann" });

    expect(answer.status).toBe(201);
    expect(answer.headers["location"]).toBe(`${app.url}/admin/v1/users/${answer.body.user.id}`);
    expect(answer.headers["etag"]).toBe('W/"1"');
    const seen = await client.get(`/Users/${answer.body.user.id}`);
    expect(seen.body).toMatchObject({ userName: "ann@example.com", displayName: "Ann" });
    expect(seen.body.active).not.toBe(false);
    expect(seen.body[CRM_USER]?.licenses).toBeUndefined();
  });

  it("reads what a provider made, with groups and version", async () => {
    const { id } = await client.createUser({ userName: "bea", externalId: "b1" });
    const group = await client.createGroup("Sales", [id]);

    const { status, headers, body } = await admin.get(`/users/${id}`);

    expect([status, headers["etag"]]).toEqual([200, 'W/"1"']);
    expect(body).toMatchObject({
      schemas: [CORE_USER],
      id,
      externalId: "b1",
      userName: "bea",
      groups: [{ value: group.id, display: "Sales" }],
      meta: { resourceType: "User", version: 'W/"1"' },
    });
  });

  it("pages through all users, each once, in every order", async () => {
    const ids = await client.createUsers("user", 7);

    for (const sort of [
      "",
      "&sortBy=userName",
      "&sortBy=title&sortOrder=descending",
      "&sortBy=meta.created",
      `&filter=${encodeURIComponent('USERNAME co "ser"')}`,
      `&filter=${encodeURIComponent('userName sw "user" and meta.created gt "2020-01-01T00:00:00Z"')}`,
      `&filter=${encodeURIComponent('META.lastModified gt "2020-01-01T00:00:00Z"')}`,
    ]) {
      const found = await admin.all(`/users?limit=3${sort}`);
      expect(found.map(({ id }) => id)).toHaveLength(ids.length);
      expect(new Set(found.map(({ id }) => id))).toEqual(new Set(ids));
    }
    const names = await admin.all("/users?limit=2&sortBy=userName&sortOrder=descending");
    expect(names.map(({ userName }) => userName)).toEqual(ids.map((_, index) => `user${6 - index}`));
  });

  it("finds by a filter, and names what is wrong with one", async () => {
    await create({ userName: "cora", title: "Lead" });
    await create({ userName: "dora" });
    const filter = (text: string) => `/users?filter=${encodeURIComponent(text)}`;

    expect((await admin.all(filter('title eq "lead"'))).map(({ userName }) => userName)).toEqual(["cora"]);
    expect(problemOf(await admin.get(filter("title eq")))).toBe("400 invalidFilter");
    expect(problemOf(await admin.get("/users?sortBy=password"))).toBe("400 invalidValue");
  });

  it("searches as you type, in names, email addresses and employee numbers", async () => {
    const named = (name: string, more: object = {}) => create({ userName: name, ...more });
    await named("q.lopez", { name: { givenName: "Ánna María", familyName: "López" }, title: "Lead" });
    await named("q.lope", { displayName: "Anna Lope" });
    await named("q.mail", { emails: [{ value: "Anna.Lopper@example.com" }] });
    await named("q.number", { [ENTERPRISE]: { employeeNumber: "ZX-4711" } });
    const found = async (q: string, more = ""): Promise<string[]> =>
      (await admin.all(`/users?q=${encodeURIComponent(q)}${more}`)).map(({ userName }) => String(userName));

    expect(await found("ANNA lop")).toEqual(["q.lope", "q.mail"]);
    expect(await found("ánna lóp")).toEqual(["q.lopez"]);
    expect(await found("q. lop", "&limit=1")).toEqual(["q.lopez", "q.lope", "q.mail"]);
    expect(await found("lope", `&filter=${encodeURIComponent("title pr")}`)).toEqual(["q.lopez"]);
    expect(await found("4711")).toEqual(["q.number"]);
    expect(await found("zx")).toEqual(["q.number"]);
    expect(await found("711 anna")).toEqual([]);
    expect(await found('an% "anna"')).toEqual([]);
    expect(problemOf(await admin.get(`/users?q=${"a%20".repeat(11)}`))).toBe("400 invalidValue");
    expect(problemOf(await admin.get(`/users?q=${"a".repeat(201)}`))).toBe("400 invalidValue");
  });

  it.each(["x", "WyJhIl0", "WzEsMl0", "bnVsbA", Buffer.from('["a","\\u0000"]').toString("base64url")])(
    "refuses the made-up cursor %s",
    async (cursor) => {
      for (const order of ["", "&sortBy=userName", "&sortBy=meta.created"]) {
        const answer = await admin.get(`/users?cursor=${cursor}${order}`);
        expect(problemOf(answer)).toBe("400 invalidCursor");
      }
      expect(problemOf(await admin.get(`/deleted-users?cursor=${cursor}`))).toBe("400 invalidCursor");
    },
  );

  it("changes the attributes that are named, clears with null, and leaves the rest to the letter", async () => {
    const { id } = await create({
      userName: "eva",
      title: "Lead",
      name: { givenName: "Eva", familyName: "Long" },
      emails: [{ value: "e@example.com", type: "work" }],
      [CRM_USER]: { accessMode: "Read", businessUnit: "Root" },
    });

    const answer = await admin.patch(`/users/${id}`, {
      TITLE: null,
      name: { familyname: "Short" },
      [CRM_USER]: { businessUnit: "Root/North" },
    });

    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({
      userName: "eva",
      name: { givenName: "Eva", familyName: "Short" },
      emails: [{ value: "e@example.com", type: "work" }],
      [CRM_USER]: { accessMode: "Read", businessUnit: "Root/North" },
    });
    expect(answer.body).not.toHaveProperty("title");
    const cleared = await admin.patch(`/users/${id}`, { [CRM_USER]: null, emails: [] });
    expect(cleared.body).not.toHaveProperty([CRM_USER]);
    expect(cleared.body).not.toHaveProperty("emails");
    expect((await admin.patch(`/users/${id}`, {})).headers["etag"]).toBe('W/"3"');
  });

  it("takes a merge patch under its own media type, and refuses another", async () => {
    const { id } = await create({ userName: "fay" });
    const merge = await admin.patch(
      `/users/${id}`,
      { title: "x" },
      { "Content-Type": "application/merge-patch+json" },
    );
    const xml = await admin.patch(`/users/${id}`, "<a/>", { "Content-Type": "text/xml" });

    expect(merge.status).toBe(200);
    expect(problemOf(xml)).toBe("415 unsupportedMediaType");
  });

  it("replaces a user, and keeps what the CRM has", async () => {
    const { id } = await create({ userName: "gil", title: "Lead", [CRM_USER]: { accessMode: "Read" } });
    const { status, body } = await admin.put(`/users/${id}`, { userName: "gil", displayName: "Gil" });

    expect(status).toBe(200);
    expect(body).toMatchObject({ displayName: "Gil", [CRM_USER]: { accessMode: "Read" } });
    expect(body).not.toHaveProperty("title");
  });

  it("refuses names that no schema has, values of a wrong type, and a body that is none", async () => {
    const unknown = await admin.post("/users", { userName: "hal", titel: "Lead" });
    const wrong = await admin.post("/users", { userName: "hal", name: "Hal" });

    expect(problemOf(unknown)).toBe("400 invalidSyntax");
    expect(unknown.body.detail).toContain("titel");
    expect(problemOf(wrong)).toBe("400 invalidValue");
    expect(wrong.body.detail).toContain("name");
    expect(problemOf(await admin.post("/users", []))).toBe("400 invalidValue");
    expect(problemOf(await admin.post("/users"))).toBe("400 invalidValue");
    expect(problemOf(await admin.post("/users", "{"))).toBe("400 invalidSyntax");
  });

  it("answers 409 for a name that is taken, and 404 for a user who is not there", async () => {
    await create({ userName: "ida" });

    expect(problemOf(await admin.post("/users", { userName: "IDA" }))).toBe("409 uniqueness");
    for (const method of ["GET", "DELETE"]) {
      expect(problemOf(await admin.send(method, "/users/none"))).toBe("404 notFound");
    }
    expect(problemOf(await admin.patch("/users/none", { title: "x" }))).toBe("404 notFound");
  });

  it("holds changes to the version that If-Match names", async () => {
    const { id } = await create({ userName: "jan" });
    const stale = { "If-Match": 'W/"7"' };

    expect(problemOf(await admin.patch(`/users/${id}`, { title: "x" }, stale))).toBe(
      "412 preconditionFailed",
    );
    expect(problemOf(await admin.put(`/users/${id}`, { userName: "jan" }, stale))).toBe(
      "412 preconditionFailed",
    );
    expect(problemOf(await admin.delete(`/users/${id}`, stale))).toBe("412 preconditionFailed");
    expect((await admin.delete(`/users/${id}`, { "If-Match": 'W/"1"' })).status).toBe(200);
  });

  it("deletes a user with a word on how long it can be restored", async () => {
    const { id } = await create({ userName: "kim" });
    const { body } = await admin.delete(`/users/${id}`);

    expect(body).toMatchObject({ id, hints: [] });
    expect(Date.parse(body.restorableUntil) - Date.now()).toBeGreaterThan(29 * 86_400_000);
    expect((await client.get(`/Users/${id}`)).status).toBe(404);
  });

  it("hints at the license in the place of a deletion where there is another license besides [R103]", async () => {
    for (const partNumber of ["CRM", "OFFICE"]) {
      const answer = await (await app.admin(client)).post("/licenses", { partNumber, purchased: 9 });
      expect(answer.status).toBe(201);
    }
    const licensed = (userName: string, licenseSkus: string) =>
      client.createUser({ userName, [CRM_USER]: { licenseSkus } });
    const hintsOf = async (id: string) => (await admin.delete(`/users/${id}`)).body.hints;
    const one = await licensed("one", "CRM");
    const two = await licensed("two", "CRM;OFFICE");

    expect(await hintsOf(one.id)).toEqual([]);
    expect(await hintsOf(two.id)).toEqual([
      {
        code: "REMOVE_LICENSE_INSTEAD",
        detail: expect.stringMatching(/"CRM", "OFFICE".*remove that license/),
      },
    ]);
  });

  it("says that the one who has a name is inactive", async () => {
    const { id } = await create({ userName: "lee" });
    const other = await create({ userName: "moe" });
    const details = async () => [
      (await admin.post("/users", { userName: "LEE" })).body.detail,
      (await admin.patch(`/users/${other.id}`, { userName: "Lee" })).body.detail,
      (await client.post("/Users", { schemas: [CORE_USER], userName: "lee" })).body.detail,
      (await client.patch(`/Users/${other.id}`, [{ op: "replace", path: "userName", value: "lee" }])).body
        .detail,
    ];

    for (const detail of await details()) expect(detail).not.toContain("inactive");
    await admin.patch(`/users/${id}`, { active: false });
    for (const detail of await details()) {
      expect(detail).toMatch(/already taken.*its holder is inactive.*set active to true/);
    }
    const own = await app.secondConnection(client, { visibility: "own" });
    const hidden = await own.post("/Users", { schemas: [CORE_USER], userName: "lee" });
    expect(hidden.body.detail).toMatch(/belongs to another connection.*usher adopt/);
    expect(hidden.body.detail).not.toMatch(/inactive|find it with/);
    const mine = await own.createUser({ userName: "mine" });
    const renamed = await own.patch(`/Users/${mine.id}`, [{ op: "replace", path: "userName", value: "lee" }]);
    expect([renamed.status, renamed.body.detail]).toEqual([409, expect.stringMatching(/another connection/)]);
  });

  it("hands a user over to a connection that sees its own alone", async () => {
    const own = await app.secondConnection(client, { visibility: "own" });
    const { id } = await client.createUser({ userName: "lea" });
    expect((await own.get(`/Users/${id}`)).status).toBe(404);
    const { value } = (await (await app.admin(client)).get("/connections")).body;
    const name = value.find((one: { id: string }) => one.id === own.connectionId).name;

    expect((await admin.post(`/users/${id}/adopt`, { connection: name })).status).toBe(204);
    expect((await own.get(`/Users/${id}`)).status).toBe(200);
    expect(problemOf(await admin.post(`/users/${id}/adopt`, { connection: "none" }))).toBe("404 notFound");
  });

  it("hands a user over with the externalId that the connection's provider has", async () => {
    const own = await app.secondConnection(client, { visibility: "own" });
    const { id } = await client.createUser({ userName: "ned", externalId: "ours" });
    const group = await client.createGroup("neds");
    const { value } = (await (await app.admin(client)).get("/connections")).body;
    const connection = value.find((one: { id: string }) => one.id === own.connectionId).name;

    expect((await admin.post(`/users/${id}/adopt`, { connection, externalId: "theirs" })).status).toBe(204);
    expect((await admin.post(`/groups/${group.id}/adopt`, { connection, externalId: "g1" })).status).toBe(
      204,
    );
    expect((await own.get(`/Users/${id}`)).body.externalId).toBe("theirs");
    expect((await client.get(`/Users/${id}`)).body.externalId).toBe("ours");
    expect(await own.find("/Groups", 'externalId eq "g1"')).toHaveLength(1);
    const empty = await admin.post(`/users/${id}/adopt`, { connection, externalId: "" });
    expect(problemOf(empty)).toBe("400 invalidValue");
  });

  it("never shows a password, and a connection's user of another tenant", async () => {
    const { id } = await create({ userName: "mia", password: "correct horse battery" });
    const stranger = await app.admin(await app.connect());

    expect((await admin.get(`/users/${id}`)).text).not.toContain("password");
    expect(problemOf(await stranger.get(`/users/${id}`))).toBe("404 notFound");
    expect(await stranger.all("/users")).toEqual([]);
  });
});
