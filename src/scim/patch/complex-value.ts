import { AppError } from "../../errors.js";
import { type Behavior, TOLERANT } from "../../schema/behavior.js";
import { coerceValue, findSubAttribute, isJsonObject } from "../../schema/coerce-value.js";
import type { Attribute, ScimObject, ScimValue } from "../../schema/model.js";
import { normalizeElements } from "../../schema/normalize.js";
import { quoteName } from "../../schema/quote.js";
import { objectOrEmpty } from "../../schema/scim-object.js";
import type { PatchOp } from "./operation.js";
import { equalValue, sameValue } from "./values.js";

/** New values by sub-attribute; undefined unassigns one. */
export type SubValues = ReadonlyMap<Attribute, ScimValue | undefined>;

/**
 * Sets a member, or unassigns it with undefined.
 * @throws AppError `mutability` when that would change an immutable attribute that has a value (RFC 7643 §7)
 */
export function assign(holder: ScimObject, attribute: Attribute, value: ScimValue | undefined): void {
  const previous = holder[attribute.name];
  if (sameValue(previous, value)) return;
  if (attribute.mutability === "immutable" && previous !== undefined) {
    if (value !== undefined && equalValue(attribute, previous, value)) return;
    throw new AppError("mutability", `${quoteName(attribute.path)} is immutable and has a value already.`);
  }
  if (value === undefined) delete holder[attribute.name];
  else holder[attribute.name] = value;
}

/**
 * Reads a complex value as the sub-attributes it names. Those given as null or "" are unassigned; readOnly ones, and
 * those it does not name, are not in the map.
 * @param value - an object, or what coercion accepts instead: an array of one, a bare `value`
 * @returns undefined when the value as a whole is unassigned
 */
export function readSubValues(
  attribute: Attribute,
  value: unknown,
  behavior: Behavior,
): SubValues | undefined {
  const coerced = coerceOne(attribute, value, behavior);
  const object = Array.isArray(value) && value.length === 1 ? value[0] : value;
  if (coerced === undefined && !isJsonObject(object)) return undefined;
  const given = objectOrEmpty(coerced);
  // Coercion may add values that follow from others, such as the id in a `$ref`.
  const names = [...Object.keys(isJsonObject(object) ? object : {}), ...Object.keys(given)];
  const named = names.map((name) => findSubAttribute(attribute, name, behavior));
  const writable = named.filter((sub) => sub !== undefined).filter((sub) => sub.mutability !== "readOnly");
  return new Map(writable.map((sub) => [sub, given[sub.name]]));
}

/**
 * Coerces a single value, also of a multi-valued attribute.
 * @returns undefined when it is unassigned
 * @throws AppError `invalidValue` for several values, and the errors of coercion
 */
export function coerceOne(attribute: Attribute, value: unknown, behavior: Behavior): ScimValue | undefined {
  if (!attribute.multiValued) return coerceValue(attribute, value, behavior);
  const coerced = coerceValue(attribute, Array.isArray(value) ? value : [value], behavior) ?? [];
  if (!Array.isArray(coerced)) return coerced;
  if (coerced.length <= 1) return coerced[0];
  throw new AppError("invalidValue", `One value of ${quoteName(attribute.path)} is expected, not several.`);
}

/**
 * Sets some sub-attributes of a complex value and keeps the others; an add to a multi-valued one appends. When `value`
 * changes, the sub-attributes that only described the old one are removed: `$ref` and readOnly ones.
 * @returns a new value; undefined when nothing is left in it
 * @see RFC 7644 §3.5.2.1 and §3.5.2.3
 */
export function withSubValues(
  complex: ScimObject,
  attribute: Attribute,
  values: SubValues,
  op: PatchOp,
): ScimObject | undefined {
  const next = { ...complex };
  for (const [sub, value] of values) {
    assign(next, sub, op === "add" ? appended(sub, next[sub.name], value) : value);
  }
  if (complex["value"] !== undefined && !sameValue(complex["value"], next["value"])) {
    for (const sub of attribute.subAttributes.values()) {
      const describesValue = sub.mutability === "readOnly" || sub.name === "$ref";
      if (describesValue && !values.has(sub)) delete next[sub.name];
    }
  }
  return Object.keys(next).length === 0 ? undefined : next;
}

function appended(
  sub: Attribute,
  previous: ScimValue | undefined,
  value: ScimValue | undefined,
): ScimValue | undefined {
  if (!sub.multiValued || !Array.isArray(previous)) return value;
  return Array.isArray(value) ? normalizeElements(sub, [...previous, ...value], TOLERANT) : previous;
}
