import fc from "fast-check";
import { BASE_PLACEHOLDER, spliceBase } from "../../../src/schema/base-url.js";

const BASE = "https://scim.example.com/scim/v2";

describe("spliceBase", () => {
  it("replaces the placeholder at the beginning of strings", () => {
    const stored = JSON.stringify({
      a: { $ref: `${BASE_PLACEHOLDER}/Users/1` },
      b: [`${BASE_PLACEHOLDER}/Users/2`],
    });
    expect(JSON.parse(spliceBase(stored, BASE))).toEqual({
      a: { $ref: `${BASE}/Users/1` },
      b: [`${BASE}/Users/2`],
    });
  });

  it.each(['"\\u0000/Users/1', "\\u0000", '\\"\\u0000', "\\\\u0000", '"', '\\"'])(
    "leaves the client's text %j as it is",
    (text) => {
      expect(JSON.parse(spliceBase(JSON.stringify({ text, [text]: [text] }), BASE))).toEqual({
        text,
        [text]: [text],
      });
    },
  );

  it("leaves every text without U+0000 as it is", () => {
    const piece = fc.constantFrom('"', "\\", "u0000", "u", "0", "/", "$&", "é");
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        const text = pieces.join("");
        expect(JSON.parse(spliceBase(JSON.stringify({ text }), BASE))).toEqual({ text });
      }),
    );
  });

  it("writes a base URL with special characters as JSON", () => {
    const base = 'https://x/"$&\\';
    expect(JSON.parse(spliceBase(JSON.stringify([BASE_PLACEHOLDER]), base))).toEqual([base]);
  });
});
