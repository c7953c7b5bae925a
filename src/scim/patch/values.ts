import type { ScimObject, ScimValue } from "../../schema/model.js";

/** Whether a value of a resource is a complex one. */
export function isComplex(value: ScimValue | undefined): value is ScimObject {
  return typeof value === "object" && !Array.isArray(value);
}

/** A copy that shares nothing with the original. */
export function copyValue<T extends ScimValue>(value: T): T;
export function copyValue(value: ScimValue): ScimValue {
  if (Array.isArray(value)) return value.map((item) => copyValue(item));
  if (!isComplex(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, copyValue(member)]));
}

/** Whether two values are equal, whatever the order of their members. */
export function sameValue(left: ScimValue | undefined, right: ScimValue | undefined): boolean {
  if (Array.isArray(left) && Array.isArray(right)) {
    return left.length === right.length && left.every((item, index) => sameValue(item, right[index]));
  }
  if (!isComplex(left) || !isComplex(right)) return left === right;
  const names = Object.keys(left);
  return (
    names.length === Object.keys(right).length && names.every((name) => sameValue(left[name], right[name]))
  );
}

/** Without the values that stand there before; the first of equal ones stays. */
export function distinctValues(values: readonly ScimValue[]): ScimValue[] {
  const seen = new Set<string>();
  return values.filter((value) => {
    const key = valueKey(value);
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

/** Text that is the same for equal values. */
function valueKey(value: ScimValue): string {
  if (!isComplex(value)) return JSON.stringify(value);
  return JSON.stringify(Object.entries(value).toSorted(([left], [right]) => (left < right ? -1 : 1)));
}
