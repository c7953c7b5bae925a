import type { SqlFragment } from "../../db/condition.js";
import { AppError } from "../../errors.js";
import type { ResolvedPath } from "../../schema/attribute-path.js";
import type { Filter } from "../../schema/filter/ast.js";
import { requireNullOperator } from "../../schema/filter/literal.js";
import type { Attribute } from "../../schema/model.js";
import { quoteName } from "../../schema/quote.js";
import { tableOf } from "../resources/attribute-columns.js";
import type { Elements } from "./elements.js";
import { filterCost } from "./filter-cost.js";
import {
  elementSubject,
  literalOf,
  presentOnResource,
  resolveFilterPath,
  resolveInElement,
  resourceSubject,
  type Subject,
} from "./filter-subjects.js";
import { memberField } from "./relations.js";
import { type FilterTarget, resourceElements } from "./resource-fields.js";
import { ALWAYS, concat, fragment, join, NEVER, negate } from "./sql-fragments.js";

export type { FilterTarget } from "./resource-fields.js";

type Comparison = Extract<Filter, { kind: "compare" }>;

/** Resolves the paths of a condition: those of a resource, or those of one element. */
interface Scope {
  /** Undefined for what counts as unassigned. */
  readonly subject: (path: string) => Subject | undefined;
  readonly present: (path: string) => SqlFragment;
  readonly valuePath: (path: string, filter: Filter) => SqlFragment;
  /** One of several conditions. */
  readonly either: (filter: Filter, operands: readonly SqlFragment[]) => SqlFragment;
}

/**
 * Compiles a filter to a condition on the row of a user or group; SQLite and PostgreSQL give it one meaning.
 * Client text stands in bindings only. Where it is not met the condition is false or null.
 *
 * | Expression | Matches |
 * |---|---|
 * | text | by code point, folded unless `caseExact`; `%`, `_` and `\` are themselves |
 * | dateTime | as moments, in milliseconds |
 * | `eq null`, `ne null` | as `not (… pr)`, `… pr` |
 * | `ne` | what `eq` does not match, the unassigned included |
 * | `pr` | a value that is not the empty text; a complex attribute with any content |
 * | multi-valued | when one element matches; for `ne` one that differs or lacks the sub-attribute |
 * | `a[…]` | when the whole condition holds for one element |
 * | `primary eq false` | elements without `primary` too (RFC 7643 §2.4) |
 * | `not` | what the condition does not match, the unassigned included |
 *
 * Deviation: a complex attribute without a sub-attribute (`emails eq`, `manager eq`, `members eq`) stands for its
 * `value`; Microsoft Entra ID and Ping ask so. A URI (`members.$ref`, `meta.location`) is compared by the id at
 * its end, because its beginning depends on who reads it.
 * @throws AppError `invalidFilter` for an unknown attribute, and for an operator or literal its type does not have
 * @see RFC 7644 §3.4.2.2
 */
export function compileFilter(filter: Filter, target: FilterTarget): SqlFragment {
  return compile(filter, resourceScope(target));
}

/**
 * Compiles a condition on a member, as in `members[type eq "Group"]`, to one on a row of `group_members`.
 * @throws AppError `invalidFilter`
 */
export function compileMemberFilter(filter: Filter, target: FilterTarget): SqlFragment {
  const members = target.schema.attributes.get("members");
  if (members === undefined) throw new Error(`${target.schema.name} has no members.`);
  const field = (leaf: Attribute) => memberField(target.dialect, "group_members", leaf);
  return compile(
    filter,
    elementScope(target, members, (part) => elementSubject(target, members, part, field)),
  );
}

function compile(filter: Filter, scope: Scope): SqlFragment {
  switch (filter.kind) {
    case "and":
      return join("and", compileEach(filter.filters, scope));
    case "or":
      return scope.either(filter, compileEach(filter.filters, scope));
    case "not":
      return negate(compile(filter.filter, scope));
    case "valuePath":
      return scope.valuePath(filter.path, filter.filter);
    case "present":
      return scope.present(filter.path);
    case "compare":
      break;
  }
  return compileComparison(filter, scope);
}

function compileEach(filters: readonly Filter[], scope: Scope): SqlFragment[] {
  return filters.map((filter) => compile(filter, scope));
}

function compileComparison({ path, op, value }: Comparison, scope: Scope): SqlFragment {
  if (value === null) {
    requireNullOperator(path, op);
    return op === "ne" ? scope.present(path) : negate(scope.present(path));
  }
  const subject = scope.subject(path);
  if (subject === undefined) return op === "ne" ? ALWAYS : NEVER;
  const literal = literalOf(subject, path, op, value);
  return op === "ne" ? subject.field.differs(literal) : subject.field.matches(op, literal);
}

function resourceScope(target: FilterTarget): Scope {
  return {
    subject(path) {
      const resolved = resolveFilterPath(target, path);
      return resolved && resourceSubject(target, resolved);
    },
    present(path) {
      const resolved = resolveFilterPath(target, path);
      return resolved === undefined ? NEVER : presentOnResource(target, resolved);
    },
    valuePath(path, filter) {
      const resolved = resolveFilterPath(target, path);
      return resolved === undefined ? NEVER : compileValuePath(target, path, resolved, filter);
    },
    either: (filter, operands) =>
      filterCost(filter, target.schema).reach === "all"
        ? join("or", operands)
        : foundByEither(target, operands),
  };
}

/** Compiles `or` to a union, so that each condition uses its index; with `or` both databases would read all rows. */
function foundByEither({ schema, tenantId }: FilterTarget, operands: readonly SqlFragment[]): SqlFragment {
  const table = tableOf(schema);
  const select = fragment(`select ${table}.id from ${table} where ${table}.tenant_id = ? and (`, tenantId);
  const arms = operands.map((operand) => concat(select, operand, ")"));
  const selects = arms.flatMap((arm, i) => (i === 0 ? [arm] : [" union all ", arm]));
  return concat(`${table}.id in (`, ...selects, ")");
}

function compileValuePath(
  target: FilterTarget,
  path: string,
  resolved: ResolvedPath,
  filter: Filter,
): SqlFragment {
  const { attribute, subAttribute } = resolved;
  if (subAttribute !== undefined || (attribute.type !== "complex" && !attribute.multiValued)) {
    throw new AppError(
      "invalidFilter",
      `${quoteName(path)} cannot have a condition in brackets: it is neither complex nor multi-valued.`,
    );
  }
  if (!attribute.multiValued) {
    const scope = elementScope(target, attribute, (part) =>
      resourceSubject(target, { ...resolved, subAttribute: part }),
    );
    return join("and", [presentOnResource(target, resolved), compile(filter, scope)]);
  }
  const elements = resourceElements(target, attribute);
  const scope = elementScope(target, attribute, (part) =>
    elementSubject(target, attribute, part, elements.field),
  );
  const condition = elements.exists(compile(filter, scope));
  return join("and", [...seeksOf(filter, scope, elements), condition]);
}

function elementScope(
  target: FilterTarget,
  attribute: Attribute,
  subjectOf: (part: Attribute) => Subject,
): Scope {
  const subject = (path: string): Subject | undefined => {
    const part = resolveInElement(target, attribute, path);
    return part && subjectOf(part);
  };
  return {
    subject,
    present: (path) => subject(path)?.field.present() ?? NEVER,
    valuePath() {
      throw new AppError("invalidFilter", `A value path cannot be nested in '${attribute.path}[…]'.`);
    },
    either: (_filter, operands) => join("or", operands),
  };
}

/** Returns conditions on the resource that follow from one on an element and that an index serves. */
function seeksOf(filter: Filter, scope: Scope, elements: Elements): SqlFragment[] {
  if (filter.kind === "and") return filter.filters.flatMap((operand) => seeksOf(operand, scope, elements));
  if (filter.kind !== "compare" || filter.op === "ne" || filter.value === null) return [];
  const subject = scope.subject(filter.path);
  if (subject === undefined) return [];
  const literal = literalOf(subject, filter.path, filter.op, filter.value);
  const seek = elements.seek(subject.attribute, filter.op, literal);
  return seek === undefined ? [] : [seek.condition];
}
