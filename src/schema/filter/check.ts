import { AppError } from "../../errors.js";
import { resolveAttributePath } from "../attribute-path.js";
import type { Behavior } from "../behavior.js";
import { isShortName } from "../client-path.js";
import type { AnyResourceSchema, Attribute } from "../model.js";
import { quoteName } from "../quote.js";
import type { Filter } from "./ast.js";
import { findElementAttribute } from "./match.js";

type Condition = Extract<Filter, { kind: "compare" | "present" | "valuePath" }>;
type Comparison = Extract<Filter, { kind: "compare" }>;

/**
 * Refuses, in a filter on resources, the forms outside the RFC that the connection's options do not allow: a
 * single-valued complex attribute without a sub-attribute, a string for a boolean, an extension attribute without its
 * URN. Unknown attributes are not checked here.
 * @throws AppError `invalidFilter`
 * @see RFC 7644 §3.4.2.2
 */
export function checkFilterBehavior(schema: AnyResourceSchema, filter: Filter, behavior: Behavior): void {
  const { filterOnComplex, coerceBooleanStrings, shortExtensionNames } = behavior;
  if (filterOnComplex && coerceBooleanStrings && shortExtensionNames) return;
  for (const condition of conditionsIn(filter)) checkOnResource(schema, condition, behavior);
}

/**
 * Checks a condition in the brackets of a value path, like `checkFilterBehavior`.
 * @throws AppError `invalidFilter`
 */
export function checkElementBehavior(attribute: Attribute, filter: Filter, behavior: Behavior): void {
  for (const condition of conditionsIn(filter)) {
    const sub = condition.kind === "compare" ? findElementAttribute(attribute, condition.path) : undefined;
    if (condition.kind === "compare" && sub !== undefined) checkComparison(sub, condition, behavior);
  }
}

/** Returns the conditions that `and`, `or` and `not` combine. */
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
  // `emails co "example.com"` is an example of RFC 7644 §3.4.2.2, so it needs no option.
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
