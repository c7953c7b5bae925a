import { useTestApp } from "../../support/app.js";
import { DATABASES } from "../../support/databases.js";
import { CORE_USER, CRM_USER, ENTERPRISE, errorOf, type ScimClient } from "../../support/scim-client.js";

const ANN = {
  userName: "ann",
  externalId: "x-1",
  title: "Dr",
  active: true,
  name: { givenName: "Ann", familyName: "Lee" },
  emails: [
    { value: "ann@work.example", type: "work", primary: true },
    { value: "ann@home.example", type: "home" },
  ],
  [ENTERPRISE]: { department: "IT" },
};

describe.each(DATABASES)("PATCH /Users/{id} on %s", (database) => {
  const app = useTestApp(database);
  let scim: ScimClient;
  let id: string;
  let path: string;

  beforeEach(async () => {
    scim = await app.connect();
    id = (await scim.createUser(ANN)).id;
    path = `/Users/${id}`;
  });

  const patch = async (op: string, where: string | undefined, value?: unknown) =>
    scim.patch(path, [{ op, ...(where !== undefined && { path: where }), value }]);

  it("answers 200 with the whole user at its new version [RFC 7644 §3.5.2]", async () => {
    const answer = await patch("replace", "title", "Prof");

    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({ ...ANN, title: "Prof", meta: { version: 'W/"2"' } });
    expect(answer.headers).toMatchObject({ etag: 'W/"2"', "content-location": answer.body.meta.location });
    expect(answer.body).toEqual((await scim.get(path)).body);
  });

  it.each([
    ["add", "title", "Dr"],
    ["replace", "active", true],
    ["replace", "active", "True"],
    ["remove", "nickName", undefined],
    ["add", "emails", [{ value: "ann@home.example", type: "home" }]],
    ["replace", undefined, { userName: "ann", name: { givenName: "Ann" } }],
    ["replace", undefined, { id: "anything", meta: {} }],
  ])(
    "leaves version and lastModified when %s %s changes nothing [RFC 7644 §3.5.2.1]",
    async (op, at, value) => {
      const before = (await scim.get(path)).body;
      const answer = await patch(op, at, value);

      expect(answer.status).toBe(200);
      expect(answer.body).toEqual(before);
    },
  );

  it("applies all operations or none [RFC 7644 §3.5.2]", async () => {
    const before = (await scim.get(path)).text;
    const answer = await scim.patch(path, [
      { op: "replace", path: "title", value: "Prof" },
      { op: "replace", path: "externalId", value: "x-2" },
      { op: "replace", path: "password", value: "new password" },
      { op: "replace", path: "active", value: "perhaps" },
    ]);

    expect(errorOf(answer)).toBe("400 invalidValue");
    expect((await scim.get(path)).text).toBe(before);
  });

  it("applies operations in order, each to the result of the one before", async () => {
    const answer = await scim.patch(path, [
      { op: "remove", path: "emails" },
      { op: "add", path: "emails", value: [{ value: "a@new.example", type: "work" }] },
      { op: "replace", path: 'emails[type eq "work"].value', value: "b@new.example" },
    ]);

    expect(answer.body.emails).toEqual([{ value: "b@new.example", type: "work" }]);
  });

  it.each([
    ["add", "title", undefined, "400 invalidValue"],
    ["remove", undefined, undefined, "400 noTarget"],
    ["replace", "noSuch", "x", "400 invalidPath"],
    ["replace", "emails[", "x", "400 invalidFilter"],
    ["replace", "emails..value", "x", "400 invalidPath"],
    ["replace", 'emails[type xx "work"].value', "x", "400 invalidFilter"],
    ["replace", "name.noSuch", "x", "400 invalidPath"],
    ["replace", "id", "x", "400 mutability"],
    ["replace", "meta.created", "2001-01-01T00:00:00Z", "400 mutability"],
    ["add", "groups", [{ value: "g" }], "400 mutability"],
    ["remove", "userName", undefined, "400 mutability"],
    ["replace", "userName", "", "400 invalidValue"],
    ["replace", "userName", null, "400 invalidValue"],
    ["move", "title", "x", "400 invalidSyntax"],
    ["replace", "title", { text: "x" }, "400 invalidValue"],
    ["replace", "title", "x".repeat(500), "400 invalidValue"],
    ["replace", "title", "a\u0000b", "400 invalidValue"],
    ["replace", `${CRM_USER}:accessMode`, "Bogus", "400 invalidValue"],
    ["replace", `${ENTERPRISE}:noSuch`, "x", "400 invalidPath"],
  ])("refuses %s %s with %j: %s [RFC 7644 §3.5.2, Table 9]", async (op, at, value, error) => {
    expect(errorOf(await patch(op, at, value))).toBe(error);
    expect((await scim.get(path)).body.meta.version).toBe('W/"1"');
  });

  it.each([
    ["no operations", {}],
    ["operations that are no list", { Operations: { op: "add" } }],
    ["an operation that is null", { Operations: [null] }],
    ["a path that is no text", { Operations: [{ op: "add", path: 7, value: "x" }] }],
  ])("refuses a body with %s with 400", async (_, body) => {
    const schemas = ["urn:ietf:params:scim:api:messages:2.0:PatchOp"];

    expect(errorOf(await scim.send("PATCH", path, { schemas, ...body }))).toMatch(
      /^400 invalid(Syntax|Path)$/,
    );
  });

  it("answers noTarget where a value path finds nothing, in strict mode [RFC 7644 §3.5.2.3]", async () => {
    const strict = await app.secondConnection(scim, { mode: "strict" });
    const operation = { op: "replace", path: 'emails[type eq "other"].value', value: "x@other.example" };

    expect(errorOf(await strict.patch(path, [operation]))).toBe("400 noTarget");
    const { body } = await scim.patch(path, [operation]);
    expect(body.emails).toContainEqual({ type: "other", value: "x@other.example" });
  });

  it("changes externalId and finds the user by it at once", async () => {
    await patch("replace", "externalId", "x-2");

    expect(await scim.find("/Users", 'externalId eq "x-2"')).toHaveLength(1);
    expect(await scim.find("/Users", 'externalId eq "x-1"')).toEqual([]);
    expect((await patch("remove", "externalId")).body.externalId).toBeUndefined();
  });

  it("keeps filters and indexes in step with what is stored", async () => {
    await scim.patch(path, [
      { op: "replace", path: "userName", value: "Anna" },
      { op: "replace", path: "name.familyName", value: "Ray" },
      { op: "replace", path: 'emails[type eq "work"].value', value: "anna@work.example" },
      { op: "replace", path: `${ENTERPRISE}:department`, value: "Sales" },
    ]);

    for (const found of [
      'userName eq "anna"',
      'name.familyName eq "ray"',
      'emails.value eq "anna@work.example"',
      'emails[type eq "work"].value eq "anna@work.example"',
      `${ENTERPRISE}:department eq "sales"`,
    ]) {
      expect(await scim.find("/Users", found)).toHaveLength(1);
    }
    expect(await scim.find("/Users", 'emails eq "ann@work.example" or name.familyName eq "Lee"')).toEqual([]);
  });

  it("refuses a userName that is taken, and leaves both users", async () => {
    await scim.createUser({ userName: "bob" });

    expect(errorOf(await patch("replace", "userName", "BOB"))).toBe("409 uniqueness");
    expect((await scim.get(path)).body.userName).toBe("ann");
  });

  it("sets and removes an extension as a whole, and follows in schemas [RFC 7644 §3.5.2]", async () => {
    const added = await patch("add", CRM_USER, { accessMode: "Read" });
    const removed = await patch("remove", ENTERPRISE);

    expect(added.body.schemas).toEqual([CORE_USER, ENTERPRISE, CRM_USER]);
    expect(removed.body.schemas).toEqual([CORE_USER, CRM_USER]);
    expect(removed.body[ENTERPRISE]).toBeUndefined();
  });

  it("keeps both views of licenses and roles the same", async () => {
    const flat = await patch("replace", `${CRM_USER}:licenseSkus`, "SALES;SERVICE");
    const removed = await patch("remove", `${CRM_USER}:licenses[skuPartNumber eq "SALES"]`);
    const roles = await patch("add", `${CRM_USER}:securityRoles`, [{ value: "Clerk" }]);
    const none = await patch("replace", `${CRM_USER}:licenseSkus`, "none");

    expect(flat.body[CRM_USER].licenses).toMatchObject([
      { skuPartNumber: "SALES" },
      { skuPartNumber: "SERVICE" },
    ]);
    expect(removed.body[CRM_USER].licenseSkus).toBe("SERVICE");
    expect(roles.body[CRM_USER]).toMatchObject({ securityRoleNames: "Clerk", licenseSkus: "SERVICE" });
    expect(none.body[CRM_USER]).toEqual({ securityRoles: [{ value: "Clerk" }], securityRoleNames: "Clerk" });
  });

  it("changes a password without showing it, which is a change [RFC 7643 §4.1.1]", async () => {
    const answer = await patch("replace", "password", "brand new password");

    expect(answer.body.meta.version).toBe('W/"2"');
    expect(answer.text + app.log.join("")).not.toContain("brand new");
    expect((await scim.get(`${path}?attributes=password`)).text).not.toContain("brand new");
  });

  it("shows only what attributes or excludedAttributes leave, always with 200 [RFC 7644 §3.5.2]", async () => {
    const operation = [{ op: "replace", path: "title", value: "Prof" }];
    const some = await scim.patch(`${path}?attributes=emails.type`, operation);
    const rest = await scim.patch(`${path}?excludedAttributes=name,emails`, operation);

    expect(some.body).toEqual({
      schemas: [CORE_USER, ENTERPRISE],
      id,
      emails: [{ type: "work" }, { type: "home" }],
    });
    expect([some.status, rest.status]).toEqual([200, 200]);
    expect([rest.body.name, rest.body.title]).toEqual([undefined, "Prof"]);
  });

  it("answers 404 for an unknown user", async () => {
    expect(errorOf(await scim.patch("/Users/nobody", [{ op: "remove", path: "title" }]))).toBe("404");
  });
});
