import fc from "fast-check";
import { AppError } from "../../../src/errors.js";
import { isExactNumber } from "../../../src/schema/json-number.js";
import { JSON_LIMITS } from "../../../src/schema/json-scan.js";
import { readJson, utf8Of } from "../../../src/schema/read-json.js";
import { runs } from "../../support/extent.js";

const read = (text: string, numbers: "digits" | "values" = "values") =>
  readJson(Buffer.from(text), { numbers });

const codeOf = (reading: Promise<unknown>): Promise<unknown> =>
  reading.then(
    (value) => value,
    (error: unknown) => (error instanceof AppError ? error.code : error),
  );

/** The value of a number of JSON as a fraction of whole numbers. */
function fractionOf(text: string): [bigint, bigint] {
  const [mantissa = "", exponent = "0"] = text.toLowerCase().split("e");
  const [whole = "", fraction = ""] = mantissa.split(".");
  const power = Number(exponent) - fraction.length;
  const digits = BigInt(whole + fraction);
  return power < 0 ? [digits, 10n ** BigInt(-power)] : [digits * 10n ** BigInt(power), 1n];
}

describe("readJson", () => {
  it("reads what JSON.parse reads, whatever stands in texts and wherever numbers stand", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.jsonValue({ maxDepth: 5, noUnicodeString: true }),
        fc.constantFrom(undefined, 1, "\t"),
        async (value, indent) => {
          const text = JSON.stringify(value, null, indent);

          expect(await read(text)).toEqual(JSON.parse(text));
        },
      ),
      { numRuns: 300 },
    );
  });

  it("keeps the digits of numbers, in and out of texts", async () => {
    const text = '{"a":[12.50,-0,7,1E3],"b\\"12.50":"12.50\\\\","c":12345678901234567890}';

    expect(await read(text, "digits")).toEqual({
      a: ["12.50", "-0", 7, "1E3"],
      'b"12.50': "12.50\\",
      c: "12345678901234567890",
    });
    expect(await read(text.replace(/\d{20}/, "12"))).toEqual({
      a: [12.5, -0, 7, 1000],
      'b"12.50': "12.50\\",
      c: 12,
    });
    expect(await codeOf(read(text))).toBe("invalidValue");
  });

  it.each(["", "{", '{"a":01}', "[1.]", "-", "1e", '"', '"\\"', "nul", "[1,]", "12.50 x", "\u00a0"])(
    "refuses %j, which is no JSON, and tells where",
    async (text) => {
      expect(await codeOf(read(text, "digits"))).toBe("invalidSyntax");
    },
  );

  it("counts levels, members and values, and not what stands in texts", async () => {
    const nested = (depth: number) => "[".repeat(depth) + "]".repeat(depth);
    const object = (members: number) =>
      `{${Array.from({ length: members }, (_, index) => `"${index}":{}`).join(",")}}`;

    expect(await codeOf(read(nested(JSON_LIMITS.depth)))).not.toBe("invalidSyntax");
    expect(await codeOf(read(nested(JSON_LIMITS.depth + 1)))).toBe("invalidSyntax");
    expect(await codeOf(read(object(JSON_LIMITS.members)))).not.toBe("payloadTooLarge");
    expect(await codeOf(read(object(JSON_LIMITS.members + 1)))).toBe("payloadTooLarge");
    expect(await codeOf(read(`[${"0,".repeat(JSON_LIMITS.values - 1)}0]`))).toHaveLength(JSON_LIMITS.values);
    expect(await codeOf(read(`[${"0,".repeat(JSON_LIMITS.values)}0]`))).toBe("payloadTooLarge");
    expect(await read(JSON.stringify("[{,:".repeat(1_000_000)))).toHaveLength(4_000_000);
  });

  it("lets others have their turn while it goes over a long text", async () => {
    let turns = 0;
    const timer = setInterval(() => turns++, 0);
    await read(`[${"[0],".repeat(200_000)}0]`);
    clearInterval(timer);

    expect(turns).toBeGreaterThan(0);
  });

  it("tells where a text stands that no database holds", async () => {
    await expect(read('{"a":[{"b":"x"},{"b":"\\u0000"}]}')).rejects.toThrow(
      "'a[1].b' must not contain U+0000",
    );
    await expect(read('{"a":{"\\ud800":1}}')).rejects.toThrow("A name in 'a' must not contain");
    await expect(read('"\\udc00"')).rejects.toThrow("The body must not contain");
    expect(await read('"\\ud83d\\ude00"')).toBe("\u{1f600}");
    expect(await readJson(Buffer.from('"\\u0000"'), { numbers: "values", keepsUnstorable: true })).toBe(
      "\u0000",
    );
  });
});

describe("isExactNumber", () => {
  it("is true for the numbers whose shortest form has their value", () => {
    const digits = fc.stringMatching(/^(?:0|[1-9]\d{0,20})(?:\.\d{1,20})?(?:e[+-]?\d{1,2})?$/);
    fc.assert(
      fc.property(digits, (text) => {
        const [a, b] = fractionOf(text);
        const [c, d] = fractionOf(String(Number(text)));

        expect([text, isExactNumber(text)]).toEqual([text, a * d === c * b]);
      }),
      { numRuns: runs(300, 2000) },
    );
  });

  it.each(["1e400", "-1e999", "1e-400", "0.1234567890123456789", "9007199254740993"])(
    "is false for %s",
    (text) => {
      expect(isExactNumber(text)).toBe(false);
    },
  );

  it.each(["0", "-0", "0e400", "1e308", "12.50", "0.1", "9007199254740992", "1000000000000000000000"])(
    "is true for %s",
    (text) => {
      expect(isExactNumber(text)).toBe(true);
    },
  );
});

describe("utf8Of", () => {
  it("takes UTF-8, without its mark, and nothing else", () => {
    expect(utf8Of(Buffer.from("\uFEFF{}"))?.toString()).toBe("{}");
    expect(utf8Of(Buffer.from("\u00e9"))?.toString()).toBe("\u00e9");
    expect(utf8Of(Buffer.from("\u00e9", "latin1"))).toBeUndefined();
    expect(utf8Of(Buffer.from([0xed, 0xa0, 0x80]))).toBeUndefined();
  });
});
