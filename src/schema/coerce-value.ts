import { AppError } from "../errors.js";
import type { Behavior } from "./behavior.js";
import { coerceSimple, wrongType } from "./coerce-simple.js";
import type { Attribute, ScimObject, ScimValue } from "./model.js";
import { checkCount, normalizeElements } from "./normalize.js";
import { quoteName } from "./quote.js";
import { completeReference, isReferenceHolder } from "./reference-holder.js";

/** The settings and findings that all values of one body share. */
export interface Coercion {
  readonly behavior: Behavior;
  /** Collects the names that were dropped; filled by `noteIgnored`. */
  readonly ignored: Set<string>;
}

/** The most dropped names of one request that are logged, and the length kept of each, in UTF-16 units. */
const MAX_IGNORED_NAMES = 50;
const MAX_IGNORED_LENGTH = 200;

/**
 * Converts a client's value of an attribute or sub-attribute to the form in which it is stored: canonical names, typed
 * values, readOnly sub-attributes dropped. The caller checks whether the attribute itself may be written. After a
 * sub-attribute was changed, coerce the whole complex value again, since its parts depend on each other.
 * @returns undefined when the value means "unassigned" (RFC 7643 §2.5)
 * @throws AppError `invalidValue` for a value of the wrong type, `invalidSyntax` for an unknown name
 */
export function coerceValue(attribute: Attribute, value: unknown, behavior: Behavior): ScimValue | undefined {
  return coerceAttribute(attribute, value, { behavior, ignored: new Set() });
}

/** Converts one of many values of a body, like `coerceValue`. */
export function coerceAttribute(
  attribute: Attribute,
  value: unknown,
  coercion: Coercion,
): ScimValue | undefined {
  if (value === null || value === undefined) return undefined;
  if (attribute.multiValued) return coerceElements(attribute, value, coercion);
  if (!Array.isArray(value)) return coerceElement(attribute, value, coercion);
  if (value.length === 0) return undefined;
  // Deviation: RFC 7643 §2.2 allows no list for a single value; Entra ID sends the manager as a list of one.
  if (value.length > 1 || !coercion.behavior.adaptLists) throw wrongType(attribute, "a single value", value);
  return coerceElement(attribute, value[0], coercion);
}

/** Returns true for a JSON object, as opposed to a list, null or a simple value. */
export function isJsonObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Records a dropped name, up to a limit, since a client may send any number. */
export function noteIgnored(ignored: Set<string>, name: string): void {
  if (ignored.size < MAX_IGNORED_NAMES) ignored.add(name.slice(0, MAX_IGNORED_LENGTH));
}

/** Creates the error for a name that is not defined where the client used it. */
export function unknownName(name: string, where: string): AppError {
  return new AppError("invalidSyntax", `Attribute ${quoteName(name)} is not defined by ${where}.`);
}

/** Creates the error for an attribute that was sent under two spellings; neither can be preferred. */
export function givenTwice(path: string): AppError {
  return new AppError("invalidSyntax", `Attribute '${path}' is given more than once: send it once.`);
}

function coerceElements(attribute: Attribute, value: unknown, coercion: Coercion): ScimValue[] | undefined {
  const { behavior } = coercion;
  if (value === "" && behavior.emptyStringClears) return undefined;
  // Deviation: RFC 7643 §2.4 requires a list; several clients send a single value without one.
  if (!Array.isArray(value) && !behavior.adaptLists) throw wrongType(attribute, "a list", value);
  const given: unknown[] = Array.isArray(value) ? value : [value];
  checkCount(attribute, given.length);
  const elements: ScimValue[] = [];
  for (const item of given) {
    const element = coerceElement(attribute, item, coercion);
    if (element !== undefined) elements.push(element);
  }
  return elements.length === 0 ? undefined : normalizeElements(attribute, elements, behavior);
}

function coerceElement(attribute: Attribute, value: unknown, coercion: Coercion): ScimValue | undefined {
  if (value === null || value === undefined) return undefined;
  if (attribute.type === "complex") return coerceComplex(attribute, value, coercion);
  const simple = unwrapped(value, coercion.behavior);
  if (simple === null) return undefined;
  if (typeof simple === "object") throw wrongType(attribute, "a simple value", value);
  return coerceSimple(attribute, simple as string | number | boolean, coercion.behavior);
}

/**
 * Returns a simple value without the object around it. Deviation: RFC 7643 §2.3 has no object around a simple value;
 * Microsoft's reference code sends `{"$ref": null, "value": "a"}`.
 */
function unwrapped(value: unknown, { wrapComplexStrings }: Behavior): unknown {
  if (!wrapComplexStrings || !isJsonObject(value)) return value;
  const members = Object.entries(value).map(([name, member]) => [name.toLowerCase(), member] as const);
  const inner = members.find(([name]) => name === "value");
  const isWrapper = members.every(([name, member]) => name === "value" || name === "$ref" || member === null);
  return inner !== undefined && isWrapper ? inner[1] : value;
}

function coerceComplex(attribute: Attribute, value: unknown, coercion: Coercion): ScimObject | undefined {
  if (isJsonObject(value)) return coerceMembers(attribute, value, coercion);
  const { behavior } = coercion;
  if (value === "" && behavior.emptyStringClears) return undefined;
  // Deviation: RFC 7643 §2.3.8 requires an object; Entra ID sends the manager, and others send members, as bare ids.
  const hasValue = findSubAttribute(attribute, "value", behavior) !== undefined && !Array.isArray(value);
  if (behavior.wrapComplexStrings && hasValue) return coerceMembers(attribute, { value }, coercion);
  throw wrongType(attribute, "an object with sub-attributes", value);
}

function coerceMembers(
  attribute: Attribute,
  object: Record<string, unknown>,
  coercion: Coercion,
): ScimObject | undefined {
  const found = new Map<Attribute, ScimValue | undefined>();
  for (const name of Object.keys(object)) {
    const subAttribute = findSubAttribute(attribute, name, coercion.behavior);
    if (subAttribute === undefined) {
      if (!coercion.behavior.dropUnknownAttributes) throw unknownName(name, `'${attribute.path}'`);
      noteIgnored(coercion.ignored, `${attribute.path}.${name}`);
      continue;
    }
    if (found.has(subAttribute)) throw givenTwice(subAttribute.path);
    found.set(subAttribute, coerceMember(attribute, subAttribute, object[name], coercion));
  }
  const result: ScimObject = {};
  for (const subAttribute of attribute.subAttributes.values()) {
    const value = found.get(subAttribute);
    if (value !== undefined) result[subAttribute.name] = value;
  }
  return finish(attribute, object, result);
}

/** Returns the sub-attribute that a member of an object names, in any case; undefined when there is none. */
export function findSubAttribute(
  attribute: Attribute,
  name: string,
  behavior: Behavior,
): Attribute | undefined {
  const key = relativeKey(attribute, name.toLowerCase(), behavior);
  const found = attribute.subAttributes.get(key);
  if (found !== undefined || !behavior.dropUnknownAttributes) return found;
  return attribute.subAttributes.get(OTHER_NAMES.get(key) ?? "");
}

/** Reads `name.givenName` inside `name` as `givenName`, where members may be named by paths. */
function relativeKey(attribute: Attribute, key: string, { expandPathKeys }: Behavior): string {
  if (!expandPathKeys || !key.includes(".")) return key;
  const prefix = [attribute.key, attribute.name.toLowerCase()].find((one) => key.startsWith(`${one}.`));
  return prefix === undefined ? key : key.slice(prefix.length + 1);
}

/**
 * Names that some clients use for a sub-attribute, accepted where nothing else has that name. Deviation: RFC 7643 §2.4
 * calls it `display`; Microsoft's test collection writes and reads `displayName`. An element of `licenses` is
 * identified by `skuPartNumber`; a client that knows only the RFC sends `value`.
 */
const OTHER_NAMES: ReadonlyMap<string, string> = new Map([
  ["displayname", "display"],
  ["value", "skupartnumber"],
]);

function coerceMember(
  attribute: Attribute,
  subAttribute: Attribute,
  value: unknown,
  coercion: Coercion,
): ScimValue | undefined {
  if (subAttribute.mutability === "readOnly") return undefined;
  // The server computes it: see completeReference.
  if (subAttribute.name === "$ref" && isReferenceHolder(attribute)) return undefined;
  return coerceAttribute(subAttribute, value, coercion);
}

function finish(
  attribute: Attribute,
  object: Record<string, unknown>,
  result: ScimObject,
): ScimObject | undefined {
  const complete = isReferenceHolder(attribute) ? completeReference(attribute, object, result) : result;
  return Object.keys(complete).length === 0 ? undefined : complete;
}
