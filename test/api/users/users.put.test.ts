import { useTestApp } from "../../support/app.js";
import { DATABASES } from "../../support/databases.js";
import { CORE_USER, CRM_USER, ENTERPRISE, errorOf, type ScimClient } from "../../support/scim-client.js";

const ANN = {
  schemas: [CORE_USER],
  userName: "ann",
  externalId: "x-1",
  title: "Dr",
  active: true,
  emails: [{ value: "ann@example.com", type: "work" }],
  [ENTERPRISE]: { department: "IT", costCenter: "7" },
  [CRM_USER]: { licenseSkus: "SALES", accessMode: "Read" },
};

describe.each(DATABASES)("PUT /Users/{id} on %s", (database) => {
  const app = useTestApp(database);
  let scim: ScimClient;
  let id: string;
  let path: string;

  beforeEach(async () => {
    scim = await app.connect();
    id = (await scim.createUser(ANN)).id;
    path = `/Users/${id}`;
  });

  it("answers 200 with the user at its new version [RFC 7644 §3.5.1]", async () => {
    const answer = await scim.put(path, { ...ANN, title: "Prof" });

    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({ id, title: "Prof", meta: { version: 'W/"2"' } });
    expect(answer.headers).toMatchObject({
      etag: 'W/"2"',
      "content-location": answer.body.meta.location,
      "content-type": "application/scim+json",
    });
    expect(answer.body).toEqual((await scim.get(path)).body);
  });

  it("clears omitted core attributes, and keeps absent extensions", async () => {
    const { body } = await scim.put(path, { schemas: [CORE_USER], userName: "ann" });

    expect(Object.keys(body).sort()).toEqual(
      ["id", "meta", "schemas", "userName", ENTERPRISE, CRM_USER].sort(),
    );
  });

  it("replaces an extension that is there, but keeps what is omitted of the CRM's", async () => {
    const extensions = { [ENTERPRISE]: { division: "X" }, [CRM_USER]: { accessMode: "Read-Write" } };
    const { body } = await scim.put(path, { ...ANN, ...extensions });

    expect(body[ENTERPRISE]).toEqual({ division: "X" });
    expect(body[CRM_USER]).toEqual({
      accessMode: "Read-Write",
      licenses: [{ skuPartNumber: "SALES", status: "error", error: "Other" }],
      licenseSkus: "SALES",
    });
  });

  it("clears by null, an empty list or an empty extension", async () => {
    const cleared = { title: null, emails: [], [ENTERPRISE]: null, [CRM_USER]: { licenses: [] } };
    const { body } = await scim.put(path, { ...ANN, ...cleared });

    expect([body.title, body.emails, body[ENTERPRISE]]).toEqual([undefined, undefined, undefined]);
    expect(body[CRM_USER]).toEqual({ accessMode: "Read" });
  });

  it("takes back what a client read: id, meta and groups count for nothing", async () => {
    const group = await scim.createGroup("g", [id]);
    const read = (await scim.get(path)).body;
    const answer = await scim.put(path, { ...read, id: "other", groups: [], meta: { version: 'W/"77"' } });

    expect(answer.status).toBe(200);
    expect(answer.body).toEqual(read);
    expect((await scim.get(`/Groups/${group.id}`)).body.members).toHaveLength(1);
  });

  it("leaves version and lastModified when nothing changes", async () => {
    const before = (await scim.get(path)).body;
    const answer = await scim.put(path, ANN);

    expect(answer.body.meta).toEqual(before.meta);
    expect(answer.headers["etag"]).toBe(before.meta.version);
  });

  it("keeps the password when none is sent, and the created date", async () => {
    const { meta } = (await scim.put(path, { ...ANN, title: "Prof" })).body;

    expect(Date.parse(meta.lastModified)).toBeGreaterThanOrEqual(Date.parse(meta.created));
    expect((await scim.get(path)).body.meta.created).toBe(meta.created);
  });

  it("renames a user, and frees the old name", async () => {
    expect((await scim.put(path, { ...ANN, userName: "anna" })).body.userName).toBe("anna");
    await scim.createUser({ userName: "ann" });

    expect(errorOf(await scim.put(path, ANN))).toBe("409 uniqueness");
    expect((await scim.get(path)).body.userName).toBe("anna");
  });

  it("lets a user have its own name in another case", async () => {
    expect((await scim.put(path, { ...ANN, userName: "ANN" })).body.userName).toBe("ANN");
  });

  it("never creates [RFC 7644 §3.5.1]", async () => {
    expect(errorOf(await scim.put("/Users/018f0000-0000-7000-8000-000000000000", ANN))).toBe("404");
    expect((await scim.get("/Users")).body.totalResults).toBe(1);
  });

  it.each([
    ["without userName", { userName: undefined }, "400 invalidValue"],
    ["with an empty userName", { userName: "" }, "400 invalidValue"],
    ["with a text for name", { name: "Ann" }, "400 invalidValue"],
    ["with a value too long for the CRM", { title: "x".repeat(500) }, "400 invalidValue"],
  ])("refuses a user %s, and changes nothing", async (_, changes, error) => {
    const before = (await scim.get(path)).text;

    expect(errorOf(await scim.put(path, { ...ANN, ...changes }))).toBe(error);
    expect((await scim.get(path)).text).toBe(before);
  });

  it("refuses another value of an immutable attribute, and keeps it when it is omitted [RFC 7644 §3.5.1]", async () => {
    const own = { directoryObjectId: "one" };
    await scim.put(path, { ...ANN, [CRM_USER]: own });

    expect(errorOf(await scim.put(path, { ...ANN, [CRM_USER]: { directoryObjectId: "other" } }))).toBe(
      "400 mutability",
    );
    const kept = await scim.put(path, { schemas: [CORE_USER], userName: "ann" });
    expect(kept.body[CRM_USER]).toMatchObject(own);
  });

  it("shows only what attributes or excludedAttributes leave [RFC 7644 §3.9]", async () => {
    const some = await scim.put(`${path}?attributes=title`, { ...ANN, title: "Prof" });
    const rest = await scim.put(`${path}?excludedAttributes=emails`, ANN);

    expect(some.body).toEqual({ schemas: [CORE_USER, ENTERPRISE, CRM_USER], id, title: "Prof" });
    expect(rest.body.emails).toBeUndefined();
    expect((await scim.get(path)).body.emails).toEqual(ANN.emails);
  });
});
