import type { CompareOp } from "../../../../src/schema/filter/ast.js";
import { requireNullOperator, toLiteral } from "../../../../src/schema/filter/literal.js";
import type { Attribute, AttributeType } from "../../../../src/schema/model.js";

function attribute(type: AttributeType, caseExact = false): Attribute {
  return {
    name: "x",
    path: "x",
    key: "x",
    schema: "urn:x",
    type,
    multiValued: false,
    description: "",
    required: false,
    caseExact,
    mutability: "readWrite",
    returned: "default",
    uniqueness: "none",
    canonicalValues: undefined,
    closed: false,
    referenceTypes: undefined,
    subAttributes: new Map(),
  };
}

describe("toLiteral", () => {
  it.each([
    [attribute("string"), "Straße ＡＢＣ", "straße abc"],
    [attribute("string", true), "Straße", "Straße"],
    [attribute("reference"), "Users/A", "users/a"],
    [attribute("binary", true), "aGk=", "aGk="],
    [attribute("boolean"), true, true],
    [attribute("boolean"), "True", true],
    [attribute("boolean"), "FALSE", false],
    [attribute("integer"), 12, 12],
    [attribute("integer"), "-12", -12],
    [attribute("decimal"), "1.5e3", 1500],
    [attribute("dateTime"), "2011-05-13T04:42:34Z", Date.UTC(2011, 4, 13, 4, 42, 34)],
    [attribute("dateTime"), "2011-05-13T04:42:34", Date.UTC(2011, 4, 13, 4, 42, 34)],
    [attribute("dateTime"), "2011-05-13T06:42:34.250+02:00", Date.UTC(2011, 4, 13, 4, 42, 34, 250)],
  ])("brings a literal into the form of the values: %#", (of, given, literal) => {
    expect(toLiteral(of, "eq", given)).toBe(literal);
  });

  it.each<[AttributeType, CompareOp]>(
    (["gt", "ge", "lt", "le"] as const).flatMap((op) => [
      ["boolean", op],
      ["binary", op],
    ]),
  )("refuses on type %s the operator %s [RFC 7644 §3.4.2.2]", (type, op) => {
    expect(() => toLiteral(attribute(type), op, "true")).toThrow(
      expect.objectContaining({
        code: "invalidFilter",
        message: `The operator ${op} does not apply to 'x', which is of type ${type}.`,
      }),
    );
  });

  it.each<[AttributeType, CompareOp]>(
    (["co", "sw", "ew"] as const).flatMap((op) => [
      ["boolean", op],
      ["integer", op],
      ["decimal", op],
      ["dateTime", op],
    ]),
  )("refuses on type %s the operator %s", (type, op) => {
    expect(() => toLiteral(attribute(type), op, "1")).toThrow(/^The operator .. does not apply to 'x'/);
  });

  it.each([
    [
      "string",
      12,
      `'x' cannot be compared with 12: its type string takes a string: write "12" in double quotes.`,
    ],
    ["string", true, `its type string takes a string: write "true" in double quotes.`],
    ["boolean", "yes", "'x' cannot be compared with 'yes': its type boolean takes true or false."],
    ["boolean", 1, "its type boolean takes true or false."],
    ["integer", "12a", "'x' cannot be compared with '12a': its type integer takes a number."],
    ["integer", "", "its type integer takes a number."],
    ["decimal", "1e999", "its type decimal takes a number."],
    ["integer", true, "its type integer takes a number."],
    ["dateTime", "2011-05-13", 'takes a dateTime such as "2026-01-31T12:00:00Z".'],
    ["dateTime", "2011-02-30T00:00:00Z", 'takes a dateTime such as "2026-01-31T12:00:00Z".'],
    ["dateTime", 1, 'takes a dateTime such as "2026-01-31T12:00:00Z".'],
  ] as const)("refuses for type %s the literal %p", (type, given, message) => {
    expect(() => toLiteral(attribute(type), "eq", given)).toThrow(
      expect.objectContaining({ code: "invalidFilter", message: expect.stringContaining(message) }),
    );
  });

  it("refuses a complex attribute, naming a sub-attribute", () => {
    const part = { ...attribute("string"), path: "x.part" };
    const whole = { ...attribute("complex"), subAttributes: new Map([["part", part]]) };

    expect(() => toLiteral(whole, "eq", "a")).toThrow(
      "'x' has sub-attributes: compare one of them, such as 'x.part'.",
    );
  });
});

describe("requireNullOperator", () => {
  it.each(["eq", "ne"] as const)("lets null be compared by %s [RFC 7643 §2.5]", (op) => {
    expect(() => requireNullOperator("x", op)).not.toThrow();
  });

  it.each(["co", "sw", "ew", "gt", "ge", "lt", "le"] as const)("refuses to compare null by %s", (op) => {
    expect(() => requireNullOperator("x", op)).toThrow(
      `'x' can be compared with null by eq and ne, not by ${op}.`,
    );
  });
});
