import { type Static, type TObject, type TProperties, type TUnsafe, Type } from "@sinclair/typebox";
import { isJsonObject } from "../schema/coerce-value.js";
import { CRM_USER_URN } from "../schema/definitions/crm-user.js";
import type { Attribute, ResourceSchema } from "../schema/model.js";
import { groupSchema, userSchema } from "../schema/resource-schemas.js";
import { refersTo } from "./documented-as.js";
import { type JsonSchema, jsonValue, openObject } from "./json-schema.js";
import type { GroupView, UserView } from "./views.js";

const TYPES = {
  string: { type: "string" },
  boolean: { type: "boolean" },
  decimal: { type: "number" },
  integer: { type: "integer" },
  dateTime: { type: "string", format: "date-time" },
  binary: {
    type: "string",
    contentEncoding: "base64",
    pattern: "^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$",
  },
  reference: { type: "string" },
} as const;

/** Attributes that refer to existing things: schemas, and licenses and roles in the form of some providers. */
const REFERENCES: Readonly<Record<string, string>> = {
  schemas: "schema of the type",
  members: "user or group",
  entitlements: "SKU",
  roles: "security role",
};

/** Schemas by the name of the property. */
type Properties = Readonly<Record<string, JsonSchema>>;

/** The schema of a user in answers: a SCIM User; a tenant may have extensions of its own. */
export const userJson = Type.Unsafe<Pick<UserView, "id" | "userName">>(
  resourceJson(userSchema, "User", ["userName"]),
);

/** The schema of a group in answers: a SCIM Group with the number of its members. */
export const groupJson = Type.Unsafe<Pick<GroupView, "id" | "displayName" | "memberCount">>(
  withoutMembers(resourceJson(groupSchema, "Group", ["displayName"])),
);

/** The schema of an own address to mail to. */
export const ownAddress: JsonSchema = {
  type: "array",
  minItems: 1,
  items: {
    type: "object",
    required: ["value"],
    properties: { value: { type: "string", format: "email" }, type: { enum: ["work", "home", "other"] } },
  },
};

/** The schema of a user's licenses in its CRM extension. */
export const licensesOfUserJson: JsonSchema = licensesJson();

/** The writable attributes of a user by name, extensions under their URN. */
export const userInputProperties = inputOf(userSchema);

/** The same for a change: null clears. */
export const userMergeProperties = orNull(userInputProperties, ["userName", "schemas"]);

/** The writable attributes of a group by name, extensions under their URN. */
export const groupInputProperties = inputOf(groupSchema);

/** The same for a change, which moves no members: null clears. */
export const groupMergeProperties = orNull(withoutName(groupInputProperties, "members"), [
  "displayName",
  "schemas",
]);

/** The schema of a user in requests; the schemas of the tenant check it. */
export const userInput = openObject({
  description:
    "Attributes of a SCIM User (RFC 7643 §4.1) as in the schema User, extensions under their URN; names that no schema of the tenant has are refused.",
});

/** The schema of a group in requests. */
export const groupInput = openObject({
  description: "Attributes of a SCIM Group (RFC 7643 §4.2) as in the schema Group.",
});

/** The schema of the request to hand over a user or a group. */
export const adoption = Type.Object({
  connection: Type.String({ description: "The connection's name." }),
  externalId: Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: 1024,
      description:
        "The provider's id of it. Without one, a provider that knows its resources by externalId may delete it.",
    }),
  ),
});

function resourceJson(schema: ResourceSchema, title: string, required: readonly string[]): JsonSchema {
  const extensions = schema.extensions.map(({ schema: { id, description, attributes } }) => [
    id,
    { type: "object", description, properties: propertiesOf(attributes) },
  ]);
  return {
    title,
    type: "object",
    required: ["schemas", "id", "meta", ...required],
    properties: { ...propertiesOf(schema.attributes), ...Object.fromEntries(extensions) },
    // A tenant may have extensions of its own.
    additionalProperties: jsonValue,
  };
}

/** Returns the schema of an object with further required properties. */
export function withProperties<One, Added extends TProperties>(
  one: TUnsafe<One>,
  title: string,
  added: Added,
): TUnsafe<One & Static<TObject<Added>>> {
  return Type.Unsafe({
    ...one,
    title,
    required: [...one["required"], ...Object.keys(added)],
    properties: { ...one["properties"], ...added },
  });
}

/** Returns the schema of an object with further properties that may be absent. */
export function withOptional<One, Added extends TProperties>(
  one: TUnsafe<One>,
  title: string,
  added: Added,
): TUnsafe<One & Partial<Static<TObject<Added>>>> {
  return Type.Unsafe({ ...one, title, properties: { ...one["properties"], ...added } });
}

function withoutMembers(group: JsonSchema): JsonSchema {
  const { members: _, ...properties } = group["properties"] as Record<string, JsonSchema>;
  const memberCount = { type: "integer", minimum: 0, description: "How many members it has." };
  return {
    ...group,
    required: [...(group["required"] as string[]), "memberCount"],
    properties: { ...properties, memberCount },
  };
}

function propertiesOf(attributes: ReadonlyMap<string, Attribute>): Record<string, JsonSchema> {
  const shown = [...attributes.values()].filter(({ returned }) => returned !== "never");
  return Object.fromEntries(shown.map((attribute) => [attribute.name, jsonOf(attribute)]));
}

function licensesJson(): JsonSchema {
  const crm = userSchema.extensions.find(({ schema }) => schema.id === CRM_USER_URN);
  const { licenses = {} } = propertiesOf(crm?.schema.attributes ?? new Map());
  return licenses;
}

function inputOf({ attributes, extensions }: ResourceSchema): Properties {
  const added = extensions.map(({ schema: { id, description, attributes: more } }) => {
    const json = { type: "object", description, properties: writableOf(more) };
    return [id, refersTo("what its attributes name", json)];
  });
  return { ...writableOf(attributes), ...Object.fromEntries(added) };
}

/** Lets all properties be null, except those that cannot be cleared. */
function orNull(properties: Properties, never: readonly string[]): Properties {
  return Object.fromEntries(
    Object.entries(properties).map(([name, json]) => [name, never.includes(name) ? json : withNull(json)]),
  );
}

function withNull(json: JsonSchema): JsonSchema {
  const { type, enum: values, properties } = json;
  return {
    ...json,
    type: [type, "null"],
    ...(Array.isArray(values) && { enum: [...values, null] }),
    ...(isJsonObject(properties) && { properties: orNull(properties as Properties, []) }),
  };
}

function withoutName({ ...properties }: Record<string, JsonSchema>, name: string): Properties {
  delete properties[name];
  return properties;
}

function writableOf(attributes: ReadonlyMap<string, Attribute>): Properties {
  const writable = [...attributes.values()].filter(({ mutability }) => mutability !== "readOnly");
  return Object.fromEntries(
    writable.map((attribute) => {
      const what = REFERENCES[attribute.name];
      return [attribute.name, what === undefined ? writtenAs(attribute) : refersTo(what, jsonOf(attribute))];
    }),
  );
}

/** Requires required texts to be non-empty. */
function writtenAs(attribute: Attribute): JsonSchema {
  const json = jsonOf(attribute);
  return attribute.required && attribute.type === "string" ? { ...json, minLength: 1, pattern: "\\S" } : json;
}

function jsonOf(attribute: Attribute): JsonSchema {
  const { type, multiValued, description, closed, canonicalValues, subAttributes } = attribute;
  const one: JsonSchema =
    type === "complex"
      ? { type: "object", properties: propertiesOf(subAttributes) }
      : { ...TYPES[type], ...(closed && canonicalValues && { enum: canonicalValues }) };
  return multiValued ? { type: "array", description, items: one } : { ...one, description };
}
