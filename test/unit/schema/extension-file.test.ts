import { parseExtension } from "../../../src/schema/extension-file.js";
import type { Schema } from "../../../src/schema/model.js";
import { checkTightening } from "../../../src/schema/tightening.js";

const URN = "urn:example:params:scim:contoso:2.0:User";

function declaration(...attributes: object[]): unknown {
  return { resourceType: "User", schema: { id: URN, name: "Contoso", attributes } };
}

function schemaOf(...attributes: object[]): Schema {
  return parseExtension(declaration(...attributes)).schema;
}

describe("parseExtension", () => {
  it("compiles the attributes with their characteristics [RFC 7643 §7]", () => {
    const { schema, required, resourceType } = parseExtension(
      declaration(
        { name: "code", type: "string", caseExact: true, mutability: "immutable", returned: "request" },
        {
          name: "badges",
          type: "complex",
          multiValued: true,
          subAttributes: [{ name: "value", type: "integer", required: true }],
        },
      ),
    );

    expect({ resourceType, required, id: schema.id }).toEqual({
      resourceType: "User",
      required: false,
      id: URN,
    });
    expect(schema.attributes.get("code")).toMatchObject({
      path: `${URN}:code`,
      caseExact: true,
      mutability: "immutable",
      returned: "request",
      closed: false,
    });
    expect(schema.attributes.get("badges")?.subAttributes.get("value")).toMatchObject({
      type: "integer",
      required: true,
    });
  });

  it("takes every characteristic with every type", () => {
    const types = ["string", "boolean", "decimal", "integer", "dateTime", "binary", "reference", "complex"];
    const characteristics: object[] = [
      {},
      { multiValued: true },
      { required: true },
      { caseExact: true },
      { caseExact: false },
      { mutability: "immutable" },
      { mutability: "writeOnly", returned: "never" },
      { mutability: "readOnly" },
      { returned: "always" },
      { returned: "request" },
      { uniqueness: "none" },
      { canonicalValues: ["a"] },
    ];
    for (const type of types) {
      for (const given of characteristics) {
        const parts = type === "complex" ? { subAttributes: [{ name: "value", type: "reference" }] } : {};
        const attribute = schemaOf({ name: "a", type, ...given, ...parts }).attributes.get("a");

        expect(attribute).toMatchObject({ type, ...(type !== "binary" && given) });
      }
    }
  });

  it("lets a reference without types name anything", () => {
    expect(schemaOf({ name: "link", type: "reference" }).attributes.get("link")?.referenceTypes).toEqual([
      "uri",
    ]);
  });

  it("takes a tenant's canonical values for all there are", () => {
    expect(
      schemaOf({ name: "level", type: "string", canonicalValues: ["a"] }).attributes.get("level"),
    ).toMatchObject({
      closed: true,
      canonicalValues: ["a"],
    });
  });

  it.each([
    ["no object", [], "The declaration must be a JSON object"],
    ["an unknown member", { resourceType: "User", scheme: {} }, "'scheme'"],
    ["no schema", { resourceType: "User" }, "schema must be a JSON object"],
    [
      "another resource type",
      { ...(declaration({ name: "a", type: "string" }) as object), resourceType: "Device" },
      "resourceType must be one of User, Group",
    ],
    [
      "no URN",
      { resourceType: "User", schema: { id: "contoso", attributes: [] } },
      "schema.id 'contoso' is not a URN",
    ],
    ["no attributes", declaration(), "schema.attributes must be a list"],
    ["a bad name", declaration({ name: "1st", type: "string" }), "schema.attributes[0].name '1st'"],
    ["a bad type", declaration({ name: "a", type: "text" }), "schema.attributes[0].type must be one of"],
    [
      "a name twice",
      declaration({ name: "a", type: "string" }, { name: "A", type: "string" }),
      "names 'a' twice",
    ],
    [
      "complex inside complex",
      declaration({
        name: "a",
        type: "complex",
        subAttributes: [{ name: "b", type: "complex", subAttributes: [] }],
      }),
      "schema.attributes[0].subAttributes[0].type must not be complex",
    ],
    [
      "sub-attributes of a text",
      declaration({ name: "a", type: "string", subAttributes: [] }),
      "subAttributes",
    ],
    [
      "a uniqueness that is not enforced",
      declaration({ name: "a", type: "string", uniqueness: "server" }),
      "uniqueness must be one of none",
    ],
    [
      "a number for a flag",
      declaration({ name: "a", type: "string", required: 1 }),
      "required must be true or false",
    ],
  ])("refuses %s and names the place", (_, document, message) => {
    expect(() => parseExtension(document)).toThrow(
      expect.objectContaining({ code: "invalidValue", message: expect.stringContaining(message) }),
    );
  });
});

describe("checkTightening", () => {
  const before = schemaOf(
    { name: "a", type: "string", canonicalValues: ["x", "y"] },
    { name: "b", type: "complex", subAttributes: [{ name: "c", type: "string", required: true }] },
    { name: "d", type: "string", mutability: "immutable", returned: "request" },
  );
  const [a, b, d] = [
    { name: "a", type: "string", canonicalValues: ["x"] },
    { name: "b", type: "complex", subAttributes: [{ name: "c", type: "string", required: true }] },
    { name: "d", type: "string", mutability: "immutable", returned: "never" },
  ];

  it("lets a schema grow and be tightened", () => {
    expect(() => checkTightening(before, schemaOf(a, b, d, { name: "e", type: "boolean" }))).not.toThrow();
  });

  it.each([
    ["an attribute less", [a, b], ":d' is left out"],
    ["another type", [{ ...a, type: "integer", canonicalValues: undefined }, b, d], "has another type"],
    ["more values", [{ ...a, canonicalValues: ["x", "z"] }, b, d], "values that it refused before"],
    ["any value", [{ name: "a", type: "string" }, b, d], "values that it refused before"],
    [
      "a sub-attribute no longer required",
      [a, { ...b, subAttributes: [{ name: "c", type: "string" }] }, d],
      "no longer required",
    ],
    ["free changes", [a, b, { ...d, mutability: "readWrite" }], "changed more freely"],
    ["what was hidden", [a, b, { ...d, returned: "default" }], "shown more than before"],
    ["another comparison", [{ ...a, caseExact: true }, b, d], "compares case"],
  ])("refuses %s", (_, attributes, message) => {
    expect(() => checkTightening(before, schemaOf(...attributes))).toThrow(
      expect.objectContaining({ code: "conflict", message: expect.stringContaining(message) }),
    );
  });
});
