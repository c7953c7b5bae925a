import fc from "fast-check";
import { fold } from "../../../src/schema/fold.js";
import { runs } from "../../support/extent.js";

describe("fold", () => {
  it.each([
    ["ADA", "ada"],
    ["É", "é"],
    ["e\u0301", "é"],
    ["ＡＤＡ", "ada"],
    ["ΣΊΣΥΦΟΣ", "σίσυφοσ"],
    ["İ", "i\u0307"],
  ])("brings '%s' to '%s' [RFC 8265 §3.3]", (text, expected) => {
    expect(fold(text)).toBe(expected);
  });

  it("is idempotent", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        expect(fold(fold(text))).toBe(fold(text));
      }),
      { numRuns: runs(500, 5000) },
    );
  });
});
