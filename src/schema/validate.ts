import { isDeepStrictEqual } from "node:util";
import { AppError } from "../errors.js";
import type { Behavior } from "./behavior.js";
import { CRM_USER_URN } from "./definitions/crm-user.js";
import { fold } from "./fold.js";
import type { Attribute, Resource, ResourceSchema, ScimObject, ScimValue } from "./model.js";
import { isPrimary, normalizeElements } from "./normalize.js";
import { objectOrEmpty } from "./scim-object.js";

/** The key of the attribute for which the server shows more values than a client may write. */
const USER_KIND = `${CRM_USER_URN}:userKind`.toLowerCase();

/** Returns the user kind that a client may write; `nonInteractive` follows from the access mode. docs/crm-extension.md */
function writtenKind(kind: string): string {
  return fold(kind) === "noninteractive" ? "person" : kind;
}

/** The attributes of one schema with their values before and after a change. */
interface Part {
  readonly attributes: ReadonlyMap<string, Attribute>;
  readonly next: ScimObject;
  readonly previous: ScimObject;
}

/**
 * Checks the rules for a resource as a whole, after POST, PUT or PATCH: required attributes, sub-attributes and
 * extensions are present, immutable ones with a value are unchanged, and no multi-valued attribute has two primary
 * elements or (unless `mergeDuplicateElements`) the same element twice. Elements have no identity, so an immutable
 * sub-attribute of an element is never compared: elements are replaced, not changed.
 * @param next - a coerced resource
 * @param previous - the stored one, undefined for a new one
 * @throws AppError `invalidValue` or `mutability`, naming the attribute
 * @see RFC 7643 §2.2 and §2.4, RFC 7644 §3.5.1
 */
export function checkResource(
  schema: ResourceSchema,
  next: Resource,
  previous: Resource | undefined,
  behavior: Behavior,
): void {
  for (const part of partsOf(schema, next, previous ?? {})) {
    for (const attribute of part.attributes.values()) {
      if (attribute.mutability === "readOnly") continue;
      checkAttribute(attribute, part.next[attribute.name], part.previous[attribute.name], behavior);
    }
  }
}

function partsOf(schema: ResourceSchema, next: Resource, previous: Resource): Part[] {
  const parts: Part[] = [{ attributes: schema.attributes, next, previous }];
  for (const { schema: extension, required } of schema.extensions) {
    const before = objectOrEmpty(previous[extension.id]);
    const after = objectOrEmpty(next[extension.id]);
    const isPresent = Object.keys(after).length > 0;
    if (required && !isPresent) {
      throw new AppError("invalidValue", `The extension '${extension.id}' is required.`);
    }
    if (isPresent) parts.push({ attributes: extension.attributes, next: after, previous: before });
    else checkRemoval(extension.attributes, before);
  }
  return parts;
}

/** Checks that an extension may be removed as a whole: that no immutable attribute in it has a value. */
function checkRemoval(attributes: ReadonlyMap<string, Attribute>, previous: ScimObject): void {
  for (const attribute of attributes.values()) {
    checkImmutable(attribute, undefined, previous[attribute.name]);
  }
}

function checkAttribute(
  attribute: Attribute,
  next: ScimValue | undefined,
  previous: ScimValue | undefined,
  behavior: Behavior,
): void {
  checkImmutable(attribute, next, previous);
  if (attribute.required && (next === undefined || next === "")) throw missing(attribute);
  if (next === undefined || attribute.type !== "complex") return;
  if (Array.isArray(next)) checkElements(attribute, next, behavior);
  else checkSubAttributes(attribute, objectOrEmpty(next), objectOrEmpty(previous));
}

function checkElements(attribute: Attribute, elements: ScimValue[], behavior: Behavior): void {
  for (const element of elements) {
    for (const subAttribute of attribute.subAttributes.values()) {
      checkRequired(subAttribute, objectOrEmpty(element)[subAttribute.name]);
    }
  }
  if (elements.filter(isPrimary).length > 1) {
    throw new AppError("invalidValue", `Attribute '${attribute.path}' has more than one primary element.`);
  }
  if (!behavior.mergeDuplicateElements) normalizeElements(attribute, elements, behavior);
}

function checkSubAttributes(attribute: Attribute, next: ScimObject, previous: ScimObject): void {
  for (const subAttribute of attribute.subAttributes.values()) {
    checkRequired(subAttribute, next[subAttribute.name]);
    checkImmutable(subAttribute, next[subAttribute.name], previous[subAttribute.name]);
  }
}

function checkRequired(attribute: Attribute, value: ScimValue | undefined): void {
  if (attribute.required && attribute.mutability !== "readOnly" && value === undefined) {
    throw missing(attribute);
  }
}

function checkImmutable(
  attribute: Attribute,
  next: ScimValue | undefined,
  previous: ScimValue | undefined,
): void {
  if (attribute.mutability !== "immutable" || previous === undefined) return;
  if (next !== undefined && isSame(attribute, next, previous)) return;
  throw new AppError(
    "mutability",
    `Attribute '${attribute.path}' is immutable: it has a value, which cannot be changed or removed.`,
  );
}

function isSame(attribute: Attribute, left: ScimValue, right: ScimValue): boolean {
  if (typeof left === "string" && typeof right === "string" && !attribute.caseExact) {
    const [a, b] = attribute.key === USER_KIND ? [writtenKind(left), writtenKind(right)] : [left, right];
    return fold(a) === fold(b);
  }
  return isDeepStrictEqual(left, right);
}

function missing(attribute: Attribute): AppError {
  return new AppError("invalidValue", `Attribute '${attribute.path}' is required.`);
}
