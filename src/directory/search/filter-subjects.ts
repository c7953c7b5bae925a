import type { SqlFragment } from "../../db/condition.js";
import { AppError } from "../../errors.js";
import { type ResolvedPath, resolveAttributePath } from "../../schema/attribute-path.js";
import type { CompareOp, CompareValue } from "../../schema/filter/ast.js";
import { type Literal, toLiteral } from "../../schema/filter/literal.js";
import { findElementAttribute } from "../../schema/filter/match.js";
import type { Attribute } from "../../schema/model.js";
import { quoteName } from "../../schema/quote.js";
import { isRelation, storageOf } from "../resources/attribute-columns.js";
import { anyElementField } from "./elements.js";
import type { Field } from "./fields.js";
import { type FilterTarget, resourceElements, resourceField } from "./resource-fields.js";
import { ALWAYS, join } from "./sql-fragments.js";

/** What a path in a filter refers to. */
export interface Subject {
  readonly field: Field;
  /** The attribute of the field's values, which gives literals their type. */
  readonly attribute: Attribute;
  /** Whether the path names a URI; the field then holds the id at its end. */
  readonly byReference: boolean;
}

/**
 * Resolves a path in a resource; undefined if it names nothing and counts as unassigned.
 * @throws AppError `invalidFilter` if it names nothing or an attribute that cannot be filtered on
 */
export function resolveFilterPath(target: FilterTarget, path: string): ResolvedPath | undefined {
  const resolved = resolveAttributePath(target.schema, path);
  if (resolved === undefined) {
    return refuseUnknown(target, `${quoteName(path)} is not an attribute of ${target.schema.name}.`);
  }
  requireReadable(resolved.attribute);
  if (resolved.subAttribute !== undefined) requireReadable(resolved.subAttribute);
  return resolved;
}

/**
 * Resolves a path in brackets in an element of the attribute; undefined as in `resolveFilterPath`.
 * @throws AppError `invalidFilter`
 */
export function resolveInElement(
  target: FilterTarget,
  attribute: Attribute,
  path: string,
): Attribute | undefined {
  const found = findElementAttribute(attribute, path);
  if (found === undefined) {
    return refuseUnknown(target, `'${attribute.path}' has no sub-attribute ${quoteName(path)}.`);
  }
  requireReadable(found);
  return found;
}

/** Returns the subject of a path in a resource. */
export function resourceSubject(target: FilterTarget, resolved: ResolvedPath): Subject {
  const { attribute, subAttribute } = resolved;
  const { leaf, byReference } = valueHolder(attribute, subAttribute);
  if (attribute.multiValued) {
    return {
      field: anyElementField(resourceElements(target, attribute), leaf),
      attribute: literalType(target, attribute, leaf),
      byReference,
    };
  }
  const path = { ...resolved, subAttribute: leaf === attribute ? undefined : leaf };
  if (storageOf(target.schema, path).kind === "location") return locationSubject(target);
  return { field: resourceField(target, path), attribute: leaf, byReference };
}

/** Returns the subject of a path in brackets in an element. */
export function elementSubject(
  target: FilterTarget,
  attribute: Attribute,
  subAttribute: Attribute,
  field: (leaf: Attribute) => Field,
): Subject {
  const { leaf, byReference } =
    attribute === subAttribute
      ? { leaf: attribute, byReference: false }
      : valueHolder(attribute, subAttribute);
  return { field: field(leaf), attribute: literalType(target, attribute, leaf), byReference };
}

/** Returns the condition that an attribute has a value; for a complex one, that any sub-attribute has. */
export function presentOnResource(target: FilterTarget, resolved: ResolvedPath): SqlFragment {
  const { attribute, subAttribute } = resolved;
  if (subAttribute !== undefined || attribute.type !== "complex") {
    return resourceSubject(target, resolved).field.present();
  }
  if (attribute.multiValued) return resourceElements(target, attribute).exists(ALWAYS);
  const parts = [...attribute.subAttributes.values()].map((part) =>
    resourceSubject(target, { ...resolved, subAttribute: part }).field.present(),
  );
  return join("or", parts);
}

/**
 * Converts a literal to the form of the subject's values.
 * @throws AppError `invalidFilter`
 */
export function literalOf(
  subject: Subject,
  path: string,
  op: CompareOp,
  value: NonNullable<CompareValue>,
): Literal {
  if (!subject.byReference) return toLiteral(subject.attribute, op, value);
  if (typeof value !== "string" || (op !== "eq" && op !== "ne")) {
    throw new AppError(
      "invalidFilter",
      `${quoteName(path)} can be compared with a URI by eq and ne only: it is found by the id at the URI's end.`,
    );
  }
  return toLiteral(subject.attribute, op, lastSegment(value));
}

/** Returns the attribute that holds the compared value: `value` for a complex attribute, and for a `$ref` beside it. */
export function valueHolder(
  attribute: Attribute,
  subAttribute: Attribute | undefined,
): { readonly leaf: Attribute; readonly byReference: boolean } {
  const value = attribute.subAttributes.get("value");
  const byReference = value !== undefined && subAttribute?.name === "$ref";
  const leaf = byReference || subAttribute === undefined ? value : subAttribute;
  return { leaf: leaf ?? attribute, byReference };
}

/** Returns the type of a literal; ids of members and groups are compared as written. */
function literalType(target: FilterTarget, attribute: Attribute, leaf: Attribute): Attribute {
  const isId = leaf.name === "value" && isRelation(target.schema, attribute);
  return isId ? { ...leaf, caseExact: true } : leaf;
}

function locationSubject(target: FilterTarget): Subject {
  const id = target.schema.attributes.get("id");
  if (id === undefined) throw new Error(`${target.schema.name} has no id.`);
  return {
    ...resourceSubject(target, { attribute: id, subAttribute: undefined, extension: undefined }),
    byReference: true,
  };
}

function lastSegment(uri: string): string {
  const path = uri.split(/[?#]/, 1)[0] ?? "";
  const segment = path.slice(path.lastIndexOf("/", path.length - 2) + 1).replace(/\/$/, "");
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

function refuseUnknown(target: FilterTarget, problem: string): undefined {
  if (target.unknownAttribute === "refuse") throw new AppError("invalidFilter", problem);
  return undefined;
}

function requireReadable(attribute: Attribute): void {
  if (attribute.returned !== "never") return;
  throw new AppError("invalidFilter", `'${attribute.path}' cannot be filtered on.`);
}
