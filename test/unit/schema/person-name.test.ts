import type { Resource } from "../../../src/schema/model.js";
import { joinName, personName } from "../../../src/schema/person-name.js";

describe("personName", () => {
  const name = { formatted: "Dr Ada Byron", givenName: " Ada ", familyName: "Byron" };
  const { formatted: _, ...parts } = name;

  it.each<[string, Resource, string]>([
    ["displayName", { userName: "ada", displayName: " Countess ", name }, "Countess"],
    [
      "the formatted name where displayName is blank",
      { userName: "ada", displayName: "  ", name },
      "Dr Ada Byron",
    ],
    ["given and family name", { userName: "ada", name: parts }, "Ada Byron"],
    ["the one part that is there", { userName: "ada", name: { familyName: "\tByron\n" } }, "Byron"],
    ["userName where there is no name", { userName: " ada", name: { givenName: " " } }, "ada"],
  ])("is %s", (_what, user, expected) => {
    expect(personName(user)).toBe(expected);
  });
});

describe("joinName", () => {
  it("leaves out what is missing or blank", () => {
    expect(joinName([" a ", null, "  ", undefined, "b c"])).toBe("a b c");
    expect(joinName(["a", "b"], ", ")).toBe("a, b");
    expect(joinName([" ", null])).toBeUndefined();
  });
});
