import { fold } from "../../schema/fold.js";
import type { Attribute, ScimValue } from "../../schema/model.js";
import { isScimObject } from "../../schema/scim-object.js";

/** Returns a deep copy. */
export function copyValue<T extends ScimValue>(value: T): T {
  return copy(value) as T;
}

function copy(value: ScimValue): ScimValue {
  if (Array.isArray(value)) return value.map(copy);
  if (!isScimObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, copy(member)]));
}

/** Returns true when two values are exactly equal, whatever the order of their members. */
export function sameValue(left: ScimValue | undefined, right: ScimValue | undefined): boolean {
  if (Array.isArray(left) && Array.isArray(right)) {
    return left.length === right.length && left.every((item, index) => sameValue(item, right[index]));
  }
  if (!isScimObject(left) || !isScimObject(right)) return left === right;
  const names = Object.keys(left);
  return (
    names.length === Object.keys(right).length && names.every((name) => sameValue(left[name], right[name]))
  );
}

/**
 * Returns true when two values of an attribute count as equal: strings ignore case unless `caseExact`. RFC 7643 §2.2.
 */
export function equalValue(attribute: Attribute, left: ScimValue, right: ScimValue): boolean {
  if (attribute.caseExact || typeof left !== "string" || typeof right !== "string") {
    return sameValue(left, right);
  }
  return left === right || fold(left) === fold(right);
}
