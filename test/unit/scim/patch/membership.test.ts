import { behaviorOf } from "../../../../src/schema/behavior.js";
import type { Mode } from "../../../../src/schema/model.js";
import { groupSchema } from "../../../../src/schema/resource-schemas.js";
import { type GroupChanges, splitMembership } from "../../../../src/scim/patch/membership.js";
import { parsePatch } from "../../../../src/scim/patch/parse.js";
import { deepFreeze, patchOp, refusal } from "./patching.js";

function split(operations: readonly unknown[], mode: Mode = "tolerant"): GroupChanges {
  const body = deepFreeze(patchOp(...operations));
  return splitMembership(parsePatch(groupSchema, body, behaviorOf(mode)).operations, behaviorOf(mode));
}

function changeOf(operation: Record<string, unknown>, mode: Mode = "tolerant"): GroupChanges["members"] {
  return split([operation], mode).members;
}

describe("splitMembership", () => {
  it.each<[string, unknown, unknown]>([
    ["a list", [{ value: "a" }, { value: "b" }], [{ value: "a" }, { value: "b" }]],
    ["one member", { value: "a" }, [{ value: "a" }]],
    ["bare ids", ["a", "b"], [{ value: "a" }, { value: "b" }]],
    ["one bare id", "a", [{ value: "a" }]],
    ["Entra ID's empty reference", [{ $ref: null, value: "a" }], [{ value: "a" }]],
    ["Okta's display", [{ value: "a", display: "A" }], [{ value: "a", display: "A" }]],
    ["a type", [{ value: "a", type: "User" }], [{ value: "a" }]],
    ["a reference only", [{ $ref: "https://example.com/scim/v2/Users/a" }], [{ value: "a" }]],
    ["names in another case", [{ Value: "a" }], [{ value: "a" }]],
    [
      "a member twice",
      [{ value: "a" }, { value: "b" }, { value: "a", type: "User" }],
      [{ value: "a" }, { value: "b" }],
    ],
  ])("reads %s as members [RFC 7644 §3.5.2]", (_, value, members) => {
    expect(changeOf({ op: "add", path: "members", value })).toEqual([{ kind: "add", members }]);
    expect(changeOf({ op: "replace", path: "members", value })).toEqual([{ kind: "replaceAll", members }]);
    expect(changeOf({ op: "add", value: { members: value } })).toEqual([{ kind: "add", members }]);
    expect(changeOf({ op: "replace", value: { members: value } })).toEqual([{ kind: "replaceAll", members }]);
  });

  it.each<[string, Record<string, unknown>, unknown]>([
    ["adding an empty list: nothing", { op: "add", path: "members", value: [] }, []],
    ["adding null: nothing", { op: "add", path: "members", value: null }, []],
    [
      "replacing by an empty list: nobody is left",
      { op: "replace", path: "members", value: [] },
      [{ kind: "replaceAll", members: [] }],
    ],
    [
      "replacing by null: nobody is left",
      { op: "replace", path: "members", value: null },
      [{ kind: "replaceAll", members: [] }],
    ],
    ["removing without a value: all", { op: "remove", path: "members" }, [{ kind: "removeAll" }]],
    ["removing with null: all", { op: "remove", path: "members", value: null }, [{ kind: "removeAll" }]],
    [
      "removing a list: the listed",
      { op: "Remove", path: "members", value: [{ $ref: null, value: "a" }, { value: "b" }] },
      [{ kind: "remove", ids: ["a", "b"] }],
    ],
    [
      "removing one: that one",
      { op: "Remove", path: "members", value: { value: "a" } },
      [{ kind: "remove", ids: ["a"] }],
    ],
    ["removing an empty list: nobody", { op: "remove", path: "members", value: [] }, []],
    ["removing members without content: nobody", { op: "remove", path: "members", value: [{}, null] }, []],
    [
      "removing by id: that one",
      { op: "remove", path: 'members[value eq "a"]' },
      [{ kind: "remove", ids: ["a"] }],
    ],
    [
      "removing by an id in another spelling: that one",
      { op: "remove", path: 'Members[VALUE Eq "a"]' },
      [{ kind: "remove", ids: ["a"] }],
    ],
    [
      "removing by several ids: those",
      { op: "remove", path: 'members[value eq "a" or value eq "b" or value eq "a"]' },
      [{ kind: "remove", ids: ["a", "b"] }],
    ],
    [
      "adding by id: the given",
      { op: "add", path: 'members[value eq "a"]', value: { value: "a" } },
      [{ kind: "add", members: [{ value: "a" }] }],
    ],
    [
      "replacing by id: one for the other",
      { op: "replace", path: 'members[value eq "a"]', value: { value: "b" } },
      [
        { kind: "remove", ids: ["a"] },
        { kind: "add", members: [{ value: "b" }] },
      ],
    ],
    [
      "replacing by the same id: it stays",
      { op: "replace", path: 'members[value eq "a"]', value: [{ value: "a" }] },
      [{ kind: "add", members: [{ value: "a" }] }],
    ],
    [
      "replacing by id by null: it goes",
      { op: "replace", path: 'members[value eq "a"]', value: null },
      [{ kind: "remove", ids: ["a"] }],
    ],
    ["another attribute: nothing", { op: "replace", path: "displayName", value: "G" }, []],
  ])("takes %s", (_, operation, expected) => {
    expect(changeOf(operation)).toEqual(expected);
  });

  it.each([
    'members[type eq "Group"]',
    'members[value eq "a" and type eq "User"]',
    'members[value ne "a"]',
    'members[value eq "a" or type eq "Group"]',
    "members[value eq null]",
  ])("leaves the condition of %s to whoever knows the members", (path) => {
    expect(changeOf({ op: "remove", path })).toEqual([
      { kind: "removeWhere", filter: expect.anything() as unknown },
    ]);
  });

  it("keeps the order of changes and parts them from attributes", () => {
    const { attributes, members } = split([
      { op: "remove", path: 'members[value eq "a"]' },
      { op: "replace", path: "displayName", value: "G" },
      { op: "add", path: "members", value: [{ value: "a" }] },
      { op: "replace", value: { id: "g", displayName: "H", members: [] } },
    ]);

    expect(attributes.map(({ value }) => value)).toEqual(["G", "H"]);
    expect(members).toEqual([
      { kind: "remove", ids: ["a"] },
      { kind: "add", members: [{ value: "a" }] },
      { kind: "replaceAll", members: [] },
    ]);
  });

  it.each([
    [{ op: "add", path: "members", value: [{ display: "A" }] }, "invalidValue"],
    [{ op: "add", path: "members", value: [5, { value: {} }] }, "invalidValue"],
    [{ op: "replace", path: 'members[value eq "a"].display', value: "B" }, "mutability"],
    [{ op: "replace", path: 'members[value eq "a"].value', value: "b" }, "mutability"],
    [{ op: "remove", path: "members.value" }, "mutability"],
    [{ op: "replace", path: "members" }, "invalidValue"],
    [{ op: "remove", path: 'members[nope eq "a"]' }, "invalidFilter"],
  ])("refuses %j with %s", (operation, code) => {
    expect(refusal(() => changeOf(operation))).toBe(code);
  });

  it("refuses a remove with a value list in strict mode, and never removes all [RFC 7644 §3.5.2.2]", () => {
    const operation = { op: "remove", path: "members", value: [{ value: "a" }] };

    expect(refusal(() => changeOf(operation, "strict"))).toBe("invalidValue");
    expect(changeOf({ op: "remove", path: "members" }, "strict")).toEqual([{ kind: "removeAll" }]);
  });

  it("takes one member by value path in strict mode", () => {
    const operation = { op: "replace", path: 'members[value eq "a"]', value: { value: "b" } };

    expect(changeOf(operation, "strict")).toMatchObject([
      { kind: "require", path: 'members[value eq "a"]' },
      { kind: "remove" },
      { kind: "add" },
    ]);
  });

  it("reads a hundred thousand members", () => {
    const value = Array.from({ length: 100_000 }, (_, index) => ({ value: `id-${index}` }));

    const [change] = changeOf({ op: "replace", path: "members", value });

    expect(change?.kind === "replaceAll" && change.members.length).toBe(100_000);
  });
});
