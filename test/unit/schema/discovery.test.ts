import { userDefinition } from "../../../src/schema/definitions/user.js";
import { describeResourceTypes, describeSchemas } from "../../../src/schema/discovery.js";
import { groupSchema, userSchema } from "../../../src/schema/resource-schemas.js";

const BASE = "https://scim.example.com/scim/v2";
const CORE = "urn:ietf:params:scim:schemas:core:2.0:User";
const ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
const CRM = "urn:ietf:params:scim:schemas:extension:crm:2.0:User";

interface Described {
  name: string;
  type: string;
  subAttributes?: Described[];
  [characteristic: string]: unknown;
}

function attributesOf(schema: Record<string, unknown> | undefined): Described[] {
  const top = schema?.["attributes"] as Described[];
  return top.flatMap((attribute) => [attribute, ...(attribute.subAttributes ?? [])]);
}

/** Schemas of the discovery endpoints themselves. RFC 7643 §8.7.2 */
const SERVICE = ["ServiceProviderConfig", "ResourceType", "Schema"].map(
  (name) => `urn:ietf:params:scim:schemas:core:2.0:${name}`,
);

describe("describeSchemas", () => {
  const schemas = describeSchemas([userSchema, groupSchema], BASE);

  it("lists each schema once, in the form of a Schema resource [RFC 7643 §7]", () => {
    expect(schemas.map((schema) => schema["id"])).toEqual([
      CORE,
      ENTERPRISE,
      CRM,
      "urn:ietf:params:scim:schemas:core:2.0:Group",
      "urn:ietf:params:scim:schemas:extension:crm:2.0:Group",
      ...SERVICE,
    ]);
    expect(schemas[0]).toMatchObject({
      schemas: ["urn:ietf:params:scim:schemas:core:2.0:Schema"],
      name: "User",
      meta: { resourceType: "Schema", location: `${BASE}/Schemas/${CORE}` },
    });
    expect(describeSchemas([userSchema, userSchema], BASE)).toHaveLength(3 + SERVICE.length);
  });

  it("spells out every characteristic and holds no null", () => {
    expect(JSON.stringify(schemas)).not.toContain("null");
    for (const attribute of schemas.flatMap(attributesOf)) {
      expect(attribute).toMatchObject({
        name: expect.any(String),
        type: expect.any(String),
        multiValued: expect.any(Boolean),
        description: expect.any(String),
        required: expect.any(Boolean),
        caseExact: expect.any(Boolean),
        mutability: expect.stringMatching(/^(readOnly|readWrite|immutable|writeOnly)$/),
        returned: expect.stringMatching(/^(always|never|default|request)$/),
        uniqueness: expect.stringMatching(/^(none|server|global)$/),
      });
    }
  });

  it("gives complex attributes sub-attributes, references their types", () => {
    for (const attribute of schemas.flatMap(attributesOf)) {
      expect("subAttributes" in attribute).toBe(attribute.type === "complex");
      expect("referenceTypes" in attribute).toBe(attribute.type === "reference");
    }
  });

  it("does not list the common attributes [RFC 7643 §3.1]", () => {
    const ofResources = schemas.filter((schema) => !SERVICE.includes(String(schema["id"])));
    const names = ofResources.flatMap((schema) =>
      (schema["attributes"] as Described[]).map(({ name }) => name),
    );
    for (const common of ["id", "externalId", "meta", "schemas"]) expect(names).not.toContain(common);
  });

  it("says what scimmy's own description of the User schema says", () => {
    const theirs = JSON.parse(JSON.stringify(userDefinition.describe(`${BASE}/Schemas`))) as Record<
      string,
      unknown
    >;
    const ours = attributesOf(schemas[0]);
    for (const attribute of attributesOf(theirs)) {
      const { subAttributes: _, canonicalValues, ...characteristics } = attribute;
      expect(ours).toContainEqual(expect.objectContaining(characteristics));
      expect(canonicalValues).not.toEqual([]);
    }
    expect(ours).toHaveLength(attributesOf(theirs).length);
  });

  it("suggests types that flattened names can be made of", () => {
    const emails = attributesOf(schemas[0]).find(({ name }) => name === "emails");
    expect(emails?.subAttributes?.find(({ name }) => name === "type")).toMatchObject({
      canonicalValues: ["work", "home", "other"],
    });
  });
});

describe("describeResourceTypes", () => {
  it("gives the resource types in the form of RFC 7643 §6", () => {
    expect(describeResourceTypes([userSchema, { ...groupSchema, extensions: [] }], BASE)).toEqual([
      {
        schemas: ["urn:ietf:params:scim:schemas:core:2.0:ResourceType"],
        id: "User",
        name: "User",
        endpoint: "/Users",
        description: "User Account",
        schema: CORE,
        schemaExtensions: [
          { schema: ENTERPRISE, required: false },
          { schema: CRM, required: false },
        ],
        meta: { resourceType: "ResourceType", location: `${BASE}/ResourceTypes/User` },
      },
      {
        schemas: ["urn:ietf:params:scim:schemas:core:2.0:ResourceType"],
        id: "Group",
        name: "Group",
        endpoint: "/Groups",
        description: "Group",
        schema: "urn:ietf:params:scim:schemas:core:2.0:Group",
        schemaExtensions: [],
        meta: { resourceType: "ResourceType", location: `${BASE}/ResourceTypes/Group` },
      },
    ]);
  });
});
