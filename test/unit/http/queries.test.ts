import fc from "fast-check";
import { readQuery } from "../../../src/http/queries.js";
import { runs } from "../../support/extent.js";

/** Escapes every byte, which clients seldom do. */
function escaped(text: string): string {
  return [...Buffer.from(text)].map((byte) => `%${byte.toString(16).padStart(2, "0")}`).join("");
}

describe("readQuery", () => {
  it("reads each way to write a text as that text", () => {
    const texts = fc.string({ unit: "binary" }).filter((text) => !text.includes("\0"));
    fc.assert(
      fc.property(texts, (text) => {
        // Bytes that are not escaped are one-byte characters in a URL.
        const bytes = Buffer.from(text.replaceAll(/[%&=+]/g, "")).toString("latin1");
        expect(readQuery(`a=${encodeURIComponent(text)}`)).toEqual({ a: text });
        expect(readQuery(`a=${escaped(text)}`)).toEqual({ a: text });
        expect(readQuery(`a=${bytes}%20${escaped(text)}`)).toEqual({
          a: `${text.replaceAll(/[%&=+]/g, "")} ${text}`,
        });
      }),
      { numRuns: runs(200, 5000) },
    );
  });

  it.each([
    ["a=100%", "100%"],
    ["a=%zz%41", "%zzA"],
    ["a=x+y", "x y"],
    ["a=%2B", "+"],
  ])("reads %s", (text, value) => {
    expect(readQuery(text)).toEqual({ a: value });
  });

  it.each(["a=%00", "a=x%00%C3%A9", "a=%ff", "a=%C3", "a=%ED%A0%80"])("refuses %s", (text) => {
    expect(() => readQuery(text)).toThrow('The parameter "a"');
  });
});
