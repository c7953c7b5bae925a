import type { Attribute, ResourceSchema } from "../../../src/schema/model.js";
import { groupSchema, userSchema } from "../../../src/schema/resource-schemas.js";

const CRM_KEY = "urn:ietf:params:scim:schemas:extension:crm:2.0:user";

function allAttributes(schema: ResourceSchema): Attribute[] {
  const top = [
    ...schema.attributes.values(),
    ...schema.extensions.flatMap((extension) => [...extension.schema.attributes.values()]),
  ];
  return top.flatMap((attribute) => [attribute, ...attribute.subAttributes.values()]);
}

function find(schema: ResourceSchema, key: string): Attribute {
  const attribute = allAttributes(schema).find((candidate) => candidate.key === key);
  if (attribute === undefined) throw new Error(`no attribute ${key}`);
  return attribute;
}

describe("the compiled schemas", () => {
  it("have one key per attribute, in lower case, under which it is looked up", () => {
    for (const schema of [userSchema, groupSchema]) {
      const keys = allAttributes(schema).map((attribute) => attribute.key);
      expect(new Set(keys).size).toBe(keys.length);
      for (const attribute of allAttributes(schema)) expect(attribute.key).toBe(attribute.path.toLowerCase());
      for (const [name, attribute] of schema.attributes) expect(name).toBe(attribute.name.toLowerCase());
    }
  });

  it.each<[string, Partial<Attribute>]>([
    ["id", { mutability: "readOnly", returned: "always", caseExact: true, uniqueness: "global" }],
    ["externalid", { mutability: "readWrite", returned: "default", caseExact: true }],
    ["schemas", { required: true, multiValued: true, returned: "always" }],
    ["meta", { mutability: "readOnly", returned: "default", type: "complex" }],
    ["meta.version", { mutability: "readOnly", caseExact: true }],
    ["meta.created", { type: "dateTime" }],
  ])("give %s the characteristics of a common attribute [RFC 7643 §3.1]", (key, characteristics) => {
    expect(find(userSchema, key)).toMatchObject(characteristics);
    expect(find(groupSchema, key)).toMatchObject(characteristics);
  });

  it.each<[string, Partial<Attribute>]>([
    ["username", { required: true, uniqueness: "server", caseExact: false }],
    ["password", { mutability: "writeOnly", returned: "never" }],
    ["groups", { mutability: "readOnly", multiValued: true }],
    ["groups.value", { mutability: "readOnly" }],
    ["emails.type", { canonicalValues: ["work", "home", "other"], closed: false }],
    [
      "ims.type",
      { canonicalValues: ["aim", "gtalk", "icq", "xmpp", "msn", "skype", "qq", "yahoo"], closed: false },
    ],
    ["roles.type", { canonicalValues: undefined, closed: false }],
    ["entitlements.type", { canonicalValues: undefined }],
    ["x509certificates.type", { canonicalValues: undefined }],
    ["x509certificates.value", { type: "binary" }],
    ["profileurl", { type: "reference", referenceTypes: ["external"] }],
    ["active", { type: "boolean" }],
    [`${CRM_KEY.replace("crm", "enterprise")}:manager.displayname`, { mutability: "readOnly" }],
    [`${CRM_KEY}:accessmode`, { closed: true }],
    [`${CRM_KEY}:userkind`, { closed: true, mutability: "immutable" }],
    [`${CRM_KEY}:administratorroles`, { closed: true, multiValued: true }],
    [`${CRM_KEY}:licenses.status`, { mutability: "readOnly" }],
    [`${CRM_KEY}:instances`, { mutability: "readOnly", returned: "request" }],
    [`${CRM_KEY}:temporarypassword`, { mutability: "writeOnly", returned: "never" }],
    [`${CRM_KEY}:invitation`, { mutability: "readOnly" }],
  ])("give %s of a User what RFC 7643 §8.7.1 and the CRM need", (key, characteristics) => {
    expect(find(userSchema, key)).toMatchObject(characteristics);
  });

  it.each<[string, Partial<Attribute>]>([
    ["displayname", { required: true }],
    ["members", { mutability: "readWrite", multiValued: true }],
    ["members.value", { mutability: "immutable" }],
    ["members.$ref", { mutability: "immutable", referenceTypes: ["User", "Group"] }],
    ["members.type", { mutability: "immutable", canonicalValues: ["User", "Group"] }],
    [
      "urn:ietf:params:scim:schemas:extension:crm:2.0:group:grouptype",
      { closed: true, mutability: "immutable" },
    ],
  ])("give %s of a Group what RFC 7643 §4.2 and the CRM need", (key, characteristics) => {
    expect(find(groupSchema, key)).toMatchObject(characteristics);
  });

  it("describe every attribute", () => {
    for (const schema of [userSchema, groupSchema]) {
      for (const attribute of allAttributes(schema)) expect(attribute.description).not.toBe("");
    }
  });
});
