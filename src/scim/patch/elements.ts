import type { Behavior } from "../../schema/behavior.js";
import { coerceValue } from "../../schema/coerce-value.js";
import type { Filter } from "../../schema/filter/ast.js";
import { findElementAttribute } from "../../schema/filter/match.js";
import type { Attribute, ScimObject, ScimValue } from "../../schema/model.js";
import { DESCRIPTIVE, isPrimary } from "../../schema/normalize.js";
import { isScimObject } from "../../schema/scim-object.js";
import { withSubValues } from "./complex-value.js";
import { equalValue } from "./values.js";

/**
 * Adds elements to a multi-valued attribute. An element that exists changes nothing; one with the `type` and `value` of
 * another is merged into it, since the pair must be unique (RFC 7643 §2.4).
 * @returns the values, and those that were added as primary
 * @see RFC 7644 §3.5.2.1
 */
export function addElements(
  attribute: Attribute,
  present: readonly ScimValue[],
  added: readonly ScimValue[],
): { values: readonly ScimValue[]; written: ReadonlySet<ScimValue> } {
  const values = [...present];
  const written = new Set<ScimValue>();
  for (const item of added) {
    const twin = values.findIndex((element) => isTwin(attribute, element, item));
    if (twin === -1 && values.some((element) => isThere(attribute, element, item))) continue;
    const next = completed(attribute, values[twin], item);
    if (twin === -1) values.push(next);
    else values[twin] = next;
    if (isPrimary(item)) written.add(next);
  }
  return { values, written };
}

/** Returns true when an element contains everything that an item does; `primary` false equals no `primary`. */
export function covers(attribute: Attribute, element: ScimValue, item: ScimValue): boolean {
  if (!isScimObject(element) || !isScimObject(item)) return equalValue(attribute, element, item);
  const names = Object.keys(item).filter((name) => item[name] !== false || name !== "primary");
  const saysNotPrimary = item["primary"] === false && element["primary"] === true;
  return !saysNotPrimary && names.every((name) => sameSub(attribute, name, element, item));
}

/**
 * Creates the element that a condition describes, from its `eq` comparisons joined by `and`.
 * @returns undefined when it has none
 */
export function elementFromFilter(
  attribute: Attribute,
  filter: Filter,
  behavior: Behavior,
): ScimObject | undefined {
  const entries = equations(filter).flatMap(({ path, value }) => {
    const sub = findElementAttribute(attribute, path);
    const coerced =
      sub === undefined || sub.mutability === "readOnly" ? undefined : coerceValue(sub, value, behavior);
    return sub === undefined || coerced === undefined ? [] : [[sub.name, coerced] as const];
  });
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}

function equations(filter: Filter): Extract<Filter, { kind: "compare" }>[] {
  if (filter.kind === "and") return filter.filters.flatMap((part) => equations(part));
  return filter.kind === "compare" && filter.op === "eq" ? [filter] : [];
}

function completed(attribute: Attribute, element: ScimValue | undefined, item: ScimValue): ScimValue {
  if (!isScimObject(element) || !isScimObject(item)) return item;
  const subValues = Object.entries(item).flatMap(([name, value]) => {
    const sub = attribute.subAttributes.get(name.toLowerCase());
    const saysNothing = name === "primary" && value === false && element["primary"] !== true;
    return sub === undefined || saysNothing ? [] : [[sub, value] as const];
  });
  return withSubValues(element, attribute, new Map(subValues), "add") ?? item;
}

/** Returns true when both are one element: equal except for sub-attributes that only describe it. */
function isTwin(attribute: Attribute, element: ScimValue, item: ScimValue): boolean {
  if (!isScimObject(element) || !isScimObject(item) || item["value"] === undefined) return false;
  return [...attribute.subAttributes.values()].every(
    ({ name }) => DESCRIPTIVE.has(name) || sameSub(attribute, name, element, item),
  );
}

/**
 * Returns true when the item exists already. If it has a `value`, sub-attributes that the item lacks must be absent in
 * the element too, except the type: a security role in one instance is not the same as in all.
 */
function isThere(attribute: Attribute, element: ScimValue, item: ScimValue): boolean {
  if (!covers(attribute, element, item)) return false;
  if (!isScimObject(element) || !isScimObject(item) || item["value"] === undefined) return true;
  return isTwin(attribute, { ...element, type: item["type"] ?? "" }, { ...item, type: item["type"] ?? "" });
}

function sameSub(attribute: Attribute, name: string, element: ScimObject, item: ScimObject): boolean {
  const [left, right] = [element[name], item[name]];
  const sub = attribute.subAttributes.get(name.toLowerCase());
  if (sub === undefined || left === undefined || right === undefined) return left === right;
  return equalValue(sub, left, right);
}
