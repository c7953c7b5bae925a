import { queryFirst, queryRows } from "../../../src/db/query.js";
import { useTestApp } from "../../support/app.js";
import { DATABASES } from "../../support/databases.js";
import { CORE_USER, CRM_USER, ENTERPRISE, errorOf, type ScimClient } from "../../support/scim-client.js";

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

describe.each(DATABASES)("POST /Users on %s", (database) => {
  const app = useTestApp(database);
  let scim: ScimClient;

  beforeEach(async () => {
    scim = await app.connect();
  });

  const post = (user: object, query = "") => scim.post(`/Users${query}`, { schemas: [CORE_USER], ...user });

  it("answers 201 with the user, its location and its version [RFC 7644 §3.3, RFC 7643 §3.1]", async () => {
    const answer = await post({ userName: "ann", externalId: "x-1" });
    const { id, meta } = answer.body;

    expect(answer.status).toBe(201);
    expect(answer.body).toEqual({
      schemas: [CORE_USER],
      id: expect.stringMatching(UUID),
      externalId: "x-1",
      userName: "ann",
      meta: {
        resourceType: "User",
        created: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/),
        lastModified: meta.created,
        location: `${app.url}/scim/v2/Users/${id}`,
        version: 'W/"1"',
      },
    });
    expect(answer.headers).toMatchObject({
      location: meta.location,
      "content-location": meta.location,
      etag: meta.version,
      "content-type": "application/scim+json",
    });
  });

  it("ignores id, meta and groups in the body [RFC 7644 §3.3]", async () => {
    const group = await scim.createGroup("g");
    const meta = { created: "2001-01-01T00:00:00Z", version: 'W/"9"', location: "http://evil.example" };
    const { body } = await post({ userName: "ann", id: "mine", meta, groups: [{ value: group.id }] });

    expect(body.id).not.toBe("mine");
    expect(body.meta).toMatchObject({ version: 'W/"1"' });
    expect(body.meta.created).not.toContain("2001");
    expect(body.groups).toBeUndefined();
  });

  it("lists in schemas what the user has, once each [RFC 7643 §3]", async () => {
    const plain = await post({ schemas: [CORE_USER, ENTERPRISE, CORE_USER], userName: "ann" });
    const unlisted = await post({ userName: "bob", [ENTERPRISE]: { department: "IT" } });

    expect(plain.body.schemas).toEqual([CORE_USER]);
    expect(unlisted.body.schemas).toEqual([CORE_USER, ENTERPRISE]);
  });

  it("reads names of attributes and URNs without case and shows them as defined [RFC 7643 §2.1]", async () => {
    const { body } = await post({
      USERNAME: "ann",
      Name: { GIVENNAME: "Ann" },
      [ENTERPRISE.toUpperCase()]: { DEPARTMENT: "IT" },
    });

    expect(body).toMatchObject({
      userName: "ann",
      name: { givenName: "Ann" },
      [ENTERPRISE]: { department: "IT" },
    });
  });

  it("keeps values to the letter", async () => {
    const user = {
      userName: "Ünï.Cödé+Tag@Example.COM",
      displayName: '  李小龍 🐉 "q" \\ \n end ',
      phoneNumbers: [{ value: "+49 (0) 30 / 123-4", type: "Work" }],
      profileUrl: "junk value",
    };

    expect((await post(user)).body).toMatchObject(user);
  });

  it("leaves out what is unassigned: null, empty lists and empty objects [RFC 7643 §2.5]", async () => {
    const { body } = await post({ userName: "ann", title: null, emails: [], name: {}, roles: null });

    expect(Object.keys(body).sort()).toEqual(["id", "meta", "schemas", "userName"]);
  });

  it.each([
    ["none", {}],
    ["null", { userName: null }],
    ["an empty one", { userName: "" }],
    ["one of blanks", { userName: " \t" }],
  ])("refuses a user with %s for userName [RFC 7643 §4.1.1]", async (_, user) => {
    expect(errorOf(await post(user))).toBe("400 invalidValue");
  });

  it.each([
    ["the same", "ann@example.com"],
    ["one in another case", "ANN@Example.com"],
  ])("refuses %s userName with 409 [RFC 7644 §3.3]", async (_, userName) => {
    await scim.createUser({ userName: "ann@example.com" });

    expect(errorOf(await post({ userName }))).toBe("409 uniqueness");
    expect((await scim.get("/Users?count=0")).body.totalResults).toBe(1);
  });

  it("compares userName in its normal form [RFC 7644 §7.8]", async () => {
    await scim.createUser({ userName: "jos\u00e9" });

    expect(errorOf(await post({ userName: "jose\u0301" }))).toBe("409 uniqueness");
  });

  it("lets several users have one externalId [RFC 7643 §3.1]", async () => {
    await scim.createUser({ userName: "ann", externalId: "same" });

    expect((await post({ userName: "bob", externalId: "same" })).status).toBe(201);
  });

  it.each([
    ["a text for a complex attribute", { name: "Ann" }],
    ["a text that is no boolean", { active: "perhaps" }],
    ["a number for a boolean", { active: 7 }],
    ["an object for a string", { title: { text: "x" } }],
    ["a list for a string", { title: ["a", "b"] }],
    ["no base64 for a certificate", { x509Certificates: [{ value: "%%%" }] }],
    ["U+0000, which PostgreSQL cannot hold", { displayName: "a\u0000b" }],
    ["U+0000 in userName", { userName: "a\u0000b" }],
  ])("refuses %s [RFC 7643 §2.3]", async (_, user) => {
    expect(errorOf(await post({ userName: "ann", ...user }))).toBe("400 invalidValue");
  });

  it("never fails on half a character", async () => {
    const raw = `{"schemas":["${CORE_USER}"],"userName":"a\\ud800","title":"\\udc00"}`;

    expect([201, 400]).toContain((await scim.post("/Users", raw)).status);
  });

  it("drops attributes that no schema has, and refuses them in strict mode", async () => {
    const strict = await app.connect({ mode: "strict" });
    const user = { schemas: [CORE_USER], userName: "ann", favoriteColor: "blue" };

    const kept = (await post(user)).body;
    expect(kept.favoriteColor).toBeUndefined();
    expect(errorOf(await strict.post("/Users", user))).toBe("400 invalidSyntax");
  });

  it("is not led astray by names of JavaScript", async () => {
    const raw = `{"schemas":["${CORE_USER}"],"userName":"ann","__proto__":{"admin":true},"constructor":{"x":1}}`;
    const answer = await scim.post("/Users", raw);

    expect(answer.status).toBe(201);
    expect(Object.keys(answer.body).sort()).toEqual(["id", "meta", "schemas", "userName"]);
  });

  it("keeps one primary element, and refuses two in strict mode [RFC 7643 §2.4]", async () => {
    const emails = [
      { value: "a@example.com", primary: true },
      { value: "b@example.com", primary: true },
    ];
    const strict = await app.connect({ mode: "strict" });

    const { body } = await post({ userName: "ann", emails });
    expect(body.emails.filter((email: { primary?: boolean }) => email.primary)).toHaveLength(1);
    expect(errorOf(await strict.post("/Users", { schemas: [CORE_USER], userName: "bob", emails }))).toBe(
      "400 invalidValue",
    );
  });

  it("keeps an element of the same type and value once [RFC 7643 §2.4]", async () => {
    const email = { value: "a@example.com", type: "work" };

    expect((await post({ userName: "ann", emails: [email, email] })).body.emails).toEqual([email]);
  });

  it("takes any value for type, which is only suggested [RFC 7643 §7]", async () => {
    const emails = [{ value: "a@example.com", type: "Büro" }];

    expect((await post({ userName: "ann", emails })).body.emails).toEqual(emails);
  });

  it("shows only what attributes or excludedAttributes leave [RFC 7644 §3.9]", async () => {
    const user = { title: "Dr", emails: [{ value: "a@example.com", type: "work" }] };
    const some = await post({ userName: "ann", ...user }, "?attributes=emails.value");
    const rest = await post({ userName: "bob", ...user }, "?excludedAttributes=emails,meta");

    expect(some.body).toEqual({
      schemas: [CORE_USER],
      id: expect.stringMatching(UUID),
      emails: [{ value: "a@example.com" }],
    });
    expect(Object.keys(rest.body).sort()).toEqual(["id", "schemas", "title", "userName"]);
    expect(some.headers["location"]).toBe(`${app.url}/scim/v2/Users/${some.body.id}`);
  });

  it("stores a password hashed, and shows it to nobody [RFC 7643 §4.1.1]", async () => {
    const password = "correct horse battery";
    const { id } = await scim.createUser({ userName: "ann", password });

    const row = await queryFirst<{ hash: string }>(
      app.db.read,
      "select hash from user_passwords where user_id = ?",
      [id],
    );
    expect(row?.hash).toMatch(/\S/);
    const everything = await Promise.all(
      ["users", "user_passwords", "attribute_values"].map((table) =>
        queryRows(app.db.read, `select * from ${table}`),
      ),
    );
    expect(JSON.stringify(everything)).not.toContain(password);
    expect(app.log.join("")).not.toContain(password);
  });

  it("refuses a value longer than the column of the CRM's form, naming attribute and limit [R038]", async () => {
    const answer = await post({ userName: "ann", title: "x".repeat(129) });

    expect(errorOf(answer)).toBe("400 invalidValue");
    expect(answer.body.detail).toMatch(/title.*129.*128|title.*128.*129/);
    expect((await post({ userName: "ann", title: "x".repeat(128) })).status).toBe(201);
  });

  it("shows licenses and roles in both views", async () => {
    const flat = await post({ userName: "ann", [CRM_USER]: { licenseSkus: "SALES;SERVICE" } });
    const complex = await post({
      userName: "bob",
      [CRM_USER]: { securityRoles: [{ value: "Salesperson" }, { value: "Manager", instance: "main" }] },
    });

    expect(flat.body[CRM_USER]).toEqual({
      licenses: ["SALES", "SERVICE"].map((skuPartNumber) => ({
        skuPartNumber,
        status: "error",
        error: "Other",
      })),
      licenseSkus: "SALES;SERVICE",
    });
    expect(complex.body[CRM_USER].securityRoleNames).toBe("Salesperson;Manager@main");
  });

  it("refuses two views that contradict each other, and closed values that do not exist", async () => {
    const contradiction = { licenseSkus: "SALES", licenses: [{ skuPartNumber: "SERVICE" }] };

    expect(errorOf(await post({ userName: "ann", [CRM_USER]: contradiction }))).toBe("400 invalidValue");
    expect(errorOf(await post({ userName: "ann", [CRM_USER]: { accessMode: "Bogus" } }))).toBe(
      "400 invalidValue",
    );
    expect((await scim.get("/Users")).body.totalResults).toBe(0);
  });

  it("takes administrator roles from a token that has the scope for them alone", async () => {
    const roles = { administratorRoles: ["password"] };
    const refused = await post({ userName: "ann", [CRM_USER]: roles });
    const trusted = await app.withToken(scim, { scopes: ["scim", "scim.adminroles"] });
    const made = await trusted.post("/Users", { schemas: [CORE_USER], userName: "ann", [CRM_USER]: roles });
    const path = `/Users/${made.body.id}`;

    expect(errorOf(refused)).toBe("403");
    expect(refused.body.detail).toMatch(/^ADMIN_ROLE_SCOPE/);
    expect(made.body[CRM_USER]).toEqual(roles);
    // What it does not change, it may send back.
    expect((await scim.put(path, { ...made.body, title: "Dr" })).status).toBe(200);
    expect(errorOf(await scim.patch(path, [{ op: "remove", path: `${CRM_USER}:administratorRoles` }]))).toBe(
      "403",
    );
  });
});
