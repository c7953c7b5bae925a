import { AppError } from "../../errors.js";
import type { Behavior } from "../../schema/behavior.js";
import { coerceValue } from "../../schema/coerce-value.js";
import { matchElement } from "../../schema/filter/match.js";
import type { Attribute, ScimValue } from "../../schema/model.js";
import { checkCount, isPrimary, normalizeElements } from "../../schema/normalize.js";
import { quoteName } from "../../schema/quote.js";
import { isScimObject } from "../../schema/scim-object.js";
import { coerceOne, readSubValues, type SubValues, withSubValues } from "./complex-value.js";
import { addElements, covers, elementFromFilter } from "./elements.js";
import type { PatchOp, PatchOperation, PatchTarget } from "./operation.js";

/** The values after an operation, and those that it may have made primary. */
interface Written {
  readonly values: readonly ScimValue[];
  readonly written: ReadonlySet<ScimValue>;
}

/** Changes an element; undefined removes it. */
type Edit = (element: ScimValue) => ScimValue | undefined;

/**
 * Applies an add or a replace to a multi-valued attribute: to the whole set, to the elements that a condition selects,
 * or to one of their sub-attributes. A new primary value resets the old one.
 * @throws AppError `noTarget` when a condition selects nothing, unless `createMissingElements` and it describes what to
 * create; `invalidFilter` when it selects several, unless `patchManyElements`
 * @see RFC 7644 §3.5.2, §3.5.2.1 and §3.5.2.3
 */
export function writeValues(
  present: readonly ScimValue[],
  operation: PatchOperation,
  behavior: Behavior,
): ScimValue[] {
  const { attribute, filter, subAttribute } = operation.target;
  const isWholeSet = filter === undefined && subAttribute === undefined;
  const change = isWholeSet
    ? writeSet(present, operation, behavior)
    : writeSelected(present, operation, behavior);
  if (change.values === present) return [...present];
  const next = normalizeElements(attribute, withOnePrimary(change), behavior);
  if (next.length > present.length) checkCount(attribute, next.length);
  return next;
}

/**
 * Applies a remove to a multi-valued attribute. A value list selects the elements to remove.
 * @throws AppError `noTarget` when a condition selects nothing, unless `createMissingElements`; `invalidFilter` when it
 * selects several, unless `patchManyElements`
 * @see RFC 7644 §3.5.2.2
 */
export function removeValues(
  present: readonly ScimValue[],
  operation: PatchOperation,
  behavior: Behavior,
): ScimValue[] {
  const { target, value } = operation;
  const { attribute, filter, subAttribute } = target;
  if (filter === undefined && subAttribute === undefined) {
    return value === undefined ? [] : withoutListed(present, attribute, value, behavior);
  }
  const edit: Edit = (element) =>
    subAttribute === undefined || !isScimObject(element)
      ? undefined
      : withSubValues(element, attribute, new Map([[subAttribute, undefined]]), "remove");
  return [...(editSelected(present, target, edit, behavior) ?? unmatched(present, target, behavior)).values];
}

function writeSet(
  present: readonly ScimValue[],
  { op, target, value }: PatchOperation,
  behavior: Behavior,
): Written {
  const { attribute } = target;
  const values = coerceSet(attribute, value, behavior);
  return op === "add" ? addElements(attribute, present, values) : { values, written: new Set(values) };
}

function writeSelected(
  present: readonly ScimValue[],
  operation: PatchOperation,
  behavior: Behavior,
): Written {
  const { target, value } = operation;
  const { attribute, subAttribute } = target;
  // RFC 7644 §3.5.2.3: only the named sub-attributes of a selected element are replaced, as in any complex value. Those
  // in the condition stay, so that the same request finds the element again.
  const merge = readEdit(operation, behavior);
  const change = editSelected(present, target, merge, behavior);
  if (change !== undefined) return change;
  const clears = coerceOne(subAttribute ?? attribute, value, behavior) === undefined;
  return clears ? unmatched(present, target, behavior) : create(present, target, merge, behavior);
}

/** Returns what the operation's value does to one element. */
function readEdit({ op, target, value }: PatchOperation, behavior: Behavior): Edit {
  const { attribute, subAttribute } = target;
  if (attribute.type !== "complex") {
    const coerced = coerceOne(attribute, value, behavior);
    return () => coerced;
  }
  const values =
    subAttribute === undefined
      ? readSubValues(attribute, value, behavior)
      : new Map([[subAttribute, coerceValue(subAttribute, value, behavior)]]);
  // A value that assigns nothing removes the element that it replaces.
  const isEmpty = values === undefined || (subAttribute === undefined && isNothing(op, values));
  return (element) =>
    isEmpty || !isScimObject(element) ? undefined : withSubValues(element, attribute, values, op);
}

function isNothing(op: PatchOp, values: SubValues): boolean {
  return op === "replace" && [...values.values()].every((value) => value === undefined);
}

/** @returns undefined when no element is selected */
function editSelected(
  present: readonly ScimValue[],
  target: PatchTarget,
  edit: Edit,
  behavior: Behavior,
): Written | undefined {
  const { attribute, filter } = target;
  const isSelected = present.map(
    (element) => filter === undefined || matchElement(attribute, element, filter),
  );
  if (!isSelected.includes(true)) return undefined;
  if (filter !== undefined && !behavior.patchManyElements) requireOne(target, isSelected);
  const edited = present.map((element, index) => (isSelected[index] === true ? edit(element) : element));
  const written = edited.filter((_, index) => isSelected[index]);
  return { values: edited.filter(isAssigned), written: new Set(written.filter(isAssigned)) };
}

/** Handles a condition that selects nothing when nothing would be created. */
function unmatched(present: readonly ScimValue[], target: PatchTarget, behavior: Behavior): Written {
  // Deviation: RFC 7644 §3.5.2.3 answers noTarget; Entra ID clears values without knowing whether they exist.
  if (behavior.createMissingElements || target.filter === undefined)
    return { values: present, written: new Set() };
  throw noTarget(target);
}

/**
 * Creates the element that a condition describes.
 *
 * Deviation: RFC 7644 §3.5.2.3 answers noTarget; Entra ID sends the first e-mail, phone and address of a type this way.
 */
function create(
  present: readonly ScimValue[],
  target: PatchTarget,
  merge: Edit,
  behavior: Behavior,
): Written {
  const { attribute, filter } = target;
  if (filter !== undefined && !behavior.createMissingElements) throw noTarget(target);
  if (filter === undefined && onlyDescribes(target)) throw noTarget(target);
  const base = filter === undefined ? {} : elementFromFilter(attribute, filter, behavior);
  if (base === undefined) throw noTarget(target);
  const element = merge(base);
  return addElements(attribute, present, element === undefined ? [] : [element]);
}

/** Returns true when a path without a condition only describes values that do not exist, as `emails.display`. */
function onlyDescribes({ attribute, subAttribute }: PatchTarget): boolean {
  return attribute.subAttributes.has("value") && subAttribute?.name !== "value";
}

/** The interoperability profile lets a value path select one element, where RFC 7644 §3.5.2.3 changes all. */
function requireOne({ path }: PatchTarget, isSelected: readonly boolean[]): void {
  if (isSelected.indexOf(true) === isSelected.lastIndexOf(true)) return;
  throw new AppError("invalidFilter", `The path ${quoteName(path)} matches more than one value: select one.`);
}

function noTarget({ path }: PatchTarget): AppError {
  return new AppError("noTarget", `No value matches the path ${quoteName(path)}.`);
}

/** RFC 7644 §3.5.2: a value that becomes primary "SHALL" set `primary` to false on the others. */
function withOnePrimary({ values, written }: Written): ScimValue[] {
  if (![...written].some(isPrimary)) return [...values];
  return values.map((element) =>
    isScimObject(element) && isPrimary(element) && !written.has(element)
      ? { ...element, primary: false }
      : element,
  );
}

function withoutListed(
  present: readonly ScimValue[],
  attribute: Attribute,
  value: unknown,
  behavior: Behavior,
): ScimValue[] {
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  checkCount(attribute, list.length);
  // Item by item: as a set, two items that select different elements could be merged.
  const listed = list.map((item) => coerceOne(attribute, item, behavior)).filter(isAssigned);
  return present.filter((element) => !listed.some((item) => covers(attribute, element, item)));
}

function coerceSet(attribute: Attribute, value: unknown, behavior: Behavior): readonly ScimValue[] {
  const coerced = coerceValue(attribute, value, behavior);
  return Array.isArray(coerced) ? coerced : [];
}

function isAssigned(value: ScimValue | undefined): value is ScimValue {
  return value !== undefined;
}
