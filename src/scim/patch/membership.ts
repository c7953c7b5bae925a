import type { MemberInput, MembershipChange } from "../../directory/groups/membership-change.js";
import { AppError } from "../../errors.js";
import type { Behavior } from "../../schema/behavior.js";
import { coerceValue } from "../../schema/coerce-value.js";
import type { Filter } from "../../schema/filter/ast.js";
import type { ScimValue } from "../../schema/model.js";
import { quoteName } from "../../schema/quote.js";
import { isScimObject } from "../../schema/scim-object.js";
import type { PatchOperation } from "./operation.js";

/** The operations of a PATCH of a group, separated by what they change. */
export interface GroupChanges {
  /** For `applyPatch`. */
  readonly attributes: readonly PatchOperation[];
  /** In order; none of them needs the list of members. */
  readonly members: readonly MembershipChange[];
}

/**
 * Separates the operations on `members` from the others. Each kind keeps its order, and neither affects what the other
 * changes.
 * @throws AppError `invalidValue` for a member without an id, `mutability` for a change inside a member, whose
 * sub-attributes are immutable (RFC 7643 §4.2)
 * @see RFC 7644 §3.5.2
 */
export function splitMembership(operations: readonly PatchOperation[], behavior: Behavior): GroupChanges {
  return {
    attributes: operations.filter((operation) => !isOnMembers(operation)),
    members: operations.filter(isOnMembers).flatMap((operation) => toChanges(operation, behavior)),
  };
}

function isOnMembers({ target }: PatchOperation): boolean {
  return target.attribute.key === "members";
}

function toChanges(operation: PatchOperation, behavior: Behavior): readonly MembershipChange[] {
  const { op, target, value } = operation;
  if (target.subAttribute !== undefined) {
    throw new AppError(
      "mutability",
      `${quoteName(target.path)} is immutable: remove the member and add another.`,
    );
  }
  const members = readMembers(operation, behavior);
  if (target.filter !== undefined) {
    const required = { kind: "require", filter: target.filter, path: target.path } as const;
    const changes = changeSelected(op, target.filter, members, behavior);
    return behavior.createMissingElements ? changes : [required, ...changes];
  }
  if (op === "add") return addition(members);
  if (op === "replace") return [{ kind: "replaceAll", members }];
  return value === undefined ? [{ kind: "removeAll" }] : removal(members.map((member) => member.value));
}

function changeSelected(
  op: PatchOperation["op"],
  filter: Filter,
  members: readonly MemberInput[],
  behavior: Behavior,
): readonly MembershipChange[] {
  if (op === "add") return addition(members);
  const ids = idsIn(filter);
  // Only the database knows how many members several ids select.
  const mayBeTooMany = !behavior.patchManyElements && ids?.length !== 1;
  if (ids === undefined || mayBeTooMany) return [{ kind: "removeWhere", filter }, ...addition(members)];
  // A member named on both sides stays.
  const kept = new Set(members.map((member) => member.value));
  return [...removal(ids.filter((id) => !kept.has(id))), ...addition(members)];
}

function addition(members: readonly MemberInput[]): readonly MembershipChange[] {
  return members.length === 0 ? [] : [{ kind: "add", members }];
}

function removal(ids: readonly string[]): readonly MembershipChange[] {
  return ids.length === 0 ? [] : [{ kind: "remove", ids: [...new Set(ids)] }];
}

/** Returns the members that a value names, each once; the last mention counts. */
function readMembers({ op, target, value }: PatchOperation, behavior: Behavior): readonly MemberInput[] {
  if (op === "remove" && target.filter !== undefined) return [];
  // A value path takes one value, any other path a list.
  const list = target.filter === undefined || Array.isArray(value) ? value : [value];
  const coerced = coerceValue(target.attribute, list, behavior);
  const members = Array.isArray(coerced) ? coerced.flatMap(toMember) : [];
  return [...new Map(members.map((member) => [member.value, member])).values()];
}

function toMember(element: ScimValue): readonly MemberInput[] {
  if (!isScimObject(element) || typeof element["value"] !== "string") return [];
  const { value, display } = element;
  return [typeof display === "string" ? { value, display } : { value }];
}

/** @returns undefined when the condition is not one id or several joined by `or` */
function idsIn(filter: Filter): readonly string[] | undefined {
  if (filter.kind === "or") {
    const parts = filter.filters.map((part) => idsIn(part));
    return parts.every((part) => part !== undefined) ? parts.flat() : undefined;
  }
  const isId = filter.kind === "compare" && filter.op === "eq" && filter.path.toLowerCase() === "value";
  return isId && filter.value !== null ? [String(filter.value)] : undefined;
}
