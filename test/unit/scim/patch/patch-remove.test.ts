import type { Resource } from "../../../../src/schema/model.js";
import { CORE, CRM, ENTERPRISE, patched, refusal, user } from "./patching.js";

const work = { type: "work", value: "w@example.com", primary: true };
const home = { type: "home", value: "h@example.com" };

function remove(resource: Resource, path: string, value?: unknown): Resource {
  return patched(resource, [{ op: "remove", path, ...(value !== undefined && { value }) }]);
}

describe("remove", () => {
  it.each<[string, Resource, string, Resource]>([
    ["unassigns a single value", { title: "T" }, "title", {}],
    ["changes nothing where there is no value", {}, "title", {}],
    ["unassigns a complex value", { name: { givenName: "A" } }, "name", {}],
    [
      "unassigns a sub-attribute",
      { name: { givenName: "A", familyName: "B" } },
      "name.givenName",
      { name: { familyName: "B" } },
    ],
    [
      "unassigns a complex value with its last sub-attribute",
      { name: { givenName: "A" } },
      "name.givenName",
      {},
    ],
    ["unassigns all values", { emails: [work, home] }, "emails", {}],
    ["takes the matching elements", { emails: [work, home] }, 'emails[type eq "WORK"]', { emails: [home] }],
    ["unassigns the attribute with its last element", { emails: [work] }, 'emails[type eq "work"]', {}],
    ["takes elements by not", { emails: [work, home] }, 'emails[not (type eq "work")]', { emails: [work] }],
    ["takes elements by or", { emails: [work, home] }, 'emails[type eq "work" or value co "H@"]', {}],
    ["takes elements by presence", { emails: [work, home] }, "emails[primary pr]", { emails: [home] }],
    [
      "takes elements by a boolean in quotes",
      { emails: [work, home] },
      'emails[primary eq "True"]',
      { emails: [home] },
    ],
    [
      "takes a sub-attribute of the matching elements",
      { emails: [work, home] },
      'emails[type eq "work"].primary',
      { emails: [{ type: "work", value: "w@example.com" }, home] },
    ],
    [
      "takes a sub-attribute of all elements",
      { emails: [work, home] },
      "emails.type",
      { emails: [{ value: work.value, primary: true }, { value: home.value }] },
    ],
    [
      "changes nothing when no element matches",
      { emails: [work] },
      'emails[type eq "other"]',
      { emails: [work] },
    ],
    [
      "changes nothing when no element matches for a sub-attribute",
      { emails: [work] },
      'emails[type eq "other"].value',
      { emails: [work] },
    ],
  ])("%s [RFC 7644 §3.5.2.2]", (_, before, path, after) => {
    expect(remove(user(before), path)).toEqual(user(after));
  });

  it("takes the URN out of schemas with the last value of an extension [RFC 7643 §3]", () => {
    const stored = { ...user({ [ENTERPRISE]: { department: "D" } }), schemas: [CORE, ENTERPRISE] };

    expect(remove(stored, `${ENTERPRISE}:department`)).toEqual(user());
  });

  it("takes the manager and leaves the rest of the extension", () => {
    const stored = user({ [ENTERPRISE]: { department: "D", manager: { value: "m" } } });

    expect(remove(stored, `${ENTERPRISE}:manager`)[ENTERPRISE]).toEqual({ department: "D" });
  });

  it("takes an extension as a whole by its URN", () => {
    const stored = user({
      [ENTERPRISE]: { department: "D", manager: { value: "m" } },
      [CRM]: { calType: "Sales" },
    });

    expect(remove(stored, ENTERPRISE.toUpperCase())).toEqual({
      ...user({ [CRM]: { calType: "Sales" } }),
      schemas: [CORE, CRM],
    });
  });

  it.each([
    ["userName", "required"],
    [`${CRM}:securityRoles[value eq "Sales"].value`, "a required sub-attribute"],
    ["id", "readOnly"],
    ["meta.created", "readOnly"],
    ["groups", "readOnly"],
    [`${CRM}:directoryObjectId`, "immutable with a value"],
    [CORE, "the core schema"],
  ])("refuses %s, which is %s [RFC 7644 §3.5.2.2]", (path) => {
    const stored = user({ [CRM]: { directoryObjectId: "x", securityRoles: [{ value: "Sales" }] } });

    expect(refusal(() => remove(stored, path))).toBe("mutability");
  });

  it("refuses an operation without a path [RFC 7644 §3.5.2.2]", () => {
    expect(refusal(() => patched(user(), [{ op: "remove" }]))).toBe("noTarget");
    expect(refusal(() => patched(user(), [{ op: "remove", path: "", value: { title: "T" } }]))).toBe(
      "noTarget",
    );
  });

  it.each(['emails[type eq "other"]', 'emails[type eq "other"].value'])(
    "refuses %s without a match in strict mode",
    (path) => {
      expect(refusal(() => patched(user({ emails: [work] }), [{ op: "remove", path }], "strict"))).toBe(
        "noTarget",
      );
    },
  );
});

describe("remove with a value", () => {
  it.each<[string, unknown, Resource]>([
    ["the listed elements", [{ $ref: null, value: "W@example.com" }], { emails: [home] }],
    ["a single element", { type: "home" }, { emails: [work] }],
    ["elements listed as bare values", ["h@example.com"], { emails: [work] }],
    ["nothing when none is listed", [], { emails: [work, home] }],
    ["nothing when the listed say nothing", [{}, null, { nope: 1 }], { emails: [work, home] }],
    [
      "nothing when the listed are not there",
      [{ value: "w@example.com", type: "home" }],
      { emails: [work, home] },
    ],
    ["all with null", null, {}],
    ["nothing with an empty string", "", { emails: [work, home] }],
  ])("takes %s", (_, value, after) => {
    expect(remove(user({ emails: [work, home] }), "emails", value)).toEqual(user(after));
  });

  it("takes the listed values of an attribute that is not complex", () => {
    const stored = user({ [CRM]: { administratorRoles: ["global", "billing"] } });

    expect(remove(stored, "administratorRoles", ["GLOBAL"])[CRM]).toEqual({
      administratorRoles: ["billing"],
    });
  });

  it("has no effect on a single-valued attribute", () => {
    expect(remove(user({ title: "T" }), "title", "other")).toEqual(user());
  });

  it("is refused in strict mode for a whole attribute", () => {
    const operation = { op: "remove", path: "emails", value: [home] };

    expect(refusal(() => patched(user({ emails: [work, home] }), [operation], "strict"))).toBe(
      "invalidValue",
    );
  });
});
