import { AppError } from "../../errors.js";
import { resolveAttributePath } from "../attribute-path.js";
import type { Behavior } from "../behavior.js";
import { isShortName } from "../client-path.js";
import type { AnyResourceSchema, Attribute } from "../model.js";
import type { Filter } from "./ast.js";
import { findElementAttribute } from "./match.js";
import { quoteName } from "./quote.js";

type Condition = Extract<Filter, { kind: "compare" | "present" | "valuePath" }>;
type Comparison = Extract<Filter, { kind: "compare" }>;

/**
 * Refuses in a filter on resources what the RFC does not have and a connection does not want: a complex attribute
 * of one value without a sub-attribute, a text for a boolean, an extension's attribute without its URN. Names that the resource
 * type does not have are not judged.
 * @throws AppError `invalidFilter`
 * @see RFC 7644 §3.4.2.2
 */
export function checkFilterBehavior(schema: AnyResourceSchema, filter: Filter, behavior: Behavior): void {
  const { filterOnComplex, coerceBooleanStrings, shortExtensionNames } = behavior;
  if (filterOnComplex && coerceBooleanStrings && shortExtensionNames) return;
  for (const condition of conditionsIn(filter)) checkOnResource(schema, condition, behavior);
}

/**
 * As `checkFilterBehavior`, for a condition in the brackets of a value path.
 * @throws AppError `invalidFilter`
 */
export function checkElementBehavior(attribute: Attribute, filter: Filter, behavior: Behavior): void {
  for (const condition of conditionsIn(filter)) {
    const sub = condition.kind === "compare" ? findElementAttribute(attribute, condition.path) : undefined;
    if (condition.kind === "compare" && sub !== undefined) checkComparison(sub, condition, behavior);
  }
}

/** The conditions that `and`, `or` and `not` join. */
function conditionsIn(filter: Filter): readonly Condition[] {
  switch (filter.kind) {
    case "and":
    case "or":
      return filter.filters.flatMap(conditionsIn);
    case "not":
      return conditionsIn(filter.filter);
    default:
      return [filter];
  }
}

function checkOnResource(schema: AnyResourceSchema, filter: Condition, behavior: Behavior): void {
  const resolved = resolveAttributePath(schema, filter.path);
  if (resolved === undefined) return;
  if (!behavior.shortExtensionNames && isShortName(resolved, filter.path)) {
    throw new AppError(
      "invalidFilter",
      `${quoteName(filter.path)} is an attribute of an extension: write '${resolved.attribute.path}'.`,
    );
  }
  if (filter.kind === "compare") {
    checkComparison(resolved.subAttribute ?? resolved.attribute, filter, behavior);
  } else if (filter.kind === "valuePath") {
    checkElementBehavior(resolved.attribute, filter.filter, behavior);
  }
}

function checkComparison(leaf: Attribute, { path, value }: Comparison, behavior: Behavior): void {
  // `emails co "example.com"`, an example of RFC 7644 §3.4.2.2, is no matter of tolerance.
  const isOne = leaf.type === "complex" && !leaf.multiValued;
  if (isOne && value !== null && !behavior.filterOnComplex) {
    const parts = [...leaf.subAttributes.values()].map(({ name }) => name).join(", ");
    throw new AppError(
      "invalidFilter",
      `${quoteName(path)} is complex: compare one of its sub-attributes ${parts}.`,
    );
  }
  if (leaf.type === "boolean" && typeof value === "string" && !behavior.coerceBooleanStrings) {
    throw new AppError("invalidFilter", `${quoteName(path)} is a boolean: compare it with true or false.`);
  }
}
