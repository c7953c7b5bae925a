import fc from "fast-check";
import { AppError } from "../../../../src/errors.js";
import { tokenize } from "../../../../src/schema/filter/lexer.js";
import { MAX_FILTER_LENGTH } from "../../../../src/schema/filter/limits.js";
import { parseFilter, parsePatchPath } from "../../../../src/schema/filter/parse.js";
import { runs } from "../../../support/extent.js";

const seeds = [
  'userName eq "bjensen@example.com" and (title pr or not (active eq false))',
  'emails[type eq "work" and value co "\\u00e9\\"x"].value ne null or meta.created gt "2011-05-13T04:42:34Z"',
  'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager.value eq "x" and x le -1.5e3',
  'urn:ietf:params:scim:schemas:extension:crm:2.0:User:licenses[skuId eq "x"].display',
];

const splinters = [
  '"',
  "\\",
  "(",
  ")",
  "[",
  "]",
  ".",
  ":",
  " ",
  "\t",
  "not",
  "and",
  "or",
  "eq",
  "pr",
  "null",
  "1e",
  "-",
  "\u0000",
  "\ud800",
  "\udc00",
  "é",
  "😀",
  "\\u00",
  "\\ud83d",
  "urn:",
  "$ref",
]; // prettier-ignore

const mutation = fc.record({
  seed: fc.constantFrom(...seeds),
  edits: fc.array(
    fc.record({ at: fc.nat(120), remove: fc.nat(4), insert: fc.constantFrom("", ...splinters) }),
    { minLength: 1, maxLength: 4 },
  ),
});

function mutate({ seed, edits }: typeof mutation extends fc.Arbitrary<infer T> ? T : never): string {
  return edits.reduce(
    (text, { at, remove, insert }) => text.slice(0, at) + insert + text.slice(at + remove),
    seed,
  );
}

/** What reading a text comes to; anything thrown besides AppError is a bug and passes through. */
function outcome(parse: (text: string) => unknown, text: string): "read" | "refused" {
  try {
    parse(text);
    return "read";
  } catch (error) {
    if (error instanceof AppError && ["invalidFilter", "invalidPath"].includes(error.code)) return "refused";
    throw error;
  }
}

describe("mutated filters", () => {
  it("are read or refused with AppError, nothing else", () => {
    const outcomes = { read: 0, refused: 0 };
    fc.assert(
      fc.property(mutation, (change) => {
        const text = mutate(change);
        outcomes[outcome(parseFilter, text)] += 1;
        outcomes[outcome(parsePatchPath, text)] += 1;
      }),
      { numRuns: runs(1000, 10_000) },
    );

    expect(outcomes.read).toBeGreaterThan(runs(10, 100));
    expect(outcomes.refused).toBeGreaterThan(runs(100, 1000));
  });
});

/** How many characters were looked at. */
function steps(text: string): number {
  const look = jest.spyOn(String.prototype, "charCodeAt");
  try {
    outcome(tokenize, text);
    return look.mock.calls.length;
  } finally {
    look.mockRestore();
  }
}

describe("the lexer's work", () => {
  it.each([
    ["backslashes", '"' + "\\".repeat(4000)],
    ["open quotes", '"'.repeat(4001)],
    ["brackets", "(".repeat(4001)],
    ["spaces", " ".repeat(4001)],
    ["one word", "a".repeat(4001)],
    ["short words", "a ".repeat(2000)],
    ["strings", 'a eq "\\"\\\\" and '.repeat(250)],
    ["nested value paths", "a[".repeat(2000)],
  ])("looks at most twice at each character of %s", (_name, text) => {
    expect(steps(text)).toBeGreaterThan(0);
    expect(steps(text)).toBeLessThanOrEqual(2 * text.length);
  });

  it("looks at no character of a text that is too long", () => {
    const look = jest.spyOn(String.prototype, "charCodeAt");
    const text = "(".repeat(MAX_FILTER_LENGTH + 1);

    expect(outcome(parseFilter, text)).toBe("refused");
    expect(look).not.toHaveBeenCalled();
    look.mockRestore();
  });
});
