import { AppError } from "../../errors.js";
import { arrangeResource } from "../../schema/arrange.js";
import type { Behavior } from "../../schema/behavior.js";
import { coerceValue } from "../../schema/coerce-value.js";
import { matchElement } from "../../schema/filter/match.js";
import type { Attribute, Resource, ResourceSchema, ScimObject, ScimValue } from "../../schema/model.js";
import { quoteName } from "../../schema/quote.js";
import { isReferenceHolder } from "../../schema/reference-holder.js";
import { objectOrEmpty } from "../../schema/scim-object.js";
import { assign, readSubValues, type SubValues, withSubValues } from "./complex-value.js";
import { removeValues, writeValues } from "./multi-valued.js";
import type { PatchOperation } from "./operation.js";
import { copyValue } from "./values.js";

/** The most values of multi-valued attributes that the operations of one request may visit: about a second. */
const MAX_VISITS = 500_000;

/**
 * Applies the operations of a PATCH request in order, each to the result of the one before. The given resource is not
 * modified: either all operations take effect or, when one throws, none.
 *
 * Left for `checkResource`: required attributes, one `primary`, no duplicates. `password` becomes a member of the
 * result like any other.
 * @throws AppError `noTarget`, `mutability`, `invalidValue` and the errors of coercion; `payloadTooLarge` for many
 * operations on an attribute with many values
 * @see RFC 7644 §3.5.2
 */
export function applyPatch(
  schema: ResourceSchema,
  resource: Resource,
  operations: readonly PatchOperation[],
  behavior: Behavior,
): Resource {
  const result = copyValue(resource);
  let visits = 0;
  for (const operation of operations) {
    applyOperation(result, operation, behavior);
    visits += valuesAt(result, operation).length;
    if (visits > MAX_VISITS) {
      throw new AppError("payloadTooLarge", "These operations visit too many values: send fewer at a time.");
    }
  }
  return arrangeResource(schema, result);
}

function valuesAt(result: Resource, { target }: PatchOperation): readonly ScimValue[] {
  const holder = target.extension === undefined ? result : objectOrEmpty(result[target.extension]);
  const value = holder[target.attribute.name];
  return Array.isArray(value) ? value : [];
}

function applyOperation(result: Resource, operation: PatchOperation, behavior: Behavior): void {
  const { extension } = operation.target;
  if (extension === undefined) {
    applyTo(result, operation, behavior);
    return;
  }
  const holder = objectOrEmpty(result[extension]);
  applyTo(holder, operation, behavior);
  result[extension] = holder;
}

function applyTo(holder: ScimObject, operation: PatchOperation, behavior: Behavior): void {
  const { attribute } = operation.target;
  assign(holder, attribute, nextValue(holder[attribute.name], operation, behavior));
  if (operation.op === "remove") checkRemoved(holder, operation);
}

function nextValue(
  present: ScimValue | undefined,
  operation: PatchOperation,
  behavior: Behavior,
): ScimValue | undefined {
  const { attribute } = operation.target;
  if (attribute.multiValued) {
    const values = Array.isArray(present) ? present : [];
    const change = operation.op === "remove" ? removeValues : writeValues;
    const next = change(values, operation, behavior);
    return next.length === 0 ? undefined : next;
  }
  if (attribute.type === "complex") return nextComplex(objectOrEmpty(present), operation, behavior);
  return operation.op === "remove" ? undefined : coerceValue(attribute, operation.value, behavior);
}

function nextComplex(
  present: ScimObject,
  operation: PatchOperation,
  behavior: Behavior,
): ScimValue | undefined {
  const { op, target } = operation;
  const { attribute, filter } = target;
  const isAbsent = Object.keys(present).length === 0;
  if (filter !== undefined && (isAbsent || !matchElement(attribute, present, filter))) {
    return isAbsent ? undefined : present;
  }
  const values = namedSubValues(operation, behavior);
  if (values === undefined) return undefined;
  const next = withSubValues(present, target.attribute, values, op);
  // The `$ref` of a reference is computed from its `value`.
  return isReferenceHolder(target.attribute) ? coerceValue(target.attribute, next, behavior) : next;
}

/** @returns undefined when the whole complex value becomes unassigned */
function namedSubValues({ op, target, value }: PatchOperation, behavior: Behavior): SubValues | undefined {
  const { attribute, subAttribute } = target;
  if (subAttribute !== undefined) {
    return new Map([
      [subAttribute, op === "remove" ? undefined : coerceValue(subAttribute, value, behavior)],
    ]);
  }
  if (op === "remove") return undefined;
  const values = readSubValues(attribute, value, behavior);
  // RFC 7644 §3.5.2.3 keeps sub-attributes that are not named; the interoperability profile replaces the value.
  const swaps = op === "replace" && !behavior.mergeComplexOnReplace;
  return swaps && values !== undefined ? withUnnamed(attribute, values) : values;
}

/** Adds the sub-attributes that are not named, so that they become unassigned. */
function withUnnamed(attribute: Attribute, values: SubValues): SubValues {
  const writable = [...attribute.subAttributes.values()].filter((sub) => sub.mutability !== "readOnly");
  return new Map(writable.map((sub) => [sub, values.get(sub)]));
}

/** Checks that no required attribute was removed. RFC 7644 §3.5.2.2. */
function checkRemoved(holder: ScimObject, { target }: PatchOperation): void {
  const { attribute, subAttribute, filter } = target;
  if (filter !== undefined && !attribute.multiValued && holder[attribute.name] !== undefined) return;
  const removed = subAttribute ?? (holder[attribute.name] === undefined ? attribute : undefined);
  if (removed?.required === true) {
    throw new AppError("mutability", `${quoteName(target.path)} cannot be removed: it is required.`);
  }
}
