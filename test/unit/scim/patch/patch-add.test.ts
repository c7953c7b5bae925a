import type { Resource } from "../../../../src/schema/model.js";
import { CORE, CRM, ENTERPRISE, patched, refusal, user } from "./patching.js";

const work = { type: "work", value: "w@example.com" };
const home = { type: "home", value: "h@example.com" };

function add(resource: Resource, path: string | undefined, value: unknown): Resource {
  return patched(resource, [{ op: "add", ...(path !== undefined && { path }), value }]);
}

describe("add to a single-valued attribute", () => {
  it.each<[string, Resource, string, unknown, Resource]>([
    ["sets it", {}, "title", "Lead", { title: "Lead" }],
    ["replaces its value", { title: "Old" }, "title", "New", { title: "New" }],
    ["takes its name in any case", {}, "DISPLAYNAME", "X", { displayName: "X" }],
    ["takes the URN of the core schema", {}, `${CORE}:title`, "Lead", { title: "Lead" }],
    ["takes a string for a boolean", {}, "active", "False", { active: false }],
    ["takes an array of one", {}, "title", ["Lead"], { title: "Lead" }],
    ["unassigns it with an empty string", { title: "Old" }, "title", "", {}],
    ["unassigns it with null", { title: "Old" }, "title", null, {}],
  ])("%s [RFC 7644 §3.5.2.1]", (_, before, path, value, after) => {
    expect(add(user(before), path, value)).toEqual(user(after));
  });

  it("adds an extension, and its URN to schemas, with its first value [RFC 7644 §3.5.2]", () => {
    expect(add(user(), `${ENTERPRISE}:department`, "Sales")).toEqual({
      ...user({ [ENTERPRISE]: { department: "Sales" } }),
      schemas: [CORE, ENTERPRISE],
    });
  });

  it("finds an attribute of an extension by its bare name", () => {
    expect(add(user(), "employeeNumber", "701984")[ENTERPRISE]).toEqual({ employeeNumber: "701984" });
  });
});

describe("add to a complex attribute", () => {
  it.each<[string, Resource, string, unknown, Resource]>([
    ["makes it", {}, "name", { givenName: "A" }, { name: { givenName: "A" } }],
    [
      "keeps the sub-attributes it does not name",
      { name: { givenName: "A", familyName: "B" } },
      "name",
      { givenName: "Z" },
      { name: { givenName: "Z", familyName: "B" } },
    ],
    [
      "sets one sub-attribute",
      { name: { familyName: "B" } },
      "Name.GivenName",
      "Y",
      { name: { givenName: "Y", familyName: "B" } },
    ],
    [
      "unassigns a sub-attribute given as null",
      { name: { givenName: "A", familyName: "B" } },
      "name",
      { givenName: null },
      { name: { familyName: "B" } },
    ],
    ["unassigns all with null", { name: { givenName: "A" } }, "name", null, {}],
    [
      "changes nothing with an empty object",
      { name: { givenName: "A" } },
      "name",
      {},
      { name: { givenName: "A" } },
    ],
  ])("%s [RFC 7644 §3.5.2.1]", (_, before, path, value, after) => {
    expect(add(user(before), path, value)).toEqual(user(after));
  });

  it.each<[string, string, unknown]>([
    ["a plain id", `${ENTERPRISE}:manager`, "26118915"],
    [
      "an array of one, under the short name",
      "manager",
      [{ $ref: "https://x/Users/26118915", value: "26118915" }],
    ],
    ["only a $ref", "manager", { $ref: "../Users/26118915" }],
    ["its sub-attribute", `${ENTERPRISE}:manager.value`, "26118915"],
  ])("takes the manager as %s", (_, path, value) => {
    expect(add(user(), path, value)[ENTERPRISE]).toMatchObject({ manager: { value: "26118915" } });
  });

  it("forgets where the old manager was found when another is set", () => {
    const first = add(user(), "manager", "one");

    const second = add(first, "manager.value", "two");

    expect(second).toEqual(add(user(), "manager", "two"));
  });
});

describe("add to a multi-valued attribute", () => {
  it.each<[string, unknown, unknown, unknown]>([
    ["appends", [work], [home], [work, home]],
    ["appends a single value that is no array", [work], home, [work, home]],
    ["makes it", undefined, [work], [work]],
    ["takes bare strings", undefined, ["x@example.com"], [{ value: "x@example.com" }]],
    ["changes nothing when the element is there", [work, home], [work], [work, home]],
    [
      "changes nothing when a richer element is there",
      [{ ...work, display: "W" }],
      [work],
      [{ ...work, display: "W" }],
    ],
    [
      "changes nothing when the value is there without its type named",
      [work],
      [{ value: "W@EXAMPLE.com" }],
      [work],
    ],
    [
      "completes the element with the same type and value",
      [work],
      [{ ...work, display: "W" }],
      [{ ...work, display: "W" }],
    ],
    [
      "keeps the same value of another type",
      [work],
      [{ ...work, type: "other" }],
      [work, { ...work, type: "other" }],
    ],
    ["adds an element once that is named twice", [], [home, home], [home]],
    ["changes nothing with an empty array", [work], [], [work]],
    ["changes nothing with null", [work], null, [work]],
    ["skips elements without content", [work], [{}, null, { value: "" }], [work]],
    [
      "resets the old primary",
      [{ ...work, primary: true }],
      [{ ...home, primary: true }],
      [
        { ...work, primary: false },
        { ...home, primary: true },
      ],
    ],
    [
      "makes an element primary that is there",
      [{ ...work, primary: true }, home],
      [{ ...home, primary: true }],
      [
        { ...work, primary: false },
        { ...home, primary: true },
      ],
    ],
    ["takes an element for the same whose primary is false", [work], [{ ...work, primary: false }], [work]],
    [
      "takes primary as a string",
      [{ ...work, primary: true }],
      [{ ...home, primary: "True" }],
      [
        { ...work, primary: false },
        { ...home, primary: true },
      ],
    ],
  ])("%s [RFC 7644 §3.5.2.1]", (_, before, value, after) => {
    const stored = before === undefined ? user() : user({ emails: before as Resource[] });

    expect(add(stored, "emails", value)["emails"]).toEqual(after);
  });

  it("appends to one that is not complex, once without case", () => {
    const stored = user({ [CRM]: { administratorRoles: ["global"] } });

    expect(add(stored, `${CRM}:administratorRoles`, ["Global", "billing"])[CRM]).toEqual({
      administratorRoles: ["global", "billing"],
    });
  });

  it.each([
    ["another instance", { value: "Sales", instance: "b" }],
    ["all instances", { value: "Sales" }],
  ])("does not take a security role in one instance for the same in %s", (_, role) => {
    const held = { value: "Sales", instance: "a" };

    const next = add(user({ [CRM]: { securityRoles: [held] } }), `${CRM}:securityRoles`, [role]);

    expect(next[CRM]).toEqual({ securityRoles: [held, role] });
  });

  it("takes an address for the same when it is named in part", () => {
    const address = { type: "work", locality: "Oslo", country: "NO" };
    const stored = user({ addresses: [address] });

    expect(add(stored, "addresses", [{ type: "work", locality: "oslo" }])).toEqual(stored);
  });

  it("keeps Entra ID's roles to the letter and lets them add up", () => {
    const value = '{"id":"06b0","value":"25","displayName":"Role1234"}';

    const roles = add(user({ roles: [{ value: "Reader" }] }), "roles", [{ value }])["roles"];

    expect(roles).toEqual([{ value: "Reader" }, { value }]);
  });

  it("appends to a multi-valued sub-attribute", () => {
    const stored = user({ [CRM]: { licenses: [{ skuId: "E5", disabledPlans: ["A"] }] } });

    expect(add(stored, `${CRM}:licenses[skuId eq "e5"].disabledPlans`, ["B", "a"])[CRM]).toEqual({
      licenses: [{ skuId: "E5", disabledPlans: ["A", "B"] }],
    });
  });

  it("refuses more values than can be compared with each other", () => {
    const value = Array.from({ length: 1001 }, (_, index) => ({ value: `${index}@example.com` }));

    expect(refusal(() => add(user(), "emails", value))).toBe("invalidValue");
  });
});

describe("add by value path", () => {
  it.each<[string, unknown, string, unknown, unknown]>([
    [
      "sets the sub-attribute of each match",
      [work, home, { ...work, value: "v@example.com" }],
      'emails[type eq "work"].display',
      "W",
      [{ ...work, display: "W" }, home, { type: "work", value: "v@example.com", display: "W" }],
    ],
    [
      "compares without case",
      [work],
      'emails[TYPE eq "WORK"].value',
      "n@example.com",
      [{ ...work, value: "n@example.com" }],
    ],
    ["makes the first element of a type", undefined, 'emails[type eq "work"].value', "w@example.com", [work]],
    ["makes an element beside others", [home], 'emails[type eq "work"].value', "w@example.com", [home, work]],
    [
      "makes an element of several conditions",
      undefined,
      'emails[type eq "work" and primary eq true].value',
      "w@example.com",
      [{ ...work, primary: true }],
    ],
    [
      "makes a primary element and resets the old one",
      [{ ...home, primary: true }],
      'emails[type eq "work" and primary eq true].value',
      "w@example.com",
      [
        { ...home, primary: false },
        { ...work, primary: true },
      ],
    ],
    [
      "makes an element of an object",
      undefined,
      'emails[type eq "work"]',
      { value: "w@example.com" },
      [work],
    ],
    ["makes an element of a bare value", undefined, 'emails[type eq "work"]', "w@example.com", [work]],
    [
      "merges an object into each match",
      [{ ...work, display: "W" }],
      'emails[type eq "work"]',
      { value: "n@example.com" },
      [{ type: "work", value: "n@example.com", display: "W" }],
    ],
    ["makes nothing of an empty value", undefined, 'emails[type eq "work"].value', "", undefined],
    [
      "sets the sub-attribute of all without a condition",
      [work, home],
      "emails.display",
      "D",
      [
        { ...work, display: "D" },
        { ...home, display: "D" },
      ],
    ],
    [
      "makes an element without a condition",
      undefined,
      "emails.value",
      "w@example.com",
      [{ value: "w@example.com" }],
    ],
  ])("%s", (_, before, path, value, after) => {
    const stored = before === undefined ? user() : user({ emails: before as Resource[] });

    expect(add(stored, path, value)["emails"]).toEqual(after);
  });

  it("builds one element from the operations that Entra ID's validator sends", () => {
    const roles = patched(user(), [
      { op: "Add", path: 'roles[primary eq "True"].display', value: "TQBJ" },
      { op: "Add", path: 'roles[primary eq "True"].value', value: "UOYT" },
      { op: "Add", path: 'roles[primary eq "True"].type', value: "VGNB" },
    ])["roles"];

    expect(roles).toEqual([{ primary: true, value: "UOYT", display: "TQBJ", type: "VGNB" }]);
  });

  it("builds an address from single sub-attributes", () => {
    const addresses = patched(user(), [
      { op: "Add", path: 'addresses[type eq "work"].locality', value: "Oslo" },
      { op: "Add", path: 'addresses[type eq "work"].country', value: "Norway" },
    ])["addresses"];

    expect(addresses).toEqual([{ type: "work", locality: "Oslo", country: "Norway" }]);
  });

  it.each([
    'emails[type ne "work"].value',
    'emails[type eq "work" or type eq "home"].value',
    'emails[not (type eq "work")].value',
    "emails[type pr].value",
  ])("refuses %s when nothing matches, since it says not what to create", (path) => {
    expect(refusal(() => add(user(), path, "x@example.com"))).toBe("noTarget");
  });

  it("refuses a condition without a match in strict mode", () => {
    const operation = { op: "add", path: 'emails[type eq "work"].value', value: "w@example.com" };

    expect(refusal(() => patched(user(), [operation], "strict"))).toBe("noTarget");
  });
});

describe("add to an immutable attribute", () => {
  const stored = user({ [CRM]: { directoryObjectId: "7e5c" } });

  it("sets it while it has no value [RFC 7644 §3.5.2]", () => {
    expect(add(user(), `${CRM}:directoryObjectId`, "7e5c")).toEqual({ ...stored, schemas: [CORE, CRM] });
  });

  it("accepts the value it has [RFC 7643 §7]", () => {
    expect(add(stored, `${CRM}:directoryObjectId`, "7E5C")[CRM]).toEqual({ directoryObjectId: "7e5c" });
  });

  it("refuses another value [RFC 7643 §7]", () => {
    expect(refusal(() => add(stored, `${CRM}:directoryObjectId`, "other"))).toBe("mutability");
  });
});
