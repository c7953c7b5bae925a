import fc from "fast-check";
import { AppError } from "../../../src/errors.js";
import { resolveAttributePath } from "../../../src/schema/attribute-path.js";
import { behaviorOf } from "../../../src/schema/behavior.js";
import { coerceValue } from "../../../src/schema/coerce-value.js";
import { compileExtensionSchema, createResourceSchema } from "../../../src/schema/compile.js";
import { complex, schema, simple } from "../../../src/schema/definitions/build.js";
import type { Attribute, Mode, ResourceSchema } from "../../../src/schema/model.js";
import { groupSchema, userSchema } from "../../../src/schema/resource-schemas.js";
import { runs } from "../../support/extent.js";
import { attempt, codeOf } from "../../support/outcome.js";

const testSchema = createResourceSchema({
  name: "User",
  endpoint: "/Users",
  description: "",
  core: userSchema.core,
  extensions: [
    {
      required: false,
      schema: compileExtensionSchema(
        schema("Test", "urn:ietf:params:scim:schemas:extension:test:2.0:User", "", [
          simple("integer", "count", ""),
          simple("decimal", "ratio", ""),
          simple("dateTime", "since", ""),
          simple("binary", "blob", ""),
          simple("reference", "link", "", { referenceTypes: ["external"] }),
          simple("string", "tags", "", { multiValued: true }),
          complex("box", "", {}, [
            simple("string", "label", "", { required: true }),
            simple("boolean", "open", ""),
          ]),
        ]),
      ),
    },
  ],
});

function attributeOf(path: string, type: ResourceSchema): Attribute {
  const resolved = resolveAttributePath(type, path);
  if (resolved === undefined) throw new Error(`no attribute ${path}`);
  return resolved.subAttribute ?? resolved.attribute;
}

function coerce(
  path: string,
  value: unknown,
  mode: Mode = "tolerant",
  type: ResourceSchema = userSchema,
): unknown {
  const attribute = attributeOf(
    path,
    type === userSchema && !resolveAttributePath(type, path) ? testSchema : type,
  );
  return coerceValue(attribute, value, behaviorOf(mode));
}

describe("coerceValue of simple attributes", () => {
  it.each<[string, unknown, unknown]>([
    ["title", "Boss", "Boss"],
    ["title", "  untrimmed ", "  untrimmed "],
    ["title", "e\u0301", "e\u0301"],
    ["title", "😀", "😀"],
    ["title", null, undefined],
    ["title", undefined, undefined],
    ["title", [], undefined],
    ["active", false, false],
    ["count", 5, 5],
    ["count", -0, 0],
    ["count", 5.0, 5],
    ["ratio", 1.5, 1.5],
    ["ratio", 5, 5],
    ["ratio", 1e-7, 1e-7],
    ["since", "2026-01-31T12:00:00Z", "2026-01-31T12:00:00Z"],
    ["since", "2026-01-31T12:00:00", "2026-01-31T12:00:00"],
    ["since", "2026-01-31T12:00:00.123456+02:00", "2026-01-31T12:00:00.123456+02:00"],
    ["since", "2024-02-29T00:00:00Z", "2024-02-29T00:00:00Z"],
    ["blob", "AAEC", "AAEC"],
    ["blob", "AA==", "AA=="],
    ["blob", "AA", "AA"],
    ["blob", "_-8", "_-8"],
    ["link", "https://example.com/a?b=c#d", "https://example.com/a?b=c#d"],
    ["link", "/relative", "/relative"],
    ["tags", ["a", "b"], ["a", "b"]],
    ["tags", ["a", null], ["a"]],
    ["tags", [null], undefined],
    ["tags", [], undefined],
  ])("reads %s %j as %j in both modes [RFC 7643 §2.3, §2.5]", (path, value, expected) => {
    expect(coerce(path, value, "tolerant")).toEqual(expected);
    expect(coerce(path, value, "strict")).toEqual(expected);
  });

  it.each<[string, unknown, unknown]>([
    ["title", 42, "42"],
    ["title", ["Boss"], "Boss"],
    ["active", "True", true],
    ["active", "FALSE", false],
    ["active", "", undefined],
    ["count", "12", 12],
    ["ratio", "1.5", 1.5],
    ["link", "junk with spaces", "junk with spaces"],
    ["tags", "a", ["a"]],
    ["tags", "", undefined],
  ])("reads %s %j as %j in tolerant mode only", (path, value, expected) => {
    expect(coerce(path, value, "tolerant")).toEqual(expected);
    expect(codeOf(() => coerce(path, value, "strict"))).toBe("invalidValue");
  });

  it("takes an empty optional string for unassigned in tolerant mode and keeps it in strict mode", () => {
    expect(coerce("title", "", "tolerant")).toBeUndefined();
    expect(coerce("title", "", "strict")).toBe("");
  });

  it.each<Mode>(["tolerant", "strict"])("refuses an empty userName in %s mode [RFC 7643 §4.1.1]", (mode) => {
    expect(codeOf(() => coerce("userName", "", mode))).toBe("invalidValue");
  });

  it.each<[string, unknown]>([
    ["title", true],
    ["title", {}],
    ["title", ["a", "b"]],
    ["title", [["a"]]],
    ["title", "a\u0000b"],
    ["title", "\ud800"],
    ["title", "a\udc00b"],
    ["active", "yes"],
    ["active", 1],
    ["count", 1.5],
    ["count", "1.5"],
    ["count", "1e3"],
    ["count", 2 ** 53],
    ["count", true],
    ["ratio", Number.POSITIVE_INFINITY],
    ["ratio", "x"],
    ["since", "2026-01-31"],
    ["since", "2026-02-30T00:00:00Z"],
    ["since", "2026-13-01T00:00:00Z"],
    ["since", "2026-01-31T25:00:00Z"],
    ["since", "Testing, 1"],
    ["since", 1234],
    ["blob", "A"],
    ["blob", "AAA=="],
    ["blob", "not base64!"],
    ["link", 5],
    ["tags", [["a"]]],
    ["emails", ["a", ["b"]]],
    ["tags", [{ value: "a", other: "b" }]],
    ["tags", [{ value: { value: "a" } }]],
    ["name", true],
  ])("refuses %s %j in both modes", (path, value) => {
    expect(codeOf(() => coerce(path, value, "tolerant"))).toBe("invalidValue");
    expect(codeOf(() => coerce(path, value, "strict"))).toBe("invalidValue");
  });

  it("refuses references that are no URIs in strict mode [RFC 7643 §2.3.7]", () => {
    for (const junk of ["http://[", "a b", "é", 'x"y']) {
      expect(codeOf(() => coerce("profileUrl", junk, "strict"))).toBe("invalidValue");
    }
  });

  it("names attribute and value in its message, shortened", () => {
    expect(() => coerce("active", "x".repeat(10_000))).toThrow(
      new AppError("invalidValue", `Attribute 'active' must be true or false, not '${"x".repeat(60)}…'.`),
    );
  });
});

describe("coerceValue of closed sets", () => {
  it.each<[string, unknown, unknown]>([
    ["accessMode", "read-write", "Read-Write"],
    ["accessMode", "NON-INTERACTIVE", "Non-interactive"],
    ["accessMode", 0, "Read-Write"],
    ["accessMode", 4, "Non-interactive"],
    ["accessMode", "1", "Administrative"],
    ["calType", 7, "Enterprise"],
    ["calType", "12", "Project Service"],
    ["userKind", "Person", "person"],
    ["administratorRoles", ["USERMANAGEMENT", "billing"], ["userManagement", "billing"]],
    ["usageLocation", "DE", "DE"],
  ])("reads %s %j as %j", (path, value, expected) => {
    expect(coerce(path, value)).toEqual(expected);
    expect(coerce(path, value, "strict")).toEqual(expected);
  });

  it.each<[string, unknown]>([
    ["accessMode", "Admin"],
    ["accessMode", "Support User"],
    ["accessMode", 3],
    ["accessMode", 5],
    ["accessMode", 6],
    ["accessMode", -1],
    ["calType", 13],
    ["userKind", "robot"],
    ["administratorRoles", ["root"]],
    ["usageLocation", "Germany"],
    ["applicationId", "42"],
  ])("refuses %s %j", (path, value) => {
    expect(codeOf(() => coerce(path, value))).toBe("invalidValue");
  });

  it("lists the allowed values in its message", () => {
    expect(() => coerce("accessMode", "Admin")).toThrow(
      /'Read-Write', 'Administrative', 'Read', 'Non-interactive'/,
    );
  });

  it("refuses a groupType outside security and team", () => {
    expect(coerce("groupType", "Team", "tolerant", groupSchema)).toBe("team");
    expect(codeOf(() => coerce("groupType", "club", "tolerant", groupSchema))).toBe("invalidValue");
  });

  it("takes any type where canonical values are suggestions [RFC 7643 §7]", () => {
    expect(coerce("emails", [{ value: "a@b", type: "Weekend" }], "strict")).toEqual([
      { value: "a@b", type: "Weekend" },
    ]);
  });
});

describe("coerceValue of complex attributes", () => {
  it("spells names canonically and puts them in the order of the schema", () => {
    expect(JSON.stringify(coerce("name", { FAMILYNAME: "B", givenname: "A" }, "strict"))).toBe(
      '{"familyName":"B","givenName":"A"}',
    );
  });

  it.each([{}, { givenName: null }, { givenName: "" }, null])(
    "takes %j for unassigned [RFC 7643 §2.5]",
    (value) => {
      expect(coerce("name", value)).toBeUndefined();
    },
  );

  it("drops unknown sub-attributes in tolerant mode and refuses them in strict mode", () => {
    expect(coerce("name", { givenName: "A", nope: 1 })).toEqual({ givenName: "A" });
    expect(codeOf(() => coerce("name", { nope: 1 }, "strict"))).toBe("invalidSyntax");
  });

  it("refuses two spellings of one sub-attribute", () => {
    expect(codeOf(() => coerce("name", { givenName: "A", GIVENNAME: "B" }))).toBe("invalidSyntax");
  });

  it("drops readOnly sub-attributes [RFC 7644 §3.3]", () => {
    expect(
      coerce("licenses", [{ skuPartNumber: "E5", status: "active", assignedAt: "junk" }], "strict"),
    ).toEqual([{ skuPartNumber: "E5" }]);
  });

  it.each<[unknown, unknown]>([
    ["a@b", [{ value: "a@b" }]],
    [
      ["a@b", { value: "c@d" }],
      [{ value: "a@b" }, { value: "c@d" }],
    ],
    [{ value: "a@b" }, [{ value: "a@b" }]],
    [[{ value: "a@b", primary: "True" }], [{ value: "a@b", primary: true }]],
    [["", null, {}], undefined],
  ])("reads e-mails given as %j in tolerant mode", (value, expected) => {
    expect(coerce("emails", value)).toEqual(expected);
  });

  it("refuses a bare string as e-mail in strict mode", () => {
    expect(codeOf(() => coerce("emails", ["a@b"], "strict"))).toBe("invalidValue");
  });

  it("refuses a bare string where no sub-attribute is called value", () => {
    expect(codeOf(() => coerce("addresses", ["1 Row"]))).toBe("invalidValue");
  });

  it("keeps the JSON text that Entra ID sends as a role", () => {
    const value = '{"id":"1","value":"25","displayName":"Role1234"}';
    expect(coerce("roles", [{ value }])).toEqual([{ value }]);
  });

  it("survives names that objects inherit", () => {
    const hostile: unknown = JSON.parse('{"__proto__": {"x": 1}, "constructor": 1, "givenName": "A"}');
    expect(coerce("name", hostile)).toEqual({ givenName: "A" });
  });
});

describe("coerceValue of references to resources", () => {
  const ref = "\u0000/Users/42";

  it.each<[unknown]>([
    ["42"],
    [42],
    [["42"]],
    [{ value: "42" }],
    [{ value: "42", $ref: "https://evil.example/Users/1", displayName: "X" }],
    [{ $ref: "https://scim.example/v2/Users/42" }],
    [{ $ref: "../Users/42/" }],
    [{ $ref: "/Users/42?x=/1#y" }],
    [[{ $ref: "http://x/Users/42", value: "42" }]],
    [{ value: "42", $ref: ref }],
  ])("reads the manager %j as its id, with our own $ref", (value) => {
    expect(coerce("manager", value)).toEqual({ value: "42", $ref: ref });
  });

  it.each<[unknown]>([
    [""],
    [null],
    [{ value: "" }],
    [[]],
    [{ displayName: "X" }],
    [{ $ref: null }],
    [{ $ref: "" }],
  ])("takes the manager %j for unassigned", (value) => {
    expect(coerce("manager", value)).toBeUndefined();
  });

  it("encodes the id in the $ref", () => {
    expect(coerce("manager", "a/b c")).toEqual({ value: "a/b c", $ref: "\u0000/Users/a%2Fb%20c" });
  });

  it("lets no U+0000 in by way of a $ref", () => {
    expect(codeOf(() => coerce("manager", { $ref: "/Users/a%00b" }))).toBe("invalidValue");
    expect(codeOf(() => coerce("manager", { $ref: "/Users/%zz" }))).toBe("invalidValue");
  });

  it("reads members without their $ref, which is added on read", () => {
    const value = [{ $ref: null, value: "1" }, "2", { $ref: "https://x/Users/3", type: "User" }];
    expect(coerce("members", value, "tolerant", groupSchema)).toEqual([
      { value: "1" },
      { value: "2" },
      { value: "3", type: "User" },
    ]);
  });

  it("refuses a member without an id", () => {
    expect(codeOf(() => coerce("members", [{ display: "X" }], "tolerant", groupSchema))).toBe("invalidValue");
  });
});

describe("coerceValue of several elements", () => {
  it("merges what is the same element in tolerant mode [RFC 7643 §2.4]", () => {
    const value = [
      { value: "a@b", type: "work" },
      { value: "A@B", type: "Work", display: "A", primary: true },
      { value: "a@b", type: "home" },
    ];
    expect(coerce("emails", value)).toEqual([
      { value: "a@b", type: "work", display: "A", primary: true },
      { value: "a@b", type: "home" },
    ]);
    expect(codeOf(() => coerce("emails", value, "strict"))).toBe("invalidValue");
  });

  it("keeps two values of one type", () => {
    const value = [
      { value: "a@b", type: "work" },
      { value: "c@d", type: "work" },
    ];
    expect(coerce("emails", value, "strict")).toEqual(value);
  });

  it("keeps one role in two instances", () => {
    const value = [
      { value: "Salesperson", instance: "a" },
      { value: "Salesperson", instance: "b" },
    ];
    expect(coerce("securityRoles", value, "strict")).toEqual(value);
  });

  it("keeps the first of several primary elements in tolerant mode [RFC 7643 §2.4]", () => {
    const value = [
      { value: "a", primary: false },
      { value: "b", primary: true },
      { value: "c", primary: true },
    ];
    expect(coerce("emails", value)).toEqual([
      { value: "a", primary: false },
      { value: "b", primary: true },
      { value: "c", primary: false },
    ]);
    expect(codeOf(() => coerce("emails", value, "strict"))).toBe("invalidValue");
  });

  it("merges 20,000 members in linear time", () => {
    const members = Array.from({ length: 20_000 }, (_, index) => ({ value: `user-${index % 10_000}` }));
    const started = performance.now();
    expect(coerce("members", members, "tolerant", groupSchema)).toHaveLength(10_000);
    expect(performance.now() - started).toBeLessThan(2000);
  });
});

describe("coerceValue", () => {
  const attributes = [
    ...userSchema.attributes.values(),
    ...userSchema.extensions.flatMap((extension) => [...extension.schema.attributes.values()]),
  ];
  const names = ["value", "type", "primary", "display", "givenName", "skuId", "$ref", "instance", "VALUE"];
  const leaf = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.constantFrom("", "true", "1", "work", "a@b"),
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
  );
  const object = fc.dictionary(fc.constantFrom(...names), leaf, { maxKeys: 4 });
  const anyValue = fc.oneof(leaf, object, fc.array(fc.oneof(leaf, object), { maxLength: 4 }));

  it("changes nothing in what it has coerced, and refuses with an AppError or not at all", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...attributes),
        anyValue,
        fc.constantFrom<Mode>("tolerant", "strict"),
        (attribute, value, mode) => {
          const once = attempt(() => coerceValue(attribute, value, behaviorOf(mode)));
          expect(attempt(() => coerceValue(attribute, once, behaviorOf(mode)))).toEqual(once);
        },
      ),
      { numRuns: runs(300, 2000) },
    );
  });
});
