import type { AnyResourceSchema, Attribute, Schema } from "./model.js";

/** The attribute that a path names in one resource type. */
export interface ResolvedPath {
  /** The attribute at the top of the resource or of the extension. */
  readonly attribute: Attribute;
  /** The sub-attribute, when the path names one. */
  readonly subAttribute: Attribute | undefined;
  /** The extension that defines the attribute; undefined for core and common attributes. */
  readonly extension: Schema | undefined;
}

/**
 * Resolves an attribute path, in any case: `userName`, `name.givenName`,
 * `urn:ietf:params:scim:schemas:core:2.0:User:name.givenName`, `urn:…:enterprise:2.0:User:manager.value`. An extension
 * attribute is found without its URN when neither the core schema nor a second extension has an attribute of that name,
 * because Entra ID sends the path `manager`. Returns undefined for an unknown path. RFC 7644 §3.10.
 */
export function resolveAttributePath(schema: AnyResourceSchema, path: string): ResolvedPath | undefined {
  const key = path.toLowerCase();
  if (!key.startsWith("urn:")) return resolveUnqualified(schema, key);
  const owner = findSchemaOfPath(schema, key);
  if (owner === undefined) return undefined;
  const rest = key.slice(owner.id.length + 1);
  return owner === schema.core
    ? resolveIn(schema.attributes, rest, undefined)
    : resolveIn(owner.attributes, rest, owner);
}

/** Returns the core or extension schema with this URN, in any case. RFC 7644 §3.10. */
export function resolveSchemaUrn(schema: AnyResourceSchema, text: string): Schema | undefined {
  const key = text.toLowerCase();
  return allSchemas(schema).find((candidate) => candidate.id.toLowerCase() === key);
}

function resolveUnqualified(schema: AnyResourceSchema, key: string): ResolvedPath | undefined {
  const inCore = resolveIn(schema.attributes, key, undefined);
  if (inCore !== undefined) return inCore;
  const name = key.split(".", 1)[0] ?? key;
  if (schema.attributes.has(name)) return undefined;
  const owners = schema.extensions.filter((extension) => extension.schema.attributes.has(name));
  const [owner, second] = owners;
  return owner === undefined || second !== undefined
    ? undefined
    : resolveIn(owner.schema.attributes, key, owner.schema);
}

// URNs contain dots and colons (`2.0`), and one may be a prefix of another: the longest known one wins.
function findSchemaOfPath(schema: AnyResourceSchema, key: string): Schema | undefined {
  return allSchemas(schema)
    .filter((candidate) => key.startsWith(`${candidate.id.toLowerCase()}:`))
    .reduce<Schema | undefined>(
      (longest, candidate) =>
        longest === undefined || candidate.id.length > longest.id.length ? candidate : longest,
      undefined,
    );
}

function resolveIn(
  attributes: ReadonlyMap<string, Attribute>,
  key: string,
  extension: Schema | undefined,
): ResolvedPath | undefined {
  const dot = key.indexOf(".");
  const attribute = attributes.get(dot === -1 ? key : key.slice(0, dot));
  if (attribute === undefined) return undefined;
  if (dot === -1) return { attribute, subAttribute: undefined, extension };
  const subAttribute = attribute.subAttributes.get(key.slice(dot + 1));
  return subAttribute === undefined ? undefined : { attribute, subAttribute, extension };
}

function allSchemas(schema: AnyResourceSchema): Schema[] {
  return [schema.core, ...schema.extensions.map((extension) => extension.schema)];
}
