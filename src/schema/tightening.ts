import { AppError } from "../errors.js";
import type { Attribute, Schema } from "./model.js";
import { quote } from "./quote.js";

/** Characteristics from the loosest to the tightest. */
const ORDER = {
  mutability: ["readWrite", "writeOnly", "immutable", "readOnly"],
  returned: ["always", "default", "request", "never"],
} as const;

function refuse(attribute: Attribute, problem: string): never {
  throw new AppError(
    "conflict",
    `Attribute ${quote(attribute.path)} ${problem}: a declared schema may grow and be tightened, never loosened`,
  );
}

function isTighter<T extends string>(order: readonly T[], before: T, after: T): boolean {
  return order.indexOf(after) >= order.indexOf(before);
}

/** Returns true when every value allowed now was allowed before. */
function allowsNoMore(before: Attribute, after: Attribute): boolean {
  if (!before.closed) return true;
  const allowed = new Set(before.canonicalValues);
  return after.closed && (after.canonicalValues ?? []).every((value) => allowed.has(value));
}

function checkAttribute(before: Attribute, after: Attribute | undefined): void {
  if (!after) return refuse(before, "is left out");
  if (after.type !== before.type || after.multiValued !== before.multiValued) {
    return refuse(before, "has another type than before");
  }
  if (after.caseExact !== before.caseExact) return refuse(before, "compares case in another way than before");
  if (before.required && !after.required) return refuse(before, "is no longer required");
  if (!isTighter(ORDER.mutability, before.mutability, after.mutability)) {
    return refuse(before, "could be changed more freely than before");
  }
  if (!isTighter(ORDER.returned, before.returned, after.returned)) {
    return refuse(before, "would be shown more than before");
  }
  if (!allowsNoMore(before, after)) return refuse(before, "would accept values that it refused before");
  checkAttributes(before.subAttributes, after.subAttributes);
  return undefined;
}

function checkAttributes(
  before: ReadonlyMap<string, Attribute>,
  after: ReadonlyMap<string, Attribute>,
): void {
  for (const [name, attribute] of before) checkAttribute(attribute, after.get(name));
}

/**
 * Checks that a redeclared schema requires at least what it required before, so that clients and readers can keep
 * relying on it. It may have additional attributes.
 * @throws AppError `conflict` naming the attribute that is looser or missing
 */
export function checkTightening(before: Schema, after: Schema): void {
  checkAttributes(before.attributes, after.attributes);
}
