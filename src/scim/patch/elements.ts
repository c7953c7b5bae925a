import { coerceValue } from "../../schema/coerce-value.js";
import type { Filter } from "../../schema/filter/ast.js";
import { findElementAttribute } from "../../schema/filter/match.js";
import type { Attribute, Mode, ScimObject, ScimValue } from "../../schema/model.js";
import { isScimObject } from "../../schema/scim-object.js";
import { withSubValues } from "./complex-value.js";
import { equalValue } from "./values.js";

/**
 * Adds elements to a multi-valued attribute. One that is there already changes nothing; one with the `type` and
 * `value` of another completes that one, since the pair may stand only once (RFC 7643 §2.4).
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
    if (twin === -1 && values.some((element) => covers(attribute, element, item))) continue;
    const next = completed(attribute, values[twin], item);
    if (twin === -1) values.push(next);
    else values[twin] = next;
    written.add(next);
  }
  return { values, written };
}

/** Whether an element says all that an item says; `primary` false is the same as no `primary`. */
export function covers(attribute: Attribute, element: ScimValue, item: ScimValue): boolean {
  if (!isScimObject(element) || !isScimObject(item)) return equalValue(attribute, element, item);
  const names = Object.keys(item).filter((name) => item[name] !== false || name !== "primary");
  const saysNotPrimary = item["primary"] === false && element["primary"] === true;
  return !saysNotPrimary && names.every((name) => sameSub(attribute, name, element, item));
}

/**
 * The element that a condition describes: what its `eq` comparisons, joined by `and`, ask for.
 * @returns undefined when it has none
 */
export function elementFromFilter(attribute: Attribute, filter: Filter, mode: Mode): ScimObject | undefined {
  const entries = equations(filter).flatMap(({ path, value }) => {
    const sub = findElementAttribute(attribute, path);
    const coerced =
      sub === undefined || sub.mutability === "readOnly" ? undefined : coerceValue(sub, value, mode);
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
    return sub === undefined ? [] : [[sub, value] as const];
  });
  return withSubValues(element, attribute, new Map(subValues), "add") ?? item;
}

function isTwin(attribute: Attribute, element: ScimValue, item: ScimValue): boolean {
  if (!isScimObject(element) || !isScimObject(item) || item["value"] === undefined) return false;
  return sameSub(attribute, "value", element, item) && sameSub(attribute, "type", element, item);
}

function sameSub(attribute: Attribute, name: string, element: ScimObject, item: ScimObject): boolean {
  const [left, right] = [element[name], item[name]];
  const sub = attribute.subAttributes.get(name.toLowerCase());
  if (sub === undefined || left === undefined || right === undefined) return left === right;
  return equalValue(sub, left, right);
}
