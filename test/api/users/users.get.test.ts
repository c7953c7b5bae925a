import { useTestApp } from "../../support/app.js";
import { DATABASES } from "../../support/databases.js";
import { send } from "../../support/http.js";
import { CORE_USER, CRM_USER, ENTERPRISE, errorOf, type ScimClient } from "../../support/scim-client.js";

const ANN = {
  userName: "ann@example.com",
  externalId: "x-1",
  name: { givenName: "Ann", familyName: "Lee", formatted: "Ann Lee" },
  title: "Dr",
  active: true,
  password: "never to be seen",
  emails: [
    { value: "ann@example.com", type: "work", primary: true },
    { value: "ann@home.example", type: "home" },
  ],
  [ENTERPRISE]: { department: "IT", costCenter: "7", manager: { value: "boss" } },
  [CRM_USER]: { licenseSkus: "SALES" },
};

/** What a representation shows beside the minimum. */
function namesOf(resource: object): string[] {
  return Object.keys(resource)
    .filter((name) => name !== "schemas" && name !== "id")
    .sort();
}

/** A group as a user's `groups` shows it. */
function membership(url: string, group: { id: string; displayName: string }, type: string): object {
  const $ref = `${url}/scim/v2/Groups/${group.id}`;
  return { value: group.id, display: group.displayName, type, $ref };
}

describe.each(DATABASES)("GET /Users/{id} on %s", (database) => {
  const app = useTestApp(database);
  let scim: ScimClient;
  let id: string;

  beforeAll(async () => {
    scim = await app.connect();
    id = (await scim.createUser(ANN)).id;
  });

  it("answers the whole user but its password [RFC 7644 §3.4.1]", async () => {
    const answer = await scim.get(`/Users/${id}`);
    const { password: _, ...shown } = ANN;

    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject(shown);
    expect(answer.text).not.toMatch(/password|never to be seen/);
    expect(answer.body.schemas).toEqual([CORE_USER, ENTERPRISE, CRM_USER]);
    expect(answer.headers).toMatchObject({
      etag: answer.body.meta.version,
      "content-location": answer.body.meta.location,
      "content-type": "application/scim+json",
    });
  });

  it("answers HEAD as GET without the body", async () => {
    const [get, head] = await Promise.all([scim.get(`/Users/${id}`), scim.send("HEAD", `/Users/${id}`)]);

    expect(head.text).toBe("");
    expect({ status: head.status, etag: head.headers["etag"] }).toEqual({
      status: 200,
      etag: get.headers["etag"],
    });
  });

  it.each([
    ["userName", ["userName"]],
    ["USERNAME,Title", ["title", "userName"]],
    ["userName, title", ["title", "userName"]],
    [`${CORE_USER}:userName`, ["userName"]],
    [`${CORE_USER}:name.givenName`, ["name"]],
    [ENTERPRISE, [ENTERPRISE]],
    [`${ENTERPRISE}:department`, [ENTERPRISE]],
    [`${CRM_USER}:licenseSkus`, [CRM_USER]],
    ["meta.location", ["meta"]],
    ["password", []],
    ["noSuchAttribute", []],
    ["externalId,noSuchAttribute", ["externalId"]],
    ["id", []],
    ["schemas", []],
  ])("shows for attributes=%s only %j beside the minimum [RFC 7644 §3.9]", async (names, shown) => {
    const { body } = await scim.get(`/Users/${id}?attributes=${encodeURIComponent(names)}`);

    expect(namesOf(body)).toEqual([...shown].sort());
    expect(body).toMatchObject({ id, schemas: expect.arrayContaining([CORE_USER]) });
  });

  it("shows of an attribute the sub-attributes that are named [RFC 7644 §3.9]", async () => {
    const names = `name.givenName,emails.VALUE,${ENTERPRISE}:manager.value`;
    const { body } = await scim.get(`/Users/${id}?attributes=${names}`);

    expect(body).toMatchObject({ name: { givenName: "Ann" } });
    expect(body.name).toEqual({ givenName: "Ann" });
    expect(body.emails).toEqual([{ value: "ann@example.com" }, { value: "ann@home.example" }]);
    expect(body[ENTERPRISE]).toEqual({ manager: { value: "boss" } });
  });

  it.each([
    ["title", "title"],
    ["EMAILS", "emails"],
    [`${CORE_USER}:active`, "active"],
    [ENTERPRISE, ENTERPRISE],
    ["meta", "meta"],
  ])("leaves out with excludedAttributes=%s just that [RFC 7644 §3.9]", async (names, gone) => {
    const whole = (await scim.get(`/Users/${id}`)).body;
    const { body } = await scim.get(`/Users/${id}?excludedAttributes=${encodeURIComponent(names)}`);

    expect(namesOf(body)).toEqual(namesOf(whole).filter((name) => name !== gone));
  });

  it("leaves out sub-attributes that are named [RFC 7644 §3.9]", async () => {
    const names = `name.formatted,emails.type,${ENTERPRISE}:costCenter`;
    const { body } = await scim.get(`/Users/${id}?excludedAttributes=${names}`);

    expect(body.name).toEqual({ givenName: "Ann", familyName: "Lee" });
    expect(body.emails).toEqual([{ value: "ann@example.com", primary: true }, { value: "ann@home.example" }]);
    expect(body[ENTERPRISE].costCenter).toBeUndefined();
    expect(body[ENTERPRISE].department).toBe("IT");
  });

  it("cannot be made to leave out what is always returned [RFC 7643 §7]", async () => {
    const { body } = await scim.get(`/Users/${id}?excludedAttributes=id,schemas,userName`);

    expect(body).toMatchObject({ id, schemas: expect.arrayContaining([CORE_USER]) });
  });

  it("shows the default set when attributes is empty", async () => {
    expect((await scim.get(`/Users/${id}?attributes=`)).body).toEqual((await scim.get(`/Users/${id}`)).body);
  });

  it.each([
    "no-such-id",
    "00000000-0000-7000-8000-000000000000",
    "%22%20or%20id%20pr%20or%20id%20eq%20%22",
    "a%2Fb",
    "%00",
    "..%2f..%2fGroups",
    "%F0%9F%90%89",
    "x".repeat(2000),
    "__proto__",
    "1'--",
  ])("answers 404 for the id %.60s", async (unknown) => {
    expect(errorOf(await scim.get(`/Users/${unknown}`))).toBe("404");
  });

  it("answers malformed percent-encoding with 400", async () => {
    expect(errorOf(await scim.get("/Users/%E0%A4%A"))).toBe("400 invalidSyntax");
  });

  it("answers 404 for the id of a group", async () => {
    expect(errorOf(await scim.get(`/Users/${(await scim.createGroup("g")).id}`))).toBe("404");
  });

  it.each(["/scim/v2/Users/ID", "/scim/Users/ID", "/scim/v2/Users/ID/", "/scim/Users/ID?aadOptscim062020"])(
    "answers at %s too, always with the same location",
    async (path) => {
      const headers = { Authorization: `Bearer ${scim.token}` };
      const answer = await send(app.url, { method: "GET", path: path.replace("ID", id), headers });

      expect(answer.status).toBe(200);
      expect(answer.body.meta.location).toBe(`${app.url}/scim/v2/Users/${id}`);
    },
  );
});

describe.each(DATABASES)("User.groups on %s", (database) => {
  const app = useTestApp(database);
  let scim: ScimClient;

  beforeEach(async () => {
    scim = await app.connect();
  });

  const groupsOf = async (id: string) => (await scim.get(`/Users/${id}`)).body.groups;

  it("shows direct and indirect memberships with type, display and $ref [RFC 7643 §4.1.2]", async () => {
    const { id } = await scim.createUser({ userName: "ann" });
    const inner = await scim.createGroup("inner", [id]);
    const middle = await scim.createGroup("middle", [inner.id]);
    const outer = await scim.createGroup("outer", [middle.id]);
    await scim.createGroup("unrelated");

    const groups = await groupsOf(id);
    expect(groups).toHaveLength(3);
    expect(groups).toEqual(
      expect.arrayContaining([
        membership(app.url, inner, "direct"),
        membership(app.url, middle, "indirect"),
        membership(app.url, outer, "indirect"),
      ]),
    );
  });

  it("says direct of a group that is reached both ways, and ends with groups in a circle", async () => {
    const { id } = await scim.createUser({ userName: "ann" });
    const a = await scim.createGroup("a", [id]);
    const b = await scim.createGroup("b", [a.id, id]);
    await scim.patch(`/Groups/${a.id}`, [{ op: "add", path: "members", value: [{ value: b.id }] }]);
    await scim.patch(`/Groups/${b.id}`, [{ op: "add", path: "members", value: [{ value: b.id }] }]);

    const groups = await groupsOf(id);
    expect(groups).toHaveLength(2);
    expect(groups).toEqual(
      expect.arrayContaining([membership(app.url, a, "direct"), membership(app.url, b, "direct")]),
    );
  });

  it("follows a renamed and a deleted group", async () => {
    const { id } = await scim.createUser({ userName: "ann" });
    const group = await scim.createGroup("before", [id]);

    await scim.patch(`/Groups/${group.id}`, [{ op: "replace", path: "displayName", value: "after" }]);
    expect(await groupsOf(id)).toEqual([expect.objectContaining({ display: "after" })]);
    await scim.delete(`/Groups/${group.id}`);
    expect(await groupsOf(id)).toBeUndefined();
  });

  it("is shown in lists, by attributes=groups, and not when excluded", async () => {
    const { id } = await scim.createUser({ userName: "ann" });
    await scim.createGroup("g", [id]);

    expect((await scim.get("/Users?attributes=groups.display")).body.Resources).toEqual([
      { schemas: [CORE_USER], id, groups: [{ display: "g" }] },
    ]);
    expect((await scim.get(`/Users/${id}?excludedAttributes=groups`)).body.groups).toBeUndefined();
  });
});
