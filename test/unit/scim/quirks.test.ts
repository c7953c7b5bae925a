import { type ObservedRequest, quirksOf } from "../../../src/scim/quirks.js";
import { HOSTILE_JSON } from "../../support/hostile.js";

function seen(request: Partial<ObservedRequest>): string[] {
  const usual = { method: "GET", path: "/Users", query: undefined, headers: {}, body: undefined };
  return quirksOf({ ...usual, ...request });
}

function patch(path: string, ...operations: object[]): string[] {
  return seen({ method: "PATCH", path, body: { schemas: [], Operations: operations } });
}

describe("quirksOf", () => {
  it("makes nothing of what is not as clients send it, and never fails", () => {
    const hostile = HOSTILE_JSON.filter((text) => text.length < 100_000).map((text): unknown =>
      JSON.parse(text),
    );
    const bodies = hostile.flatMap((value) => [
      value,
      {
        schemas: [value],
        emails: [value],
        members: [value, { value, display: value }],
        roles: value,
        active: value,
      },
      {
        schemas: value,
        Operations: [
          { op: "add", path: "members", value: [{ value, $ref: value }] },
          { op: "remove", path: "members", value: [{ value }] },
          { op: value, path: value, value },
          { op: "replace", path: "manager", value: [{ value }] },
          { op: "replace", value: { a: value } },
          value,
        ],
      },
    ]);
    for (const body of bodies) {
      for (const method of ["POST", "PUT", "PATCH"]) {
        for (const path of ["/Users", "/Groups/1", "/.search", "/Bulk", "/Me"]) {
          expect(() => seen({ method, path, body })).not.toThrow();
        }
      }
    }
  });

  it.each([
    ["Okta SCIM Client 1.0.0", "agentOkta"],
    ["OKTA SCIM Integration", "agentOktaTest"],
    ["", "agentEmpty"],
    ["curl/8.5.0", "agentCurl"],
    ["PostmanRuntime/7.43", "agentPostman"],
    ["authentik/2026.8", "agentAuthentik"],
  ])("knows the user agent %p", (agent, habit) => {
    expect(seen({ headers: { "user-agent": agent } })).toEqual([habit]);
  });

  it.each(["Mozilla/5.0", "node", undefined])("makes nothing of the user agent %p", (agent) => {
    expect(seen({ headers: { "user-agent": agent } })).toEqual([]);
  });

  it.each([
    ["filter=userName+eq+%22a%22", ["plusForSpace"]],
    ["filter=userName%20eq%20%22a%22", ["percentForSpace"]],
    ["aadOptscim062020&filter=userName+eq+%22a%22", ["flagOptscim", "plusForSpace"]],
    ["filter=userName+eq+%22a%22&aadOptscim062020", ["flagOptscim", "plusForSpace"]],
    ["excludedAttributes=members&filter=displayName+eq+%22a%22", ["plusForSpace", "leavesOutMembers"]],
    [
      "filter=id eq%20x".replace(" ", "%20").concat("%20and%20manager%20eq%20y"),
      ["percentForSpace", "probesReference", "unquotedFilter"],
    ],
    ["filter=emails%20eq%20%22a%22", ["percentForSpace", "bareEmailFilter"]],
    ["filter=userName+Eq+ada", ["plusForSpace", "capitalEq", "unquotedFilter"]],
    ["filter=emails%5Btype+eq+%22work%22%5D.value+eq+%22a%22", ["plusForSpace", "typedEmailFilter"]],
    ["filter=userName%20eq%20%22a%22&startIndex=1&count=100", ["percentForSpace", "pagedFilter"]],
    ["startIndex=1&count=100", ["pagesOf100"]],
    ["count=1000&startIndex=1", ["pagesOf1000"]],
    ["filter=userName+eq+%22a%22&", ["danglingQuery", "plusForSpace"]],
    ["", ["danglingQuery"]],
  ])("sees in the query %p %p", (query, habits) => {
    expect(seen({ query })).toEqual(habits);
  });

  it.each([
    [{ op: "Replace", path: "active", value: "False" }, ["booleanAsText", "capitalOps"]],
    [{ op: "replace", path: "urn:x:User:manager", value: "id" }, ["managerAsText", "smallOps"]],
    [{ op: "Add", path: "manager", value: [{ value: "id" }] }, ["managerAsList", "capitalOps"]],
    [{ op: "replace", value: { active: false } }, ["pathlessOps", "pathlessActive", "smallOps"]],
    [{ op: "replace", value: { "name.givenName": "a" } }, ["pathlessOps", "pathsAsNames", "smallOps"]],
    [{ op: "replace", path: "title", value: "" }, ["clearsByText", "smallOps"]],
    [{ op: "Add", path: 'roles[primary eq "True"].value', value: "a" }, ["primaryAsText", "capitalOps"]],
  ])("sees in the operation %j on a user %p", (operation, habits) => {
    expect(patch("/Users/1", operation)).toEqual(habits);
  });

  it.each([
    [{ op: "Add", path: "members", value: [{ $ref: null, value: "1" }] }, ["nullRef", "capitalOps"]],
    [{ op: "remove", path: "members", value: [{ value: "1" }] }, ["removesMembersByValue", "smallOps"]],
    [{ op: "remove", path: "members", value: null }, ["removesMembersByNull", "smallOps"]],
    [{ op: "remove", path: 'members[value eq "1"]' }, ["removesMembersByPath", "smallOps"]],
    [
      { op: "replace", value: { id: "1", displayName: "a" } },
      ["pathlessOps", "pathlessIdAndName", "smallOps"],
    ],
  ])("sees in the operation %j on a group %p", (operation, habits) => {
    expect(patch("/Groups/1", operation)).toEqual(habits);
  });

  it("sees what spans operations", () => {
    const add = { op: "add", path: "members", value: [{ value: "1" }] };
    const remove = { op: "remove", path: 'members[value eq "1"]' };
    const title = { op: "replace", path: "title", value: "a" };

    expect(patch("/Groups/1", add, remove)).toContain("addsAndRemovesMember");
    expect(patch("/Groups/1", add, add)).toContain("oneMemberPerOp");
    expect(patch("/Users/1", title, title)).toContain("repeatsTarget");
    expect(patch("/Users/1")).toEqual(["emptyPatch"]);
  });

  it.each([
    { Operations: "none" },
    { Operations: [null, 1, "x", [], {}] },
    { Operations: [{ op: 1, path: {}, value: [[]] }] },
    { Operations: [{ op: "add", path: "a".repeat(1e6), value: { ["a:".repeat(1e6)]: 1 } }] },
    { members: [null, 1], emails: {}, roles: "x", schemas: 5, active: {} },
  ])("takes any body, however wrong", (body) => {
    for (const method of ["POST", "PUT", "PATCH"]) {
      expect(() =>
        quirksOf({ method, path: "/Users", query: "&".repeat(1e5), headers: {}, body }),
      ).not.toThrow();
    }
  });
});
