import { AppError } from "../../errors.js";
import { coerceValue } from "../../schema/coerce-value.js";
import { matchElement } from "../../schema/filter/match.js";
import { quote } from "../../schema/filter/quote.js";
import type { Attribute, Mode, ScimValue } from "../../schema/model.js";
import { isPrimary, normalizeElements } from "../../schema/normalize.js";
import { isScimObject } from "../../schema/scim-object.js";
import { coerceOne, readSubValues, withSubValues } from "./complex-value.js";
import { addElements, covers, elementFromFilter } from "./elements.js";
import type { PatchOperation, PatchTarget } from "./operation.js";

/** How many values an attribute may get by PATCH; comparing each with each must stay cheap. */
const MAX_VALUES = 1000;

/** The values after an operation, and those of them that it may have made primary. */
interface Written {
  readonly values: readonly ScimValue[];
  readonly written: ReadonlySet<ScimValue>;
}

/** What becomes of an element; undefined when it goes. */
type Edit = (element: ScimValue) => ScimValue | undefined;

/**
 * Applies an add or a replace to a multi-valued attribute: to the whole set, to the elements that a condition
 * selects, or to one sub-attribute of them. A new primary value resets the old one.
 * @throws AppError `noTarget` when a condition selects nothing, in strict mode or where it says not what to create
 * @see RFC 7644 §3.5.2, §3.5.2.1 and §3.5.2.3
 */
export function writeValues(
  present: readonly ScimValue[],
  operation: PatchOperation,
  mode: Mode,
): ScimValue[] {
  const { attribute, filter, subAttribute } = operation.target;
  const isWholeSet = filter === undefined && subAttribute === undefined;
  const change = isWholeSet ? writeSet(present, operation, mode) : writeSelected(present, operation, mode);
  if (change.values === present) return [...present];
  const next = normalizeElements(attribute, withOnePrimary(change), mode);
  if (next.length > present.length) checkSize(attribute, next);
  return next;
}

/**
 * Applies a remove to a multi-valued attribute. A value list selects what goes.
 * @throws AppError `noTarget` when a condition selects nothing, in strict mode
 * @see RFC 7644 §3.5.2.2
 */
export function removeValues(
  present: readonly ScimValue[],
  operation: PatchOperation,
  mode: Mode,
): ScimValue[] {
  const { target, value } = operation;
  const { attribute, filter, subAttribute } = target;
  if (filter === undefined && subAttribute === undefined) {
    return value === undefined ? [] : withoutListed(present, attribute, value, mode);
  }
  const edit: Edit = (element) =>
    subAttribute === undefined || !isScimObject(element)
      ? undefined
      : withSubValues(element, attribute, new Map([[subAttribute, undefined]]), "remove");
  return [...(editSelected(present, target, edit) ?? unmatched(present, target, mode)).values];
}

function writeSet(present: readonly ScimValue[], { op, target, value }: PatchOperation, mode: Mode): Written {
  const { attribute } = target;
  const values = coerceSet(attribute, value, mode);
  return op === "add" ? addElements(attribute, present, values) : { values, written: new Set(values) };
}

function writeSelected(present: readonly ScimValue[], operation: PatchOperation, mode: Mode): Written {
  const { op, target, value } = operation;
  const { attribute, subAttribute } = target;
  const merge = readEdit(operation, mode);
  const replacesWhole = op === "replace" && subAttribute === undefined;
  // RFC 7644 §3.5.2.3: a selected element is replaced by the value, and keeps nothing else.
  const edit: Edit = replacesWhole ? (element) => merge(isScimObject(element) ? {} : element) : merge;
  const change = editSelected(present, target, edit);
  if (change !== undefined) return change;
  const clears = coerceOne(subAttribute ?? attribute, value, mode) === undefined;
  return clears ? unmatched(present, target, mode) : create(present, target, merge, mode);
}

/** What the operation's value does to one element, apart from what the element keeps. */
function readEdit({ op, target, value }: PatchOperation, mode: Mode): Edit {
  const { attribute, subAttribute } = target;
  if (attribute.type !== "complex") {
    const coerced = coerceOne(attribute, value, mode);
    return () => coerced;
  }
  const values =
    subAttribute === undefined
      ? readSubValues(attribute, value, mode)
      : new Map([[subAttribute, coerceValue(subAttribute, value, mode)]]);
  return (element) =>
    values === undefined || !isScimObject(element)
      ? undefined
      : withSubValues(element, attribute, values, op);
}

/** @returns undefined when there is no such element */
function editSelected(
  present: readonly ScimValue[],
  { attribute, filter }: PatchTarget,
  edit: Edit,
): Written | undefined {
  const isSelected = present.map(
    (element) => filter === undefined || matchElement(attribute, element, filter),
  );
  if (!isSelected.includes(true)) return undefined;
  const edited = present.map((element, index) => (isSelected[index] === true ? edit(element) : element));
  const written = edited.filter((_, index) => isSelected[index]);
  return { values: edited.filter(isAssigned), written: new Set(written.filter(isAssigned)) };
}

/** Nothing is selected, and nothing would be created. */
function unmatched(present: readonly ScimValue[], target: PatchTarget, mode: Mode): Written {
  // Deviation: RFC 7644 §3.5.2.3 has noTarget; Entra ID clears values of which it does not know whether they exist.
  if (mode === "tolerant" || target.filter === undefined) return { values: present, written: new Set() };
  throw noTarget(target);
}

/**
 * Makes the element that a condition describes.
 *
 * Deviation: RFC 7644 §3.5.2.3 has noTarget; Entra ID sends the first e-mail, phone and address of a type so.
 */
function create(present: readonly ScimValue[], target: PatchTarget, merge: Edit, mode: Mode): Written {
  const { attribute, filter } = target;
  if (filter !== undefined && mode === "strict") throw noTarget(target);
  const base = filter === undefined ? {} : elementFromFilter(attribute, filter, mode);
  if (base === undefined) throw noTarget(target);
  const element = merge(base);
  return addElements(attribute, present, element === undefined ? [] : [element]);
}

function noTarget({ path }: PatchTarget): AppError {
  return new AppError("noTarget", `No value matches the path ${quote(path)}.`);
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
  mode: Mode,
): ScimValue[] {
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  checkSize(attribute, list);
  // One by one: as a set, two items that select differently could become one.
  const listed = list.map((item) => coerceOne(attribute, item, mode)).filter(isAssigned);
  return present.filter((element) => !listed.some((item) => covers(attribute, element, item)));
}

function coerceSet(attribute: Attribute, value: unknown, mode: Mode): readonly ScimValue[] {
  const coerced = coerceValue(attribute, value, mode);
  const values = Array.isArray(coerced) ? coerced : [];
  checkSize(attribute, values);
  return values;
}

function checkSize(attribute: Attribute, values: readonly unknown[]): void {
  if (values.length <= MAX_VALUES) return;
  throw new AppError("invalidValue", `${quote(attribute.path)} may hold ${MAX_VALUES} values, not more.`);
}

function isAssigned(value: ScimValue | undefined): value is ScimValue {
  return value !== undefined;
}
