import fc from "fast-check";
import { STRICT } from "../../../src/schema/behavior.js";
import type { Resource, ResourceSchema } from "../../../src/schema/model.js";
import { parseProjection, projectResource, wantsAttribute } from "../../../src/schema/project.js";
import { groupSchema, userSchema } from "../../../src/schema/resource-schemas.js";

const CORE = "urn:ietf:params:scim:schemas:core:2.0:User";
const ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
const CRM = "urn:ietf:params:scim:schemas:extension:crm:2.0:User";
const INSTANCES_KEY = `${CRM}:instances`.toLowerCase();

const user: Resource = {
  schemas: [CORE, ENTERPRISE, CRM],
  id: "1",
  userName: "ada",
  name: { givenName: "Ada", familyName: "Byron" },
  password: "secret",
  emails: [{ value: "a@b", type: "work" }, { value: "c@d" }],
  meta: { resourceType: "User", version: 'W/"1"' },
  [ENTERPRISE]: { department: "Sales", manager: { value: "7", $ref: "\u0000/Users/7" } },
  [CRM]: { accessMode: "Read", instances: [{ value: "main", synced: true }] },
};
const { password: _password, ...readable } = user;
const byDefault: Resource = { ...readable, [CRM]: { accessMode: "Read" } };
const minimum: Resource = { schemas: [CORE, ENTERPRISE, CRM], id: "1" };

type Names = string | string[] | undefined;

function project(attributes: Names, excludedAttributes?: Names): Resource {
  return projectResource(userSchema, user, parseProjection(userSchema, attributes, excludedAttributes));
}

function without(...names: string[]): Resource {
  return Object.fromEntries(Object.entries(byDefault).filter(([name]) => !names.includes(name)));
}

describe("projectResource", () => {
  it("leaves out what is returned never or on request [RFC 7643 §7]", () => {
    expect(project(undefined)).toEqual(byDefault);
    expect(project("", "")).toEqual(byDefault);
    expect(project(" , ", [])).toEqual(byDefault);
  });

  it.each<[Names, Resource]>([
    ["userName", { userName: "ada" }],
    ["USERNAME", { userName: "ada" }],
    ["id", {}],
    ["schemas", {}],
    ["password", {}],
    ["nope", {}],
    ["nope,userName", { userName: "ada" }],
    [" userName , name ", { userName: "ada", name: user["name"] ?? "" }],
    [["userName", "meta"], { userName: "ada", meta: user["meta"] ?? "" }],
    [["userName,meta"], { userName: "ada", meta: user["meta"] ?? "" }],
    ["name.givenName", { name: { givenName: "Ada" } }],
    ["name.middleName", {}],
    ["name,name.givenName", { name: user["name"] ?? "" }],
    ["emails.value", { emails: [{ value: "a@b" }, { value: "c@d" }] }],
    ["emails.type", { emails: [{ type: "work" }] }],
    ['emails[type eq "work,]"].value', { emails: [{ value: "a@b" }, { value: "c@d" }] }],
    ['emails[type eq "a\\"]b"],userName', { emails: user["emails"] ?? "", userName: "ada" }],
    ["meta.version", { meta: { version: 'W/"1"' } }],
    [`${CORE}:userName`, { userName: "ada" }],
    [`${CORE}:name.givenName`, { name: { givenName: "Ada" } }],
    [ENTERPRISE, { [ENTERPRISE]: user[ENTERPRISE] ?? "" }],
    [ENTERPRISE.toUpperCase(), { [ENTERPRISE]: user[ENTERPRISE] ?? "" }],
    [`${ENTERPRISE}:department`, { [ENTERPRISE]: { department: "Sales" } }],
    [`${ENTERPRISE}:manager.value`, { [ENTERPRISE]: { manager: { value: "7" } } }],
    ["manager", { [ENTERPRISE]: { manager: { value: "7", $ref: "\u0000/Users/7" } } }],
    [CRM, { [CRM]: { accessMode: "Read" } }],
    [`${CRM}:instances`, { [CRM]: { instances: [{ value: "main", synced: true }] } }],
    [`${CRM}:instances.value`, { [CRM]: { instances: [{ value: "main" }] } }],
    [CORE, without("schemas", "id", "meta", ENTERPRISE, CRM)],
  ])("shows of %j the minimum set and what is named [RFC 7644 §3.9]", (attributes, expected) => {
    expect(project(attributes)).toEqual({ ...minimum, ...expected });
  });

  it.each<[Names, Resource]>([
    ["userName", without("userName")],
    ["id,schemas", byDefault],
    ["nope", byDefault],
    ["name.givenName", { ...byDefault, name: { familyName: "Byron" } }],
    ["name.givenName,name.familyName", without("name")],
    ["emails.type", { ...byDefault, emails: [{ value: "a@b" }, { value: "c@d" }] }],
    [["emails.type", "emails.value"], without("emails")],
    [ENTERPRISE, without(ENTERPRISE)],
    [`${ENTERPRISE}:department,manager`, without(ENTERPRISE)],
    [
      `${ENTERPRISE}:manager.$ref`,
      { ...byDefault, [ENTERPRISE]: { department: "Sales", manager: { value: "7" } } },
    ],
    [`${CRM}:accessMode`, without(CRM)],
    [
      CORE,
      {
        ...minimum,
        meta: user["meta"] ?? "",
        [ENTERPRISE]: user[ENTERPRISE] ?? "",
        [CRM]: { accessMode: "Read" },
      },
    ],
  ])("leaves out %j, but nothing that is returned always [RFC 7644 §3.9]", (excluded, expected) => {
    expect(project(undefined, excluded)).toEqual(expected);
  });

  it("lets attributes win over excludedAttributes in tolerant mode and refuses both in strict mode", () => {
    expect(project("userName", "userName")).toEqual({ ...minimum, userName: "ada" });
    expect(() => parseProjection(userSchema, "userName", "title", STRICT)).toThrow(
      expect.objectContaining({ code: "invalidValue" }),
    );
    expect(parseProjection(userSchema, "userName", "", STRICT)).toBeDefined();
  });

  it("always shows the minimum set and never a password", () => {
    const names = [
      ...userSchema.attributes.keys(),
      ENTERPRISE,
      CRM,
      `${CRM}:instances`,
      "name.givenName",
      "x,y",
      "[",
    ];
    const some = fc.option(fc.array(fc.constantFrom(...names), { maxLength: 4 }), { nil: undefined });
    fc.assert(
      fc.property(some, some, (attributes, excluded) => {
        const projected = project(attributes, excluded);
        expect(projected).toMatchObject(minimum);
        expect(projected).not.toHaveProperty("password");
      }),
    );
  });
});

describe("parseProjection", () => {
  it("reads a megabyte at once", () => {
    const started = performance.now();
    parseProjection(userSchema, "[".repeat(500_000) + 'a"'.repeat(250_000), undefined);
    expect(performance.now() - started).toBeLessThan(1000);
  });
});

describe("wantsAttribute", () => {
  const cases: [ResourceSchema, Names, Names, string, boolean][] = [
    [groupSchema, undefined, undefined, "members", true],
    [groupSchema, undefined, "members", "members", false],
    [groupSchema, undefined, "Members.display", "members", true],
    [groupSchema, "displayName", undefined, "members", false],
    [groupSchema, "members", undefined, "members", true],
    [groupSchema, "members.value", undefined, "members", true],
    [groupSchema, groupSchema.core.id, undefined, "members", true],
    [userSchema, undefined, undefined, "groups", true],
    [userSchema, undefined, undefined, INSTANCES_KEY, false],
    [userSchema, undefined, "title", INSTANCES_KEY, false],
    [userSchema, `${CRM}:instances`, undefined, INSTANCES_KEY, true],
    [userSchema, `${CRM}:instances.value`, undefined, INSTANCES_KEY, true],
    [userSchema, CRM, undefined, INSTANCES_KEY, false],
    [userSchema, CRM, undefined, `${CRM}:licenses`.toLowerCase(), true],
    [userSchema, undefined, CRM, `${CRM}:licenses`.toLowerCase(), false],
  ];

  it.each(cases)("answers for $name with attributes %j and excludedAttributes %j: %s %s", (...given) => {
    const [schema, attributes, excluded, key, expected] = given;
    expect(wantsAttribute(schema, parseProjection(schema, attributes, excluded), key)).toBe(expected);
  });
});
