import { AppError } from "../errors.js";
import type { Extension } from "./extension-file.js";
import type { Attribute, ResourceSchema, ResourceSchemas } from "./model.js";
import { quote } from "./quote.js";
import { builtInSchemas } from "./resource-schemas.js";

/** Returns true for an attribute that may be stored but is not shown by default. */
function isHidden(attribute: Attribute): boolean {
  return attribute.returned === "request" || attribute.returned === "never";
}

function withExtension(resourceSchema: ResourceSchema, { schema, required }: Extension): ResourceSchema {
  return {
    ...resourceSchema,
    extensions: [...resourceSchema.extensions, { schema, required }],
    hidesByDefault:
      resourceSchema.hidesByDefault ||
      [...schema.attributes.values()].some(
        (attribute) => isHidden(attribute) || [...attribute.subAttributes.values()].some(isHidden),
      ),
  };
}

/**
 * Returns the resource types of a tenant that has declared extensions.
 * @throws AppError `uniqueness` when two of them, or one and a built-in schema, have the same URN
 */
export function withExtensions(extensions: readonly Extension[]): ResourceSchemas {
  const { User, Group } = builtInSchemas;
  const known = new Set(
    [User, Group].flatMap(({ core, extensions: builtIn }) =>
      [core, ...builtIn.map((extension) => extension.schema)].map(({ id }) => id.toLowerCase()),
    ),
  );
  for (const { schema } of extensions) {
    const id = schema.id.toLowerCase();
    if (known.has(id)) throw new AppError("uniqueness", `There is a schema ${quote(schema.id)} already`);
    known.add(id);
  }
  const of = (base: ResourceSchema): ResourceSchema =>
    extensions.filter(({ resourceType }) => resourceType === base.name).reduce(withExtension, base);
  return { User: of(User), Group: of(Group) };
}
