import { behaviorOf, TOLERANT } from "../../../../src/schema/behavior.js";
import type { Mode, Resource } from "../../../../src/schema/model.js";
import { userSchema } from "../../../../src/schema/resource-schemas.js";
import { parsePatch } from "../../../../src/scim/patch/parse.js";
import { CORE, CRM, ENTERPRISE, patched, patchOp, refusal, user } from "./patching.js";

const PATCH_OP = "urn:ietf:params:scim:api:messages:2.0:PatchOp";
const work = { type: "work", value: "w@example.com" };
const title = { op: "replace", path: "title", value: "T" };

function refusalOf(body: unknown, mode: Mode = "tolerant"): string {
  return refusal(() => parsePatch(userSchema, body, behaviorOf(mode)));
}

function pathless(value: unknown, op = "replace", stored: Resource = user()): Resource {
  return patched(stored, [{ op, value }]);
}

describe("parsePatch", () => {
  it.each<[string, unknown, string, string]>([
    ["no object", "x", "invalidSyntax", "invalidSyntax"],
    ["null", null, "invalidSyntax", "invalidSyntax"],
    ["an array", [], "invalidSyntax", "invalidSyntax"],
    ["no schemas", { Operations: [title] }, "accepted", "invalidSyntax"],
    ["schemas null", { schemas: null, Operations: [title] }, "accepted", "invalidSyntax"],
    ["empty schemas", { schemas: [], Operations: [title] }, "accepted", "invalidSyntax"],
    ["schemas of another message", { schemas: [CORE], Operations: [title] }, "accepted", "invalidSyntax"],
    [
      "schemas in another case",
      { Schemas: [PATCH_OP.toUpperCase()], Operations: [title] },
      "accepted",
      "accepted",
    ],
    ["operations in another case", { schemas: [PATCH_OP], operations: [title] }, "accepted", "accepted"],
    [
      "operations twice",
      { schemas: [PATCH_OP], operations: [], Operations: [] },
      "invalidSyntax",
      "invalidSyntax",
    ],
    ["no operations", { schemas: [PATCH_OP] }, "invalidSyntax", "invalidSyntax"],
    [
      "operations that are an object",
      { schemas: [PATCH_OP], Operations: {} },
      "invalidSyntax",
      "invalidSyntax",
    ],
    ["an empty list of operations", patchOp(), "accepted", "invalidSyntax"],
    ["an operation null", patchOp(null), "invalidSyntax", "invalidSyntax"],
    ["an operation without op", patchOp({ path: "title", value: "T" }), "invalidSyntax", "invalidSyntax"],
    ["an unknown op", patchOp({ op: "move", path: "title" }), "invalidSyntax", "invalidSyntax"],
    [
      "an op that is no string",
      patchOp({ op: ["add"], path: "title", value: "T" }),
      "invalidSyntax",
      "invalidSyntax",
    ],
    ["op twice", patchOp({ ...title, Op: "add" }), "invalidSyntax", "invalidSyntax"],
    ["op in another case", patchOp({ ...title, op: "REPLACE" }), "accepted", "accepted"],
    ["a path that is no string", patchOp({ ...title, path: 5 }), "invalidPath", "invalidPath"],
    ["an unknown attribute", patchOp({ ...title, path: "nope" }), "invalidPath", "invalidPath"],
    ["an unknown sub-attribute", patchOp({ ...title, path: "name.nope" }), "invalidPath", "invalidPath"],
    [
      "an unknown sub-attribute behind brackets",
      patchOp({ ...title, path: 'emails[type eq "work"].nope' }),
      "invalidPath",
      "invalidPath",
    ],
    [
      "an unknown schema",
      patchOp({ ...title, path: "urn:example:User:title" }),
      "invalidPath",
      "invalidPath",
    ],
    ["a malformed path", patchOp({ ...title, path: "emails]" }), "invalidPath", "invalidPath"],
    [
      "a condition on a complex attribute with one value",
      patchOp({ op: "remove", path: 'name[givenName eq "B"]' }),
      "accepted",
      "invalidPath",
    ],
    [
      "a condition behind a sub-attribute",
      patchOp({ op: "remove", path: 'emails.value[type eq "work"]' }),
      "invalidPath",
      "invalidPath",
    ],
    [
      "a condition without a value",
      patchOp({ op: "remove", path: "emails[type eq]" }),
      "invalidFilter",
      "invalidFilter",
    ],
    [
      "a condition on an unknown sub-attribute",
      patchOp({ op: "remove", path: 'emails[nope eq "x"]' }),
      "invalidFilter",
      "invalidFilter",
    ],
    [
      "an order of booleans",
      patchOp({ op: "remove", path: "emails[primary gt true]" }),
      "invalidFilter",
      "invalidFilter",
    ],
    ["an add without a value", patchOp({ op: "add", path: "title" }), "invalidValue", "invalidValue"],
    ["a replace without a value", patchOp({ op: "replace", path: "title" }), "invalidValue", "invalidValue"],
    ["a replace of all without a value", patchOp({ op: "replace" }), "invalidValue", "invalidSyntax"],
    ["a remove without a path", patchOp({ op: "remove" }), "noTarget", "noTarget"],
    [
      "an operation without a path",
      patchOp({ op: "replace", value: { active: false } }),
      "accepted",
      "invalidSyntax",
    ],
    [
      "an empty path",
      patchOp({ op: "replace", path: "", value: { active: false } }),
      "accepted",
      "invalidSyntax",
    ],
    [
      "a path null",
      patchOp({ op: "replace", path: null, value: { active: false } }),
      "accepted",
      "invalidSyntax",
    ],
    [
      "a pathless value that is a string",
      patchOp({ op: "replace", value: "x" }),
      "invalidValue",
      "invalidSyntax",
    ],
    ["a pathless value null", patchOp({ op: "add", value: null }), "invalidValue", "invalidSyntax"],
    [
      "a pathless value of two objects",
      patchOp({ op: "add", value: [{}, {}] }),
      "invalidValue",
      "invalidSyntax",
    ],
    [
      "an extension given as a string",
      patchOp({ op: "add", path: ENTERPRISE, value: "x" }),
      "invalidValue",
      "invalidValue",
    ],
    [
      "an unknown name under an extension",
      patchOp({ op: "add", path: ENTERPRISE, value: { nope: 1 } }),
      "accepted",
      "invalidSyntax",
    ],
    [
      "a readOnly name under an extension",
      patchOp({ op: "add", path: CRM, value: { instances: [] } }),
      "accepted",
      "mutability",
    ],
    ["schemas removed", patchOp({ op: "remove", path: "schemas" }), "accepted", "mutability"],
    [
      "a known schema added",
      patchOp({ op: "add", path: "schemas", value: [ENTERPRISE] }),
      "accepted",
      "accepted",
    ],
    [
      "an unknown schema added",
      patchOp({ op: "add", path: "schemas", value: ["urn:example:1"] }),
      "accepted",
      "invalidValue",
    ],
    [
      "too many operations",
      patchOp(...Array.from({ length: 10_001 }, () => title)),
      "payloadTooLarge",
      "payloadTooLarge",
    ],
  ])("answers a body with %s by what its mode asks [RFC 7644 §3.5.2]", (_, body, tolerant, strict) => {
    expect([refusalOf(body), refusalOf(body, "strict")]).toEqual([tolerant, strict]);
  });

  it("counts the members of an object as operations", () => {
    const value = Object.fromEntries(
      Array.from({ length: 10_001 }, (_, index) => [`emails[value eq "${index}"].value`, ""]),
    );

    expect(refusalOf(patchOp({ op: "replace", value }))).toBe("payloadTooLarge");
  });

  it("names the operation and the value at fault, shortened", () => {
    const long = "x".repeat(500);

    expect(() => parsePatch(userSchema, patchOp(title, { op: long }), TOLERANT)).toThrow(
      `not '${"x".repeat(60)}…'`,
    );
    expect(() => parsePatch(userSchema, patchOp(title, { op: long }), TOLERANT)).toThrow("Operation 2 ");
    expect(() => parsePatch(userSchema, patchOp({ ...title, path: "nope" }), TOLERANT)).toThrow("'nope'");
  });

  it("tells the names it left out", () => {
    const value = {
      title: "T",
      nope: 1,
      "name.nope": 2,
      "foo bar": 3,
      $type: 4,
      "urn:example:1": {},
      [ENTERPRISE]: { nope: 5 },
    };

    expect(parsePatch(userSchema, patchOp({ op: "add", value }), TOLERANT).ignored).toEqual([
      "nope",
      "name.nope",
      "foo bar",
      "$type",
      "urn:example:1",
      `${ENTERPRISE}:nope`,
    ]);
  });

  it.each(["__proto__", "constructor", "toString", "hasOwnProperty"])(
    "takes '%s' for an unknown name",
    (name) => {
      const body: unknown = JSON.parse(`{"Operations":[{"op":"add","value":{"${name}":{"title":"T"}}}]}`);

      expect(parsePatch(userSchema, body, TOLERANT)).toEqual({ operations: [], ignored: [name] });
      expect(refusalOf(patchOp({ op: "add", path: name, value: "T" }))).toBe("invalidPath");
    },
  );
});

describe("an operation without a path", () => {
  it.each<[string, Resource, Resource]>([
    ["an attribute", { active: false }, { active: false }],
    ["a name in another case", { DISPLAYNAME: "X" }, { displayName: "X" }],
    ["a complex value, merged", { name: { givenName: "Z" } }, { name: { givenName: "Z", familyName: "B" } }],
    ["a dotted name", { "name.givenName": "Z" }, { name: { givenName: "Z", familyName: "B" } }],
    [
      "a name with the URN of the core schema",
      { [`${CORE}:name.givenName`]: "Z" },
      { name: { givenName: "Z", familyName: "B" } },
    ],
    ["the URN of the core schema", { [CORE]: { title: "T" } }, { title: "T" }],
    [
      "a name with the URN of an extension",
      { [`${ENTERPRISE}:department`]: "D" },
      { [ENTERPRISE]: { department: "D" } },
    ],
    [
      "the URN of an extension",
      { [ENTERPRISE.toLowerCase()]: { Department: "D" } },
      { [ENTERPRISE]: { department: "D" } },
    ],
    ["the bare name of an extension's attribute", { department: "D" }, { [ENTERPRISE]: { department: "D" } }],
    ["a value path", { 'emails[type eq "work"].value': "w@example.com" }, { emails: [work] }],
    [
      "a value path in an extension",
      { [CRM]: { 'licenses[skuId eq "E5"].skuPartNumber': "P" } },
      { [CRM]: { licenses: [{ skuId: "E5", skuPartNumber: "P" }] } },
    ],
    [
      "what is readOnly, unheeded",
      { id: "x", meta: { version: "1" }, groups: [], "meta.created": "x", title: "T" },
      { title: "T" },
    ],
    [
      "what is readOnly in an extension, unheeded",
      { [ENTERPRISE]: { "manager.displayName": "X", department: "D" } },
      { [ENTERPRISE]: { department: "D" } },
    ],
    ["schemas, unheeded", { schemas: ["urn:example:1"], title: "T" }, { title: "T" }],
  ])("takes %s", (_, value, after) => {
    const stored = user({ name: { givenName: "A", familyName: "B" } });

    const { schemas: _schemas, ...result } = pathless(value, "replace", stored);

    expect({ schemas: [CORE], ...result }).toEqual({ ...stored, ...after });
  });

  it("takes an array of one object", () => {
    expect(pathless([{ title: "T" }])).toEqual(user({ title: "T" }));
  });

  it("clears by empty values", () => {
    const stored = user({
      title: "T",
      name: { givenName: "A", familyName: "B" },
      [ENTERPRISE]: { department: "D" },
    });

    const result = pathless(
      { title: "", "name.familyName": "", [`${ENTERPRISE}:department`]: "" },
      "replace",
      stored,
    );

    expect(result).toEqual(user({ name: { givenName: "A" } }));
  });

  it("clears an extension by null", () => {
    const stored = user({ [ENTERPRISE]: { department: "D", costCenter: "C" } });

    expect(pathless({ [ENTERPRISE]: null }, "replace", stored)).toEqual(user());
  });

  it("replaces the set of a multi-valued attribute, and does not add to it [RFC 7644 §3.5.2.3]", () => {
    const stored = user({ emails: [work] });

    expect(pathless({ emails: [{ value: "n@example.com" }] }, "replace", stored)["emails"]).toEqual([
      { value: "n@example.com" },
    ]);
  });

  it("adds to a multi-valued attribute [RFC 7644 §3.5.2.1]", () => {
    const stored = user({ emails: [work] });

    expect(pathless({ emails: [{ value: "n@example.com" }] }, "add", stored)["emails"]).toEqual([
      work,
      { value: "n@example.com" },
    ]);
  });

  it("refuses a malformed value path among the names", () => {
    expect(refusal(() => pathless({ "emails[type eq": "x" }))).toBe("invalidFilter");
  });
});

describe("the URN of an extension as path", () => {
  it("sets the attributes it is given", () => {
    const stored = user({ [ENTERPRISE]: { department: "D" } });
    const operation = { op: "Replace", path: ENTERPRISE, value: { costCenter: "C" } };

    expect(patched(stored, [operation], "strict")[ENTERPRISE]).toEqual({ costCenter: "C", department: "D" });
  });
});
