import fc from "fast-check";
import { behaviorOf, TOLERANT } from "../../../src/schema/behavior.js";
import { coerceResource } from "../../../src/schema/coerce.js";
import type { Mode, ResourceSchema } from "../../../src/schema/model.js";
import { groupSchema, userSchema } from "../../../src/schema/resource-schemas.js";
import { runs } from "../../support/extent.js";
import { attempt, codeOf } from "../../support/outcome.js";

const CORE = "urn:ietf:params:scim:schemas:core:2.0:User";
const ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
const CRM = "urn:ietf:params:scim:schemas:extension:crm:2.0:User";
const MODES: Mode[] = ["tolerant", "strict"];

function coerceUser(input: unknown, mode: Mode = "tolerant") {
  return coerceResource(userSchema, input, behaviorOf(mode));
}

describe("coerceResource", () => {
  it.each(MODES)("gives the canonical form of a user in %s mode", (mode) => {
    const input = {
      SCHEMAS: [CORE.toUpperCase(), ENTERPRISE],
      [ENTERPRISE.toUpperCase()]: { DEPARTMENT: "Sales", manager: { value: "7" } },
      active: true,
      Emails: [{ VALUE: "a@b", Type: "work" }],
      USERNAME: "Ada",
    };
    const { resource, cleared, ignored } = coerceUser(input, mode);
    expect(JSON.stringify(resource)).toBe(
      JSON.stringify({
        schemas: [CORE, ENTERPRISE],
        userName: "Ada",
        active: true,
        emails: [{ value: "a@b", type: "work" }],
        [ENTERPRISE]: { department: "Sales", manager: { value: "7", $ref: "\u0000/Users/7" } },
      }),
    );
    expect(cleared.size).toBe(0);
    expect(ignored).toEqual([]);
  });

  it.each(MODES)("ignores readOnly attributes in %s mode [RFC 7644 §3.3]", (mode) => {
    const { resource, ignored, cleared } = coerceUser(
      {
        schemas: [CORE, CRM],
        id: "1",
        meta: { resourceType: "Users" },
        groups: [{ value: "g" }],
        userName: "a",
        [CRM]: { instances: [], invitation: null },
      },
      mode,
    );
    expect(resource).toEqual({ schemas: [CORE], userName: "a" });
    expect(ignored).toEqual([]);
    expect([...cleared]).toEqual([]);
  });

  it("tells cleared from absent [RFC 7643 §2.5]", () => {
    const { resource, cleared } = coerceUser({
      userName: "a",
      title: null,
      emails: [],
      name: { givenName: null },
      roles: [null],
      [ENTERPRISE]: { department: "", manager: {} },
      [CRM]: {},
    });
    expect(resource).toEqual({ schemas: [CORE], userName: "a" });
    expect([...cleared].sort()).toEqual(
      [
        "title",
        "emails",
        "name",
        "roles",
        `${ENTERPRISE}:department`.toLowerCase(),
        `${ENTERPRISE}:manager`.toLowerCase(),
        CRM.toLowerCase(),
      ].sort(),
    );
  });

  it.each([null, {}, [], ""])("lists an extension given as %j as cleared", (value) => {
    expect([...coerceUser({ userName: "a", [ENTERPRISE]: value }).cleared]).toEqual([
      ENTERPRISE.toLowerCase(),
    ]);
  });

  it("keeps the password for the caller to take out", () => {
    expect(coerceUser({ userName: "a", password: "secret" }).resource["password"]).toBe("secret");
  });

  it("computes schemas from the values, whatever the client lists [RFC 7643 §3]", () => {
    expect(coerceUser({ schemas: [CORE, ENTERPRISE, CRM], userName: "a" }).resource["schemas"]).toEqual([
      CORE,
    ]);
    expect(
      coerceUser({ schemas: [CORE], userName: "a", [ENTERPRISE]: { department: "x" } }).resource["schemas"],
    ).toEqual([CORE, ENTERPRISE]);
  });

  it.each([null, undefined, [], "x", 1, [{ userName: "a" }]])("refuses the body %j", (input) => {
    for (const mode of MODES) expect(codeOf(() => coerceUser(input, mode))).toBe("invalidSyntax");
  });

  it.each<[object]>([
    [{ schemas: [CORE], userName: "a", USERNAME: "a" }],
    [{ schemas: [CORE], SCHEMAS: [CORE], userName: "a" }],
    [{ schemas: [CORE], userName: "a", [CRM]: {}, [CRM.toLowerCase()]: {} }],
    [{ schemas: [CORE], userName: "a", [ENTERPRISE]: { department: "a", DEPARTMENT: "b" } }],
  ])("refuses two spellings of one attribute in %j", (input) => {
    for (const mode of MODES) expect(codeOf(() => coerceUser(input, mode))).toBe("invalidSyntax");
  });

  it.each([["x"], ["a string"], [5]])("refuses the extension %j", (value) => {
    expect(codeOf(() => coerceUser({ schemas: [CORE], userName: "a", [ENTERPRISE]: value }))).toBe(
      "invalidSyntax",
    );
  });
});

describe("coerceResource in tolerant mode", () => {
  it.each<[string, object, object]>([
    ["a flat key", { [`${ENTERPRISE}:department`]: "Sales" }, { [ENTERPRISE]: { department: "Sales" } }],
    [
      "a flat key of a sub-attribute",
      { [`${ENTERPRISE}:manager.value`]: "7" },
      { [ENTERPRISE]: { manager: { value: "7", $ref: "\u0000/Users/7" } } },
    ],
    ["a core URN key", { [`${CORE}:title`]: "Boss" }, { title: "Boss" }],
    ["a core URN member", { [CORE]: { title: "Boss", nope: 1 } }, { title: "Boss" }],
    [
      "dotted keys",
      { "name.givenName": "Ada", "NAME.FAMILYNAME": "Byron" },
      { name: { givenName: "Ada", familyName: "Byron" } },
    ],
    [
      "a dotted key beside the whole",
      { "name.givenName": "Ada", name: { familyName: "Byron" } },
      { name: { givenName: "Ada", familyName: "Byron" } },
    ],
    ["a dotted key of a list", { "emails.value": "a@b" }, { emails: [{ value: "a@b" }] }],
    ["an unqualified extension name", { department: "Sales" }, { [ENTERPRISE]: { department: "Sales" } }],
    [
      "the enterprise URN of SCIM 1.1",
      { "urn:scim:schemas:extension:enterprise:2.0": { department: "Sales", "manager.value": "7" } },
      { [ENTERPRISE]: { department: "Sales", manager: { value: "7", $ref: "\u0000/Users/7" } } },
    ],
  ])("reads %s", (_, given, expected) => {
    const { resource } = coerceUser({ userName: "a", ...given });
    expect(resource).toEqual({ userName: "a", ...expected, schemas: resource["schemas"] });
  });

  it("refuses a dotted key that its whole holds too", () => {
    expect(codeOf(() => coerceUser({ name: { givenName: "A" }, "name.givenName": "B" }))).toBe(
      "invalidSyntax",
    );
    expect(codeOf(() => coerceUser({ emails: [{ value: "a" }], "emails.value": "b" }))).toBe("invalidSyntax");
  });

  it.each([[[CORE, 5]], [{}], [[[CORE]]], [true]])("refuses the schemas %j", (schemas) => {
    expect(codeOf(() => coerceUser({ schemas, userName: "a" }))).toBe("invalidSyntax");
  });

  it("takes an unqualified extension name with null for nothing said, as an old sample of Entra ID has it", () => {
    const { resource, cleared } = coerceUser({
      userName: "a",
      department: null,
      [ENTERPRISE]: { department: "x" },
    });
    expect(resource[ENTERPRISE]).toEqual({ department: "x" });
    expect(cleared.size).toBe(0);
  });

  it.each([undefined, null, [], "x", ["urn:scim:schemas:core:2.0"]])("takes the schemas %j", (schemas) => {
    expect(coerceUser({ schemas, userName: "a" }).resource).toEqual({ schemas: [CORE], userName: "a" });
  });

  it("drops unknown schemas and attributes, and names them", () => {
    const groupUrn = "http://schemas.microsoft.com/2006/11/ResourceManagement/ADSCIM/2.0/Group";
    const { resource, ignored } = coerceUser({
      schemas: [CORE, groupUrn],
      userName: "a",
      nope: 1,
      "name.nope": 2,
      "urn:x:y": {},
      name: { givenName: "A", middle: "B" },
      [ENTERPRISE]: { nope: 3 },
    });
    expect(resource).toEqual({ schemas: [CORE], userName: "a", name: { givenName: "A" } });
    expect([...ignored].sort()).toEqual(
      [groupUrn, "nope", "name.nope", "urn:x:y", "name.middle", `${ENTERPRISE}:nope`].sort(),
    );
  });

  it("reads a body that OneLogin's stock template sends", () => {
    const { resource } = coerceUser({
      schemas: ["urn:scim:schemas:core:2.0", "urn:scim:schemas:extension:enterprise:2.0"],
      id: null,
      userName: "ada",
      active: "true",
      "urn:scim:schemas:extension:enterprise:2.0": { department: "Sales", manager: { managerId: 1 } },
    });
    expect(resource).toEqual({
      schemas: [CORE, ENTERPRISE],
      userName: "ada",
      active: true,
      [ENTERPRISE]: { department: "Sales" },
    });
  });

  it("reads a group with members as bare ids", () => {
    const { resource } = coerceResource(
      groupSchema,
      { displayName: "G", members: ["1", { value: "2" }] },
      TOLERANT,
    );
    expect(resource["members"]).toEqual([{ value: "1" }, { value: "2" }]);
  });
});

describe("coerceResource in strict mode", () => {
  it.each<[object]>([
    [{ userName: "a" }],
    [{ schemas: [], userName: "a" }],
    [{ schemas: CORE, userName: "a" }],
    [{ schemas: [CORE, 5], userName: "a" }],
    [{ schemas: [CORE, "urn:x"], userName: "a" }],
    [{ schemas: [ENTERPRISE], userName: "a" }],
    [{ schemas: [CORE], userName: "a", nope: 1 }],
    [{ schemas: [CORE], userName: "a", department: "x" }],
    [{ schemas: [CORE], userName: "a", "name.givenName": "x" }],
    [{ schemas: [CORE], userName: "a", [`${ENTERPRISE}:department`]: "x" }],
    [{ schemas: [CORE], userName: "a", [ENTERPRISE]: { nope: 1 } }],
    [{ schemas: [CORE], userName: "a", "urn:scim:schemas:extension:enterprise:2.0": {} }],
  ])("refuses %j", (input) => {
    expect(codeOf(() => coerceUser(input, "strict"))).toBe("invalidSyntax");
  });
});

describe("coerceResource of any body", () => {
  const leaf = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.integer(),
    fc.boolean(),
    fc.constantFrom("", "true", null),
  );
  const object = fc.dictionary(
    fc.constantFrom("value", "type", "primary", "givenName", "$ref", "skuId"),
    leaf,
  );
  const value = fc.oneof(leaf, object, fc.array(fc.oneof(leaf, object), { maxLength: 3 }));

  function bodies(schema: ResourceSchema): fc.Arbitrary<Record<string, unknown>> {
    const core = [...schema.attributes.values()].map((attribute) => attribute.name);
    const extension = schema.extensions.flatMap(({ schema: { id, attributes } }) =>
      [...attributes.values()].map((attribute) => `${id}:${attribute.name}`),
    );
    return fc.dictionary(fc.constantFrom(...core, ...extension, "name.familyName", "nope"), value, {
      maxKeys: 8,
    });
  }

  it.each([userSchema, groupSchema])("is idempotent, or refuses with an AppError: $name", (schema) => {
    let accepted = 0;
    fc.assert(
      fc.property(bodies(schema), (body) => {
        const once = attempt(() => coerceResource(schema, body, TOLERANT));
        if (once === undefined) return;
        accepted++;
        const again = coerceResource(schema, once.resource, TOLERANT);
        expect(JSON.stringify(again.resource)).toBe(JSON.stringify(once.resource));
        expect(again.cleared.size).toBe(0);
      }),
      { numRuns: runs(150, 1000) },
    );
    expect(accepted).toBeGreaterThan(runs(8, 100));
  });
});
