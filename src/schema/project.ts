import { AppError } from "../errors.js";
import { resolveAttributePath, resolveSchemaUrn } from "./attribute-path.js";
import { type Behavior, TOLERANT } from "./behavior.js";
import type { AnyResourceSchema, Attribute, Resource, ScimObject, ScimValue } from "./model.js";
import { isScimObject } from "./scim-object.js";

/** The attributes that a client asks for, besides those always shown; undefined means the default set. */
export interface Projection {
  /** `only` shows the named attributes, `except` shows the default set without them. */
  readonly kind: "only" | "except";
  /** Keys of attributes named as a whole, and lower-case URNs of extensions. */
  readonly whole: ReadonlySet<string>;
  /** Keys of attributes whose sub-attributes are named. */
  readonly inPart: ReadonlySet<string>;
  /** Keys of the named sub-attributes. */
  readonly parts: ReadonlySet<string>;
}

/**
 * Parses `attributes` and `excludedAttributes`: names in any case, sub-attributes, URN-qualified names, whole
 * extensions. Unknown names are ignored.
 * @returns undefined when neither names anything, which means the default set
 * @throws AppError `invalidValue` when both are given, unless `allowBothProjections`: then `attributes` wins
 * @see RFC 7644 §3.4.2.5 and §3.9
 */
export function parseProjection(
  schema: AnyResourceSchema,
  attributes: string | readonly string[] | undefined,
  excludedAttributes: string | readonly string[] | undefined,
  behavior: Behavior = TOLERANT,
): Projection | undefined {
  const included = splitNames(attributes);
  const excluded = splitNames(excludedAttributes);
  if (included.length > 0 && excluded.length > 0 && !behavior.allowBothProjections) {
    throw new AppError(
      "invalidValue",
      "attributes and excludedAttributes exclude each other: send one of them.",
    );
  }
  if (included.length > 0) return toProjection(schema, "only", included);
  return excluded.length > 0 ? toProjection(schema, "except", excluded) : undefined;
}

/**
 * Returns the part of a resource that a client may see: `schemas` and attributes returned "always", never those
 * returned "never", and of the rest those that the projection selects. Complex values that end up empty are left out.
 * RFC 7643 §7, "returned".
 */
export function projectResource(
  schema: AnyResourceSchema,
  resource: Resource,
  projection: Projection | undefined,
): Resource {
  const projected = projectMembers(schema.attributes, resource, projection);
  for (const { schema: extension } of schema.extensions) {
    const content = resource[extension.id];
    if (!isScimObject(content)) continue;
    const shown = projectMembers(extension.attributes, content, projection, extension.id.toLowerCase());
    if (Object.keys(shown).length > 0) projected[extension.id] = shown;
  }
  return projected;
}

/**
 * Returns true when an attribute will be shown, so that one that is costly to read (`members`, `groups`,
 * `urn:…:User:instances`) can be skipped.
 * @param key - the `key` of the attribute, at the top of the resource or of an extension
 */
export function wantsAttribute(
  schema: AnyResourceSchema,
  projection: Projection | undefined,
  key: string,
): boolean {
  const isDefault = resolveAttributePath(schema, key)?.attribute.returned !== "request";
  if (projection === undefined) return isDefault;
  const urn = key.slice(0, Math.max(0, key.lastIndexOf(":")));
  const isNamed = projection.whole.has(key) || (isDefault && projection.whole.has(urn));
  return projection.kind === "only" ? isNamed || projection.inPart.has(key) : isDefault && !isNamed;
}

function toProjection(
  schema: AnyResourceSchema,
  kind: Projection["kind"],
  names: readonly string[],
): Projection {
  const whole = new Set<string>();
  const inPart = new Set<string>();
  const parts = new Set<string>();
  for (const name of names) {
    const resolved = resolveAttributePath(schema, name);
    if (resolved === undefined) {
      addSchema(schema, name, whole);
    } else if (resolved.subAttribute === undefined) {
      whole.add(resolved.attribute.key);
    } else {
      inPart.add(resolved.attribute.key);
      parts.add(resolved.subAttribute.key);
    }
  }
  return { kind, whole, inPart, parts };
}

function addSchema(schema: AnyResourceSchema, name: string, whole: Set<string>): void {
  const named = resolveSchemaUrn(schema, name);
  if (named === undefined) return;
  if (named !== schema.core) whole.add(named.id.toLowerCase());
  else for (const attribute of named.attributes.values()) whole.add(attribute.key);
}

function projectMembers(
  attributes: ReadonlyMap<string, Attribute>,
  values: ScimObject,
  projection: Projection | undefined,
  extensionKey = "",
): ScimObject {
  const shown: ScimObject = {};
  for (const attribute of attributes.values()) {
    const value = values[attribute.name];
    if (value === undefined || attribute.returned === "never") continue;
    const projected = projectValue(attribute, value, projection, extensionKey);
    if (projected !== undefined) shown[attribute.name] = projected;
  }
  return shown;
}

function projectValue(
  attribute: Attribute,
  value: ScimValue,
  projection: Projection | undefined,
  extensionKey: string,
): ScimValue | undefined {
  const isOnly = projection?.kind === "only";
  const isWhole = showsWhole(attribute, projection, extensionKey);
  const isPartial = projection?.inPart.has(attribute.key) === true;
  if (!isWhole && !(isOnly && isPartial)) return undefined;
  if (attribute.type !== "complex") return value;
  // An attribute named as a whole is shown as a whole, even if one of its sub-attributes is named too.
  return projectSubAttributes(attribute, value, isPartial && !(isOnly && isWhole) ? projection : undefined);
}

function showsWhole(attribute: Attribute, projection: Projection | undefined, extensionKey: string): boolean {
  if (attribute.returned === "always") return true;
  const isDefault = attribute.returned !== "request";
  if (projection === undefined) return isDefault;
  const isNamed = projection.whole.has(attribute.key);
  const isExtensionNamed = projection.whole.has(extensionKey);
  if (projection.kind === "only") return isNamed || (isDefault && isExtensionNamed);
  return isDefault && !isNamed && !isExtensionNamed;
}

function projectSubAttributes(
  attribute: Attribute,
  value: ScimValue,
  projection: Projection | undefined,
): ScimValue | undefined {
  if (Array.isArray(value)) {
    const elements = value
      .map((element) => projectSubAttributes(attribute, element, projection))
      .filter((element) => element !== undefined);
    return elements.length === 0 ? undefined : elements;
  }
  if (!isScimObject(value)) return value;
  const shown: ScimObject = {};
  for (const subAttribute of attribute.subAttributes.values()) {
    const member = value[subAttribute.name];
    if (member !== undefined && showsSubAttribute(subAttribute, projection))
      shown[subAttribute.name] = member;
  }
  return Object.keys(shown).length === 0 ? undefined : shown;
}

function showsSubAttribute(subAttribute: Attribute, projection: Projection | undefined): boolean {
  const { returned, key } = subAttribute;
  if (returned === "never" || returned === "always") return returned === "always";
  if (projection?.kind === "only") return projection.parts.has(key);
  return returned === "default" && projection?.parts.has(key) !== true;
}
/**
 * Splits the value of `attributes` or `excludedAttributes` into names, in one pass. Brackets, as in `emails[type eq
 * "work"]`, are removed: they select elements, and a projection shows all of them. RFC 7644 §3.9.
 * @param value - comma-separated text, or a list of such texts (a repeated parameter, a SearchRequest)
 */
function splitNames(value: string | readonly string[] | undefined): string[] {
  const texts = typeof value === "string" ? [value] : (value ?? []);
  return texts
    .flatMap((text) => withoutBrackets(text).split(","))
    .map((name) => name.trim())
    .filter((name) => name !== "");
}

function withoutBrackets(text: string): string {
  if (!text.includes("[")) return text;
  let kept = "";
  let isQuoted = false;
  let depth = 0;
  for (let i = 0; i < text.length; i++) {
    const character = text.charAt(i);
    if (isQuoted) {
      if (character === "\\") i++;
      else if (character === '"') isQuoted = false;
    } else if (depth > 0 && character === '"') isQuoted = true;
    else if (character === "[") depth++;
    else if (character === "]" && depth > 0) depth--;
    else if (depth === 0) kept += character;
  }
  return kept;
}
