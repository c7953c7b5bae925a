import type { Attribute, ResourceSchema, ResourceSchemas } from "./model.js";

/** The text that replaces a secret. */
const MASK = "[secret]";

/** Names that are in none of our schemas and hold secrets wherever they occur. */
const KNOWN_SECRETS = [
  "token",
  "secret",
  "authorization",
  "access_token",
  "client_secret",
  "client_assertion",
];

/** Members whose strings may contain an attribute's name together with its value. */
const EXPRESSIONS: ReadonlySet<string> = new Set(["path", "filter", "detail"]);

/** Values nested deeper are left out; no resource is that deep. */
const MAX_DEPTH = 20;

const secretNamesCache = new WeakMap<ResourceSchemas, ReadonlySet<string>>();

/**
 * Returns the lower-case names of the attributes whose values nobody may read: returned "never", or writeOnly. RFC 7643
 * §7.
 */
export function secretNames(schemas: ResourceSchemas): ReadonlySet<string> {
  const known = secretNamesCache.get(schemas);
  if (known !== undefined) return known;
  const names = new Set([...KNOWN_SECRETS, ...[schemas.User, schemas.Group].flatMap(secretsOf)]);
  secretNamesCache.set(schemas, names);
  return names;
}

function secretsOf({ attributes, extensions }: ResourceSchema): string[] {
  const all = [attributes, ...extensions.map(({ schema }) => schema.attributes)];
  return all.flatMap((map) => [...map.values()].flatMap(secretsIn));
}

function secretsIn(attribute: Attribute): string[] {
  const { name, returned, mutability, subAttributes } = attribute;
  const own = returned === "never" || mutability === "writeOnly" ? [name.toLowerCase()] : [];
  return [...own, ...[...subAttributes.values()].flatMap(secretsIn)];
}

/**
 * Returns a copy of a JSON value with secrets masked: under their names, at the end of dotted names and URNs, as the
 * value of a PATCH operation whose path names one, and in filters that compare one.
 */
export function maskSecrets(value: unknown, secrets: ReadonlySet<string>, depth = 0): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (depth > MAX_DEPTH) return "…";
  if (Array.isArray(value)) return value.map((element) => maskSecrets(element, secrets, depth + 1));
  const entries = Object.entries(value);
  const hidesValue = entries.some(
    ([key, text]) => key.toLowerCase() === "path" && typeof text === "string" && mentions(text, secrets),
  );
  return Object.fromEntries(
    entries.map(([key, member]) => {
      const name = key.toLowerCase();
      const isHidden =
        secrets.has(name.split(/[.:]/).at(-1) ?? "") ||
        (hidesValue && name === "value") ||
        (EXPRESSIONS.has(name) && typeof member === "string" && givesAway(member, secrets));
      return [key, isHidden ? MASK : maskSecrets(member, secrets, depth + 1)];
    }),
  );
}

/** Masks a text about attributes, for example an error's, if it may contain the value of a secret one. */
export function maskText(text: string, secrets: ReadonlySet<string>): string {
  return givesAway(text, secrets) ? MASK : text;
}

/** Returns true when a word of the text is the name of a secret. */
function mentions(text: string, secrets: ReadonlySet<string>): boolean {
  return text
    .toLowerCase()
    .split(/[^a-z0-9_$-]+/)
    .some((word) => secrets.has(word));
}

/** A path alone names a secret without revealing it. */
function givesAway(text: string, secrets: ReadonlySet<string>): boolean {
  return /[\s"'[]/.test(text) && mentions(text, secrets);
}
