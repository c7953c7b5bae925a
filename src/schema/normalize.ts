import { AppError } from "../errors.js";
import type { Behavior } from "./behavior.js";
import { fold } from "./fold.js";
import type { Attribute, ScimValue } from "./model.js";
import { isScimObject } from "./scim-object.js";

/** Sub-attributes that describe an element but do not distinguish it from another. */
export const DESCRIPTIVE: ReadonlySet<string> = new Set(["display", "primary", "$ref"]);

/** The most values of one attribute, in every kind of request; comparing each with each must stay cheap. */
const MAX_VALUES = 1000;

/**
 * Checks that an attribute gets no more values than it may have. Group members are exempt: a group may have any number.
 * @throws AppError `invalidValue`
 */
export function checkCount(attribute: Attribute, count: number): void {
  if (count <= MAX_VALUES || attribute.key === "members") return;
  throw new AppError(
    "invalidValue",
    `Attribute '${attribute.path}' may have at most ${MAX_VALUES} values, not ${count}: send fewer.`,
  );
}

/**
 * Normalizes the elements of a multi-valued attribute: no element twice (for e-mails and the like, no pair of type and
 * value twice), and at most one primary. Coercion does this, and PATCH does it again after it has combined stored and
 * new elements.
 *
 * Deviation: RFC 7643 §2.4 allows neither; some clients send both, so a tolerant connection merges a second copy into
 * the first, and the first primary stays.
 * @throws AppError `invalidValue` unless `mergeDuplicateElements`
 */
export function normalizeElements(
  attribute: Attribute,
  elements: ScimValue[],
  behavior: Behavior,
): ScimValue[] {
  if (elements.length < 2) return elements;
  const distinct = mergeDuplicates(attribute, elements, behavior);
  return attribute.subAttributes.has("primary") ? keepOnePrimary(attribute, distinct, behavior) : distinct;
}

/** Returns true for an element that is marked as primary. */
export function isPrimary(element: ScimValue): boolean {
  return isScimObject(element) && element["primary"] === true;
}

function mergeDuplicates(attribute: Attribute, elements: ScimValue[], behavior: Behavior): ScimValue[] {
  const distinct = new Map<string, ScimValue>();
  for (const element of elements) {
    const identity = identityOf(attribute, element);
    const first = distinct.get(identity);
    if (first !== undefined && !behavior.mergeDuplicateElements) {
      throw new AppError("invalidValue", `Attribute '${attribute.path}' contains the same element twice.`);
    }
    distinct.set(identity, first === undefined ? element : merge(first, element));
  }
  return distinct.size === elements.length ? elements : [...distinct.values()];
}

function merge(first: ScimValue, second: ScimValue): ScimValue {
  if (!isScimObject(first) || !isScimObject(second)) return first;
  const merged = { ...second, ...first };
  if (isPrimary(second)) merged["primary"] = true;
  return merged;
}

function keepOnePrimary(attribute: Attribute, elements: ScimValue[], behavior: Behavior): ScimValue[] {
  const first = elements.findIndex(isPrimary);
  if (first === -1 || elements.findLastIndex(isPrimary) === first) return elements;
  if (!behavior.mergeDuplicateElements) {
    throw new AppError("invalidValue", `Attribute '${attribute.path}' has more than one primary element.`);
  }
  return elements.map((element, index) =>
    index > first && isScimObject(element) && isPrimary(element) ? { ...element, primary: false } : element,
  );
}

/** Returns a text that is equal for equal elements; U+0000 separates, since no value contains it. */
function identityOf(attribute: Attribute, element: ScimValue): string {
  if (!isScimObject(element)) return comparable(attribute, element);
  const parts: string[] = [];
  for (const subAttribute of attribute.subAttributes.values()) {
    if (DESCRIPTIVE.has(subAttribute.name)) continue;
    const value = element[subAttribute.name];
    parts.push(value === undefined ? "" : comparable(subAttribute, value));
  }
  return parts.join("\u0000");
}

function comparable(attribute: Attribute, value: ScimValue): string {
  const text = typeof value === "object" ? JSON.stringify(value) : String(value);
  return attribute.caseExact ? text : fold(text);
}
