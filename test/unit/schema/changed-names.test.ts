import { changedNames } from "../../../src/schema/changed-names.js";

const ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

describe("changedNames", () => {
  it.each([
    ["nothing", { title: "a" }, { title: "a" }, []],
    ["a simple attribute", { title: "a" }, { title: "b" }, ["title"]],
    ["one that comes", {}, { title: "b" }, ["title"]],
    ["one that goes", { title: "a" }, {}, ["title"]],
    [
      "a sub-attribute",
      { name: { givenName: "a", familyName: "b" } },
      { name: { givenName: "c", familyName: "b" } },
      ["name.givenName"],
    ],
    ["a complex attribute that goes", { name: { givenName: "a" } }, {}, ["name.givenName"]],
    ["a list as a whole", { emails: [{ value: "a" }] }, { emails: [{ value: "b" }] }, ["emails"]],
    [
      "an extension's attribute",
      { [ENTERPRISE]: { department: "a" } },
      { [ENTERPRISE]: { department: "b", manager: { value: "1" } } },
      [`${ENTERPRISE}:department`, `${ENTERPRISE}:manager`],
    ],
    ["schemas not at all", { schemas: ["a"] }, { schemas: ["b"] }, []],
  ])("names %s", (_, before, after, names) => {
    expect(changedNames(before as never, after as never)).toEqual(names);
  });
});
