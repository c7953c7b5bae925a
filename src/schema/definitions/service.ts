import { type AttributeDefinition, complex, schema, simple } from "./build.js";

const READ_ONLY = { mutable: "readOnly" };
const REQUIRED = { mutable: "readOnly", required: true };
const REQUIRED_EXACT = { ...REQUIRED, caseExact: true };

const supported = simple("boolean", "supported", "Whether the service provider supports it.", REQUIRED);

function integer(name: string, description: string): AttributeDefinition {
  return simple("integer", name, description, REQUIRED);
}

function feature(
  name: string,
  description: string,
  more: AttributeDefinition[] = [],
  characteristics: object = REQUIRED,
): AttributeDefinition {
  return complex(name, description, characteristics, [supported, ...more]);
}

function link(name: string, description: string): AttributeDefinition {
  return simple("reference", name, description, { ...READ_ONLY, referenceTypes: ["external"] });
}

/**
 * The features of the service provider. RFC 7643 §5 and §8.7.2, RFC 9865 §3; `etag`, `type` and `primary` appear in §5
 * only.
 */
export const serviceProviderConfigDefinition = schema(
  "ServiceProviderConfig",
  "urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig",
  "Schema for representing the service provider's configuration",
  [
    link("documentationUri", "Documentation of the service provider for people."),
    feature("patch", "PATCH, which changes parts of a resource."),
    feature("bulk", "Many operations in one request.", [
      integer("maxOperations", "Maximum number of operations in one request."),
      integer("maxPayloadSize", "Maximum size of a request in bytes."),
    ]),
    feature("filter", "Filters.", [integer("maxResults", "Maximum number of resources in one response.")]),
    feature("changePassword", "Changes of passwords."),
    feature("sort", "Sorted lists."),
    feature("etag", "Versions of resources."),
    complex("pagination", "How lists are paged.", READ_ONLY, [
      simple("boolean", "cursor", "Whether lists are paged by cursor.", REQUIRED),
      simple("boolean", "index", "Whether lists are paged by index.", REQUIRED),
      simple("string", "defaultPaginationMethod", "The method used when a request names neither.", {
        ...READ_ONLY,
        canonicalValues: ["cursor", "index"],
      }),
      simple(
        "integer",
        "defaultPageSize",
        "Number of resources on a page when a request has no count.",
        READ_ONLY,
      ),
      simple("integer", "maxPageSize", "Maximum number of resources on a page.", READ_ONLY),
      simple("integer", "cursorTimeout", "Number of seconds for which a cursor is valid.", READ_ONLY),
    ]),
    complex(
      "authenticationSchemes",
      "Methods by which clients authenticate.",
      { ...REQUIRED, multiValued: true },
      [
        simple("string", "type", "The kind of the scheme.", {
          ...REQUIRED,
          canonicalValues: ["oauth", "oauth2", "oauthbearertoken", "httpbasic", "httpdigest"],
        }),
        simple("string", "name", "Name of the scheme.", REQUIRED),
        simple("string", "description", "Description of the scheme.", REQUIRED),
        link("specUri", "Specification of the scheme."),
        link("documentationUri", "Documentation of the scheme for people."),
        simple("boolean", "primary", "Whether it is the preferred scheme.", READ_ONLY),
      ],
    ),
  ],
);

/** A resource type. RFC 7643 §6 and §8.7.2. */
export const resourceTypeDefinition = schema(
  "ResourceType",
  "urn:ietf:params:scim:schemas:core:2.0:ResourceType",
  "Schema for representing a type of resources",
  [
    simple("string", "id", "Identifier of the resource type; the same as its name.", READ_ONLY),
    simple("string", "name", "Name of the resource type.", REQUIRED),
    simple("string", "description", "Description of the resources.", READ_ONLY),
    simple("reference", "endpoint", "Path of the resources below the base URL.", {
      ...REQUIRED,
      referenceTypes: ["uri"],
    }),
    simple("reference", "schema", "URN of the resource type's core schema.", {
      ...REQUIRED_EXACT,
      referenceTypes: ["uri"],
    }),
    complex("schemaExtensions", "Extensions of the resource type.", { ...REQUIRED, multiValued: true }, [
      simple("reference", "schema", "URN of the extension.", { ...REQUIRED_EXACT, referenceTypes: ["uri"] }),
      simple("boolean", "required", "Whether every resource has it.", REQUIRED),
    ]),
  ],
);

function attributeParts(): AttributeDefinition[] {
  const list = { ...READ_ONLY, multiValued: true, caseExact: true };
  const words = (name: string, description: string, canonicalValues: string[]): AttributeDefinition =>
    simple("string", name, description, { ...READ_ONLY, caseExact: true, canonicalValues });
  return [
    simple("string", "name", "Name of the attribute.", REQUIRED_EXACT),
    simple("string", "type", "Type of its values.", {
      ...REQUIRED,
      canonicalValues: [
        "string",
        "complex",
        "boolean",
        "decimal",
        "integer",
        "dateTime",
        "reference",
        "binary",
      ],
    }),
    simple("boolean", "multiValued", "Whether it may have several values.", REQUIRED),
    simple("string", "description", "Description of the attribute.", READ_ONLY),
    simple("boolean", "required", "Whether it must have a value.", READ_ONLY),
    simple("string", "canonicalValues", "Values that are suggested.", list),
    simple("boolean", "caseExact", "Whether case counts in comparisons.", READ_ONLY),
    words("mutability", "Whether it can be changed.", ["readOnly", "readWrite", "immutable", "writeOnly"]),
    words("returned", "When it is returned.", ["always", "never", "default", "request"]),
    words("uniqueness", "How widely its values are unique.", ["none", "server", "global"]),
    simple("string", "referenceTypes", "Resource types that a reference may refer to.", list),
  ];
}

/** A schema. RFC 7643 §7 and §8.7.2. */
export const schemaDefinition = schema(
  "Schema",
  "urn:ietf:params:scim:schemas:core:2.0:Schema",
  "Schema for representing schemas",
  [
    simple("string", "id", "URN of the schema.", REQUIRED_EXACT),
    simple("string", "name", "Name of the schema.", REQUIRED),
    simple("string", "description", "Description of the schema.", READ_ONLY),
    complex("attributes", "Attributes of the schema.", { ...REQUIRED, multiValued: true }, [
      ...attributeParts(),
      complex(
        "subAttributes",
        "Attributes of a complex attribute.",
        { ...READ_ONLY, multiValued: true },
        attributeParts(),
      ),
    ]),
  ],
);
