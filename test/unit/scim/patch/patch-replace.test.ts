import type { Resource } from "../../../../src/schema/model.js";
import { CORE, CRM, ENTERPRISE, patched, refusal, user } from "./patching.js";

const work = { type: "work", value: "w@example.com" };
const home = { type: "home", value: "h@example.com" };
const name = { givenName: "A", familyName: "B", middleName: "C" };

function replace(resource: Resource, path: string, value: unknown): Resource {
  return patched(resource, [{ op: "replace", path, value }]);
}

describe("replace", () => {
  it.each<[string, Resource, string, unknown, Resource]>([
    ["sets a single value", { title: "Old" }, "title", "New", { title: "New" }],
    ["adds what is missing", {}, "title", "New", { title: "New" }],
    ["unassigns with null", { title: "Old" }, "title", null, {}],
    ["unassigns with an empty string", { title: "Old" }, "title", "", {}],
    [
      "keeps the unnamed parts of a complex value",
      { name },
      "name",
      { givenName: "Z" },
      { name: { ...name, givenName: "Z" } },
    ],
    [
      "unassigns the parts given as null",
      { name },
      "name",
      { givenName: "Z", middleName: null },
      { name: { givenName: "Z", familyName: "B" } },
    ],
    ["sets a sub-attribute", { name }, "name.familyName", "X", { name: { ...name, familyName: "X" } }],
    [
      "replaces the whole set",
      { emails: [work, home] },
      "emails",
      [{ value: "x@example.com" }],
      { emails: [{ value: "x@example.com" }] },
    ],
    ["unassigns the set with an empty array", { emails: [work] }, "emails", [], {}],
    ["unassigns the set with null", { emails: [work] }, "emails", null, {}],
    [
      "unassigns the set with elements without content",
      { emails: [work] },
      "emails",
      [{}, { value: "" }],
      {},
    ],
    ["makes one of equal elements", {}, "emails", [work, work], { emails: [work] }],
  ])("%s [RFC 7644 §3.5.2.3]", (_, before, path, value, after) => {
    expect(replace(user(before), path, value)).toEqual(user(after));
  });

  it.each<[string, unknown, string, unknown, unknown]>([
    [
      "sets a sub-attribute of each match",
      [work, home, { ...work, value: "v@example.com" }],
      'emails[type eq "work"].display',
      "D",
      [{ ...work, display: "D" }, home, { type: "work", value: "v@example.com", display: "D" }],
    ],
    [
      "replaces what the value names and keeps the rest, what the condition asks for too",
      [{ ...work, display: "D" }, home],
      'emails[type eq "work"]',
      { value: "n@example.com" },
      [{ type: "work", value: "n@example.com", display: "D" }, home],
    ],
    [
      "replaces the sub-attribute of its own condition",
      [work, home],
      'emails[type eq "work"].type',
      "other",
      [{ ...work, type: "other" }, home],
    ],
    [
      "replaces the value of its own condition",
      [work],
      'emails[value eq "w@example.com"].value',
      "n@example.com",
      [{ ...work, value: "n@example.com" }],
    ],
    [
      "makes equal matches one",
      [work, { ...work, value: "v@example.com" }],
      'emails[type eq "work"]',
      { value: "n@example.com" },
      [{ type: "work", value: "n@example.com" }],
    ],
    [
      "makes the element that is missing",
      [home],
      'emails[type eq "work"].value',
      "w@example.com",
      [home, work],
    ],
    [
      "makes the element from the object",
      undefined,
      'emails[type eq "work"]',
      { value: "w@example.com" },
      [work],
    ],
    [
      "sets the value by a bare one",
      [{ ...work, display: "D" }],
      'emails[type eq "work"]',
      "n@example.com",
      [{ type: "work", value: "n@example.com", display: "D" }],
    ],
    ["unassigns a sub-attribute", [{ ...work, display: "D" }], 'emails[type eq "work"].display', "", [work]],
    ["drops an element that is replaced by nothing", [work, home], 'emails[type eq "work"]', null, [home]],
    [
      "drops an element that is replaced by an empty one",
      [work, home],
      'emails[type eq "work"]',
      { value: "" },
      [home],
    ],
    ["changes nothing when nothing is cleared", [home], 'emails[type eq "work"].value', null, [home]],
    ["makes nothing when nothing is cleared", undefined, 'emails[type eq "work"]', "", undefined],
    [
      "resets the old primary",
      [{ ...work, primary: true }, home],
      'emails[type eq "home"].primary',
      "True",
      [
        { ...work, primary: false },
        { ...home, primary: true },
      ],
    ],
    [
      "keeps the first of several new primaries",
      [work, { ...work, value: "v@example.com" }],
      'emails[type eq "work"].primary',
      true,
      [
        { ...work, primary: true },
        { type: "work", value: "v@example.com", primary: false },
      ],
    ],
  ])("%s by value path", (_, before, path, value, after) => {
    const stored = before === undefined ? user() : user({ emails: before as Resource[] });

    expect(replace(stored, path, value)["emails"]).toEqual(after);
  });

  it("finds the primary role by a string and keeps it one", () => {
    const stored = user({ roles: [{ value: "Reader", primary: true }] });

    expect(replace(stored, 'roles[primary eq "True"].value', "Writer")["roles"]).toEqual([
      { value: "Writer", primary: true },
    ]);
  });

  it("replaces one value of an attribute that is not complex", () => {
    const stored = user({ [CRM]: { administratorRoles: ["global", "billing"] } });

    expect(replace(stored, 'administratorRoles[value eq "GLOBAL"]', "service")[CRM]).toEqual({
      administratorRoles: ["service", "billing"],
    });
  });

  it.each([
    ["an empty string", "manager", ""],
    ["an empty value", "manager", { value: "" }],
    ["null", "manager", null],
    ["an empty array", "manager", []],
    ["an empty sub-attribute", "manager.value", ""],
    ["the value and the reference cleared", "manager", { value: null, $ref: null }],
  ])("clears the manager with %s", (_, path, value) => {
    const stored = replace(user({ [ENTERPRISE]: { department: "D" } }), "manager", "26118915");

    expect(stored[ENTERPRISE]).toMatchObject({ manager: { value: "26118915" } });
    expect(replace(stored, path, value)[ENTERPRISE]).toEqual({ department: "D" });
  });

  it.each<[string, string, unknown]>([
    ["id", "mutability", "other"],
    ["meta.created", "mutability", "2000-01-01T00:00:00Z"],
    ["groups", "mutability", []],
    [`${ENTERPRISE}:manager.displayName`, "mutability", "Boss"],
    [`${CRM}:licenses[skuId eq "E5"].status`, "mutability", "active"],
    ["userName", "invalidValue", ""],
    ["active", "invalidValue", "maybe"],
    ["name", "invalidValue", "Babs"],
    ["title", "invalidValue", { a: 1 }],
    ["title", "invalidValue", ["a", "b"]],
    ['emails[type eq "work"]', "invalidValue", [{ value: "a@example.com" }, { value: "b@example.com" }]],
    [`${CRM}:calType`, "invalidValue", "Gold"],
  ])("refuses %s with %s for %j", (path, code, value) => {
    const stored = user({ emails: [work], [CRM]: { licenses: [{ skuId: "E5" }] } });

    expect(refusal(() => replace(stored, path, value))).toBe(code);
  });

  it("refuses a condition without a match in strict mode [RFC 7644 §3.5.2.3]", () => {
    const at = (path: string, value: unknown) => () =>
      patched(user(), [{ op: "replace", path, value }], "strict");

    expect(refusal(at('emails[type eq "home"].value', "x@example.com"))).toBe("noTarget");
    expect(refusal(at('emails[type eq "home"].value', null))).toBe("noTarget");
    expect(refusal(at('emails[type eq "home"]', { value: "x@example.com" }))).toBe("noTarget");
  });

  it("refuses two new primaries in strict mode [RFC 7643 §2.4]", () => {
    const value = [
      { value: "v@example.com", primary: true },
      { value: "w@example.com", primary: true },
    ];
    const operation = { op: "replace", path: "emails", value };

    expect(refusal(() => patched(user(), [operation], "strict"))).toBe("invalidValue");
  });

  it.each(["replace", "add", "remove"])("refuses a %s at several elements in strict mode", (op) => {
    const stored = user({ emails: [work, { ...work, value: "v@example.com" }] });
    const operation = { op, path: 'emails[type eq "work"].display', value: "V" };

    expect(refusal(() => patched(stored, [operation], "strict"))).toBe("invalidFilter");
  });

  it("swaps a complex value as a whole in strict mode, as the interoperability profile wants it", () => {
    const operation = { op: "replace", path: "name", value: { givenName: "Z" } };

    expect(patched(user({ name }), [operation], "strict")["name"]).toEqual({ givenName: "Z" });
    expect(patched(user({ name }), [{ ...operation, op: "add" }], "strict")["name"]).toEqual({
      ...name,
      givenName: "Z",
    });
  });
});

describe("a sequence of operations", () => {
  it("applies each to the result of the one before [RFC 7644 §3.5.2]", () => {
    const result = patched(user({ displayName: "Old" }), [
      { op: "remove", path: "displayName" },
      { op: "add", path: "displayName", value: "Intermediate" },
      { op: "replace", path: "displayName", value: "Final" },
    ]);

    expect(result).toEqual(user({ displayName: "Final" }));
  });

  it("leaves the resource as it is when one fails [RFC 7644 §3.5.2]", () => {
    const stored = user({ displayName: "Old" });
    const operations = [
      { op: "replace", path: "displayName", value: "Changed" },
      { op: "replace", path: "emails[type pr].value", value: "x@example.com" },
    ];

    expect(refusal(() => patched(stored, operations))).toBe("noTarget");
    expect(stored).toEqual(user({ displayName: "Old" }));
  });

  it("leaves two changes in the order of their operations, not of their attributes", () => {
    const result = patched(user(), [
      { op: "replace", path: "name.givenName", value: "First" },
      { op: "replace", path: "name", value: { givenName: "Second" } },
    ]);

    expect(result["name"]).toEqual({ givenName: "Second" });
  });

  it("makes the password a member of the result", () => {
    expect(replace(user(), "password", "t1meMa$heen")).toEqual({
      ...user({ password: "t1meMa$heen" }),
      schemas: [CORE],
    });
  });
});
