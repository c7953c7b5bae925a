import { fold } from "../../schema/fold.js";
import type { Attribute, ScimValue } from "../../schema/model.js";
import { isScimObject } from "../../schema/scim-object.js";

/** A copy that shares nothing with the original. */
export function copyValue<T extends ScimValue>(value: T): T {
  return copy(value) as T;
}

function copy(value: ScimValue): ScimValue {
  if (Array.isArray(value)) return value.map(copy);
  if (!isScimObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, copy(member)]));
}

/** Whether two values are equal to the letter, whatever the order of their members. */
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

/** Whether two values of an attribute count as one: text without case unless `caseExact`. RFC 7643 §2.2. */
export function equalValue(attribute: Attribute, left: ScimValue, right: ScimValue): boolean {
  if (attribute.caseExact || typeof left !== "string" || typeof right !== "string") {
    return sameValue(left, right);
  }
  return left === right || fold(left) === fold(right);
}
