import { RULES_PAGE, ruleIdsIn, rulesOf, testsByRule, withTestedRules } from "../../scripts/rule-list.js";
import { readSource } from "../support/source-files.js";

const rules = rulesOf(readSource(RULES_PAGE));
const tests = testsByRule();

function numbered(letter: string, digits: number, last: number): string[] {
  return Array.from({ length: last }, (_, at) => `${letter}${String(at + 1).padStart(digits, "0")}`);
}

describe("the rules of the domain", () => {
  it("are all listed, once, in order", () => {
    expect(rules.map(({ id }) => id)).toEqual([...numbered("R", 3, 152), ...numbered("P", 2, 17)]);
  });

  it("are each held by tests, or not ours for a reason", () => {
    const others = rules.filter(({ heldBy }) => !/^(?:tests|not ours: .{20,})$/.test(heldBy));

    expect(others).toEqual([]);
  });

  it("have a test with their id where the list says so", () => {
    const missing = rules.filter(({ id, heldBy }) => heldBy === "tests" && !tests.has(id));

    expect(missing).toEqual([]);
  });

  it("have no test where the list says that they are not ours", () => {
    const tested = rules.filter(({ id, heldBy }) => heldBy.startsWith("not ours") && tests.has(id));

    expect(tested).toEqual([]);
  });

  it("are the only ones that tests name", () => {
    const known = new Set(rules.map(({ id }) => id));
    const unknown = [...tests].filter(([id]) => !known.has(id));

    expect(unknown).toEqual([]);
  });
});

describe("the search for ids", () => {
  it("finds them in titles, ranges and rows, and in no comment", () => {
    const planted = `
      // [R001]
      /** As in [R002]. */
      it("frees the seat [R060]", () => {});
      it("refuses [R015, R071]", () => {});
      it("maps [R022–R024, P17]", () => {});
      it.each([["R047", 1], ["P0001", 2]])("%s", () => {});
      it(\`adds up [R149, seed \${seed}]\`, () => {});
      it("names one [R038]", () => {});
      const other = [rules[0], "R1", "RFC7644"];`;

    expect([...ruleIdsIn(planted)].sort()).toEqual(
      ["P17", "R015", "R022", "R023", "R024", "R038", "R047", "R060", "R071", "R149"].sort(),
    );
  });

  it("turns a planned rule that has a test into a tested one, and no other", () => {
    const page =
      "| R001 | One. | planned |\n| R002 | Two. | planned |\n| R003 | Three. | not ours: because |\n";
    const settled = withTestedRules(
      page,
      new Map([
        ["R001", []],
        ["R003", []],
      ]),
    );

    expect(rulesOf(settled).map(({ heldBy }) => heldBy)).toEqual(["tests", "planned", "not ours: because"]);
  });
});
