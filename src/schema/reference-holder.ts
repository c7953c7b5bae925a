import { AppError } from "../errors.js";
import { BASE_PLACEHOLDER } from "./base-url.js";
import { STRICT } from "./behavior.js";
import { coerceSimple } from "./coerce-simple.js";
import { enterpriseUserDefinition } from "./definitions/enterprise-user.js";
import type { Attribute, ScimObject } from "./model.js";
import { quote } from "./quote.js";

const MANAGER_KEY = `${enterpriseUserDefinition.id}:manager`.toLowerCase();
const MEMBERS_KEY = "members";

/** Returns true for the attributes that refer to another resource by `value` and whose `$ref` the server computes. */
export function isReferenceHolder(attribute: Attribute): boolean {
  return attribute.key === MANAGER_KEY || attribute.key === MEMBERS_KEY;
}

/**
 * Completes a manager or a member: takes `value` from the last segment of the client's `$ref` when only that is given,
 * and computes the manager's `$ref` below the base URL's placeholder. A member's `$ref` is added on reading, since it
 * depends on the member's type.
 * @param given - the value as the client sent it
 * @param coerced - its sub-attributes except `$ref`
 * @throws AppError `invalidValue` for a member without an id
 */
export function completeReference(
  attribute: Attribute,
  given: Record<string, unknown>,
  coerced: ScimObject,
): ScimObject {
  const value = coerced["value"] ?? idOfReference(attribute, given);
  if (attribute.key === MEMBERS_KEY) {
    if (value !== undefined) return { value, ...coerced };
    if (Object.keys(coerced).length === 0) return coerced;
    throw new AppError("invalidValue", "Attribute 'members' contains an element without a 'value'.");
  }
  if (typeof value !== "string") return {};
  return { value, $ref: `${BASE_PLACEHOLDER}/Users/${encodeURIComponent(value)}` };
}

function idOfReference(attribute: Attribute, given: Record<string, unknown>): string | undefined {
  const name = Object.keys(given).find((candidate) => candidate.toLowerCase() === "$ref");
  const reference = name === undefined ? undefined : given[name];
  const valueAttribute = attribute.subAttributes.get("value");
  if (typeof reference !== "string" || valueAttribute === undefined) return undefined;
  const path = reference.split(/[?#]/, 1)[0] ?? "";
  const segment = path.replace(/\/$/, "").split("/").at(-1) ?? "";
  return segment === ""
    ? undefined
    : String(coerceSimple(valueAttribute, decode(segment, reference), STRICT));
}

function decode(segment: string, reference: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    throw new AppError("invalidValue", `The '$ref' ${quote(reference)} is not a URI: send 'value' instead.`);
  }
}
