import type { SqlFragment } from "../../db/condition.js";
import { AppError } from "../../errors.js";
import { type ResolvedPath, resolveAttributePath } from "../../schema/attribute-path.js";
import type { Attribute } from "../../schema/model.js";
import { quoteName } from "../../schema/quote.js";
import { storageOf, tableOf } from "../resources/attribute-columns.js";
import {
  externalIdExpression,
  type FilterTarget,
  resourceElements,
  searchExpression,
} from "./resource-fields.js";
import { concat, fragment } from "./sql-fragments.js";

/**
 * Compiles `sortBy` to the list behind `order by`. Resources without a value come last, descending first; equal
 * ones are in the order of their ids, so that pages never overlap. Text is in the order of code points, folded
 * unless `caseExact`; of a multi-valued attribute the primary element counts, else the first.
 *
 * Texts of more than 256 UTF-16 units of a column that is indexed are in the order of their first 160.
 * @param sortBy - undefined for the order of ids
 * @param backwards - true for the opposite of that order, from the last resource to the first
 * @throws AppError `invalidValue` for an attribute that is unknown or cannot be sorted by
 * @see RFC 7644 §3.4.2.3
 */
export function compileSort(
  sortBy: string | undefined,
  sortOrder: "ascending" | "descending",
  target: FilterTarget,
  backwards = false,
): SqlFragment {
  const byId = fragment(`${tableOf(target.schema)}.id${backwards ? " desc" : ""}`);
  const key = sortBy === undefined ? undefined : expressionOf(sortBy, target);
  if (key === undefined || key.constant) return byId;
  const falls = (sortOrder === "descending") !== backwards;
  return concat(key.expression, falls ? " desc nulls first, " : " asc nulls last, ", byId);
}

/**
 * Compiles `sortBy` to the expression to sort by, null for a resource without a value.
 * @throws AppError `invalidValue` as `compileSort`
 */
export function compileSortKey(sortBy: string, target: FilterTarget): SqlFragment {
  return expressionOf(sortBy, target).expression;
}

interface SortKey {
  readonly expression: SqlFragment;
  /** Returns whether an expression is constant; PostgreSQL refuses to order by one. */
  readonly constant: boolean;
}

function expressionOf(sortBy: string, target: FilterTarget): SortKey {
  const resolved = resolveAttributePath(target.schema, sortBy);
  if (resolved === undefined) {
    if (target.unknownAttribute === "unassigned") return { expression: fragment("null"), constant: true };
    throw new AppError(
      "invalidValue",
      `sortBy ${quoteName(sortBy)} is not an attribute of ${target.schema.name}.`,
    );
  }
  const leaf = sortedAttribute(sortBy, resolved);
  if (resolved.attribute.multiValued) {
    return { expression: resourceElements(target, resolved.attribute).first(leaf), constant: false };
  }
  return singleExpression(target, {
    ...resolved,
    subAttribute: leaf === resolved.attribute ? undefined : leaf,
  });
}

/** A complex attribute is sorted by its `value` or, as name and addresses, by its `formatted`. */
function sortedAttribute(sortBy: string, { attribute, subAttribute }: ResolvedPath): Attribute {
  const { subAttributes } = attribute;
  const whole = subAttributes.get("value") ?? subAttributes.get("formatted") ?? attribute;
  // A reference sorts by the id at its end; the rest is the same for all.
  const leaf = subAttribute === undefined || subAttribute.name === "$ref" ? whole : subAttribute;
  const hidden = attribute.returned === "never" || leaf.returned === "never";
  const several = leaf !== attribute && leaf.multiValued;
  if (hidden || several || leaf.type === "complex") {
    throw new AppError(
      "invalidValue",
      `sortBy ${quoteName(sortBy)} is not possible: name a single, readable value.`,
    );
  }
  return leaf;
}

function singleExpression(target: FilterTarget, path: ResolvedPath): SortKey {
  const storage = storageOf(target.schema, path);
  const table = tableOf(target.schema);
  const column = (name: string): SortKey => ({ expression: fragment(`${table}.${name}`), constant: false });
  switch (storage.kind) {
    case "key":
    case "text":
    case "flag":
    case "time":
      return column(storage.column);
    case "version":
      return column("version");
    case "location":
      return column("id");
    case "resourceType":
      return { expression: fragment(`'${target.schema.name}'`), constant: true };
    case "externalId":
      return { expression: externalIdExpression(target), constant: false };
    case "search":
      return { expression: searchExpression(target, path.subAttribute ?? path.attribute), constant: false };
    case "relation":
      break;
  }
  throw new Error(`${path.attribute.path} is multi-valued.`);
}
