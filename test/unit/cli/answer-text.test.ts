import { cellsOf, objectsAt, sentenceOf, spaced, textAt } from "../../../src/cli/answer-text.js";

const ANSWER = {
  id: "1",
  count: 0,
  active: false,
  nothing: null,
  owner: { name: "Ann {id}" },
  roles: [{ name: "Clerk" }, { name: "[Seller]" }],
  scopes: ["scim", "crm.read"],
};

describe("the text of an answer", () => {
  it.each([
    ["id", "1"],
    ["count", "0"],
    ["active", "false"],
    ["nothing", ""],
    ["owner.name", "Ann {id}"],
    ["owner.age", ""],
    ["id.of.nothing", ""],
    ["roles.name", "Clerk, [Seller]"],
    ["owner", '{"name":"Ann {id}"}'],
  ])("at %s is '%s'", (path, expected) => {
    expect(textAt(ANSWER, path)).toBe(expected);
  });

  it("fills a sentence, without the parts whose names are not there, and never reads what it has filled in", () => {
    expect(sentenceOf("{owner.name} has {roles.name}[ in {unit}][; id {id}]", ANSWER)).toBe(
      "Ann {id} has Clerk, [Seller]; id 1",
    );
    expect(sentenceOf("nothing[ at {nothing}]", undefined)).toBe("nothing");
  });

  it("fills the columns of a row", () => {
    expect(cellsOf({ id: "id", who: "{owner.name} ({id})", scopes: spaced("scopes") }, ANSWER)).toEqual({
      id: "1",
      who: "Ann {id} (1)",
      scopes: "scim crm.read",
    });
  });

  it("finds the objects at a path, in lists and outside of them", () => {
    expect(objectsAt(ANSWER, "roles")).toEqual(ANSWER.roles);
    expect(objectsAt(ANSWER, "owner")).toEqual([ANSWER.owner]);
    expect(objectsAt(ANSWER, "nothing")).toEqual([]);
    expect(objectsAt(ANSWER, "scopes")).toEqual([]);
  });
});
