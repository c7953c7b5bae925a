import { type ResolvedPath, resolveAttributePath } from "../../schema/attribute-path.js";
import type { CompareOp, Filter } from "../../schema/filter/ast.js";
import { findElementAttribute } from "../../schema/filter/match.js";
import type { ResourceSchema } from "../../schema/model.js";
import { quote } from "../../schema/quote.js";
import { isSeekable, storageOf } from "../resources/attribute-columns.js";
import { valueHolder } from "./filter-subjects.js";

/**
 * How many resources the database reads to find the matches of a filter.
 *
 * | reach | rows read |
 * |---|---|
 * | `few` | a few, whatever the other conditions |
 * | `matches` | the matches, however many they are |
 * | `all` | all resources: no index serves the filter |
 */
export type Reach = "few" | "matches" | "all";

/** The reach of a filter, and its conditions that no index serves, in the form of messages: `title co`. */
export interface FilterCost {
  readonly reach: Reach;
  readonly unindexed: readonly string[];
}

type Condition = Extract<Filter, { kind: "compare" | "present" }>;

const ORDER: readonly Reach[] = ["few", "matches", "all"];

/** The keys of attributes whose values are nearly unique. */
const NEARLY_UNIQUE: ReadonlySet<string> = new Set([
  "id",
  "meta.location",
  "username",
  "externalid",
  "emails.value",
  "phonenumbers.value",
]);

/** Returns the cost of a filter on a resource type. A condition on an unknown name costs nothing. */
export function filterCost(filter: Filter, schema: ResourceSchema): FilterCost {
  switch (filter.kind) {
    case "and":
      return all(filter.filters.map((operand) => filterCost(operand, schema)));
    case "or":
      return either(filter.filters.map((operand) => filterCost(operand, schema)));
    case "not":
      return { reach: "all", unindexed: conditionsIn(filter.filter).map(nameOf) };
    case "valuePath":
      return elementCost(filter, schema);
    default:
      return conditionCost(filter, resolveAttributePath(schema, filter.path), schema);
  }
}

/** Returns the cost of a condition on a member: all members of a group are read, unless the condition gives the id. */
export function memberFilterCost(filter: Filter): FilterCost {
  const others = conditionsIn(filter).filter(
    (one) => one.kind !== "compare" || one.op !== "eq" || one.path.toLowerCase() !== "value",
  );
  return { reach: others.length === 0 ? "few" : "matches", unindexed: others.map(nameOf) };
}

function all(operands: readonly FilterCost[]): FilterCost {
  const unindexed = operands.flatMap((one) => one.unindexed);
  if (operands.some(({ reach }) => reach === "few")) return { reach: "few", unindexed };
  return { reach: worst(operands), unindexed };
}

function either(operands: readonly FilterCost[]): FilterCost {
  return { reach: worst(operands), unindexed: operands.flatMap((one) => one.unindexed) };
}

function worst(operands: readonly FilterCost[]): Reach {
  return ORDER[Math.max(...operands.map(({ reach }) => ORDER.indexOf(reach)))] ?? "all";
}

function elementCost(filter: Extract<Filter, { kind: "valuePath" }>, schema: ResourceSchema): FilterCost {
  const resolved = resolveAttributePath(schema, filter.path);
  if (resolved === undefined) return { reach: "few", unindexed: [] };
  const inside = (condition: Filter): FilterCost => {
    switch (condition.kind) {
      case "and":
        return all(condition.filters.map(inside));
      // Only conditions joined with `and` can seek elements.
      case "or":
      case "not":
        return { reach: "all", unindexed: conditionsIn(condition).map((one) => nameIn(filter.path, one)) };
      case "valuePath":
        return { reach: "all", unindexed: [] };
      default:
        return partCost(filter.path, condition, resolved, schema);
    }
  };
  return inside(filter.filter);
}

function partCost(
  path: string,
  condition: Condition,
  resolved: ResolvedPath,
  schema: ResourceSchema,
): FilterCost {
  const { attribute } = resolved;
  const part = findElementAttribute(attribute, condition.path);
  if (part === undefined) return { reach: "few", unindexed: [] };
  const cost = conditionCost(
    condition,
    { ...resolved, subAttribute: part === attribute ? undefined : part },
    schema,
  );
  return { ...cost, unindexed: cost.unindexed.map(() => nameIn(path, condition)) };
}

function conditionCost(
  condition: Condition,
  resolved: ResolvedPath | undefined,
  schema: ResourceSchema,
): FilterCost {
  const op = condition.kind === "present" || condition.value === null ? "pr" : condition.op;
  // An attribute that the type does not have is unassigned.
  if (resolved === undefined) return { reach: op === "ne" ? "matches" : "few", unindexed: [] };
  const reach = reachOf(op, resolved, schema);
  return { reach, unindexed: reach === "all" ? [nameOf(condition)] : [] };
}

function reachOf(op: CompareOp | "pr", path: ResolvedPath, schema: ResourceSchema): Reach {
  const { leaf } = valueHolder(path.attribute, path.subAttribute);
  const storage = storageOf(schema, {
    ...path,
    subAttribute: leaf === path.attribute ? undefined : leaf,
  });
  if (storage.kind === "resourceType") return "matches";
  if (op === "eq" && NEARLY_UNIQUE.has(leaf.key)) return "few";
  switch (storage.kind) {
    case "key":
    case "text":
    case "externalId":
      return isRange(op) ? "matches" : "all";
    case "flag":
    case "time":
      return op === "ne" ? "all" : "matches";
    case "relation":
      return op === "eq" && leaf.name === "value" ? "matches" : "all";
    case "search":
      return isSeekable(schema, leaf) && isRange(op) ? "matches" : "all";
    default:
      return "all";
  }
}

/** Returns whether an index on texts serves an operator. */
function isRange(op: CompareOp | "pr"): boolean {
  return op !== "pr" && op !== "ne" && op !== "co" && op !== "ew";
}

function conditionsIn(filter: Filter): Condition[] {
  switch (filter.kind) {
    case "and":
    case "or":
      return filter.filters.flatMap(conditionsIn);
    case "not":
    case "valuePath":
      return conditionsIn(filter.filter);
    default:
      return [filter];
  }
}

function nameOf(condition: Condition): string {
  return quote(`${condition.path} ${condition.kind === "present" ? "pr" : condition.op}`);
}

function nameIn(path: string, condition: Condition): string {
  return quote(`${path}[${condition.path} ${condition.kind === "present" ? "pr" : condition.op}]`);
}

/** Returns whether an index gives the order of an attribute. */
export function isSortIndexed(sortBy: string, schema: ResourceSchema): boolean {
  const resolved = resolveAttributePath(schema, sortBy);
  if (resolved === undefined || resolved.attribute.multiValued) return resolved === undefined;
  return !["externalId", "search", "version"].includes(storageOf(schema, resolved).kind);
}
