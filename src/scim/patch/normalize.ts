import { AppError } from "../../errors.js";
import type { Behavior } from "../../schema/behavior.js";
import { isPathKey, resolveClientSchema } from "../../schema/client-path.js";
import { findSubAttribute, isJsonObject, noteIgnored } from "../../schema/coerce-value.js";
import type { ResourceSchema, Schema } from "../../schema/model.js";
import { quoteName } from "../../schema/quote.js";
import type { PatchOp, PatchOperation, PatchTarget } from "./operation.js";
import { findTarget, getTarget, isReadOnly } from "./target.js";

/** An operation as in the body, with the spelling of `op` normalized. */
export interface RawOperation {
  readonly op: PatchOp;
  /** Undefined when it is absent or empty. */
  readonly path: string | undefined;
  /** Undefined when it is absent. */
  readonly value: unknown;
}

/** The values that all operations of a request share. */
interface Context {
  readonly schema: ResourceSchema;
  readonly behavior: Behavior;
  readonly ignored: Set<string>;
}

/**
 * Normalizes an operation into operations with one target each: an object of attributes, alone or under the URN of a
 * schema, becomes one operation for each of its members.
 * @param ignored - collects the unknown names
 * @throws AppError as `parsePatch`
 * @see RFC 7644 §3.5.2
 */
export function normalizeOperation(
  schema: ResourceSchema,
  raw: RawOperation,
  behavior: Behavior,
  ignored: Set<string>,
): PatchOperation[] {
  const context = { schema, behavior, ignored };
  const { op, path, value } = raw;
  if (path === undefined) return expandResource(context, op, value);
  const owner = resolveClientSchema(schema, path, behavior);
  if (owner !== undefined) return expandSchema(context, op, owner, value);
  return normalizeTarget(context, raw, getTarget(schema, path, behavior));
}

function expandResource(context: Context, op: PatchOp, value: unknown): PatchOperation[] {
  if (op === "remove") throw new AppError("noTarget", "A remove operation needs a path.");
  // RFC 7644 §3.5.2 allows it, the interoperability profile forbids it.
  if (!context.behavior.allowPathlessOperations) {
    throw new AppError("invalidSyntax", `An operation '${op}' needs a path on this connection.`);
  }
  return expandObject(context, op, value, "");
}

/**
 * Expands an operation whose target is the URN of a schema: of an extension, which counts as a complex attribute, or of
 * the core.
 */
function expandSchema(context: Context, op: PatchOp, owner: Schema, value: unknown): PatchOperation[] {
  const clears = op === "remove" || value === null || value === "";
  if (!clears) return expandObject(context, op, value, `${owner.id}:`);
  if (owner === context.schema.core) {
    throw new AppError(
      "mutability",
      `The attributes of ${quoteName(owner.id)} cannot be removed as a whole.`,
    );
  }
  return [...owner.attributes.values()]
    .filter((attribute) => attribute.mutability !== "readOnly")
    .map((attribute) => ({
      op: "remove",
      target: {
        path: attribute.path,
        extension: owner.id,
        attribute,
        subAttribute: undefined,
        filter: undefined,
      },
      value: undefined,
    }));
}

/** @param prefix - what precedes each name: nothing, or a URN and a colon */
function expandObject(context: Context, op: PatchOp, value: unknown, prefix: string): PatchOperation[] {
  const isListOfOne = Array.isArray(value) && value.length === 1;
  const object: unknown = isListOfOne && context.behavior.adaptLists ? value[0] : value;
  if (!isJsonObject(object)) {
    throw new AppError(
      "invalidValue",
      `The value of an operation '${op}' without the path of an attribute must be an object of attributes.`,
    );
  }
  return Object.entries(object).flatMap(([name, member]) => expandMember(context, op, prefix, name, member));
}

function expandMember(
  context: Context,
  op: PatchOp,
  prefix: string,
  name: string,
  value: unknown,
): PatchOperation[] {
  const { schema, behavior } = context;
  const owner = prefix === "" ? resolveClientSchema(schema, name, behavior) : undefined;
  if (owner !== undefined) return expandSchema(context, op, owner, value);
  const isKnown = behavior.expandPathKeys || !isPathKey(name);
  const path = name.toLowerCase().startsWith("urn:") ? name : prefix + name;
  const target = isKnown ? findTarget(schema, path, behavior) : undefined;
  // It belongs at the top of the resource; some clients repeat it in each extension.
  if (target === undefined && prefix !== "" && name.toLowerCase() === "schemas") return [];
  if (target === undefined) return dropName(context, prefix, name);
  // authentik and Okta send back `id`, `meta` and `schemas` as they received them.
  if (isSchemas(target) || (isReadOnly(target) && behavior.ignoreReadOnly)) return [];
  return normalizeTarget(context, { op, path: target.path, value }, target);
}

/** Drops a member that no schema has, or refuses it. */
function dropName({ schema, behavior, ignored }: Context, prefix: string, name: string): [] {
  const { dropUnknownSchemas, dropUnknownAttributes } = behavior;
  const isDropped = name.toLowerCase().startsWith("urn:") ? dropUnknownSchemas : dropUnknownAttributes;
  if (!isDropped) {
    throw new AppError(
      "invalidSyntax",
      `${quoteName(prefix + name)} is not an attribute of a ${schema.name}.`,
    );
  }
  noteIgnored(ignored, prefix + name);
  return [];
}

function normalizeTarget(context: Context, raw: RawOperation, target: PatchTarget): PatchOperation[] {
  if (isSchemas(target)) return checkSchemasChange(context, raw);
  if (isReadOnly(target)) {
    const { writtenBy } = target.attribute;
    const hint = writtenBy === undefined ? "leave it out" : `${writtenBy} set it`;
    throw new AppError("mutability", `${quoteName(target.path)} is readOnly: ${hint}.`);
  }
  noteUnknownParts(context, target, raw.value);
  if (raw.op === "remove") return [{ op: "remove", target, value: removalValue(context, raw, target) }];
  if (raw.value === undefined) {
    throw new AppError(
      "invalidValue",
      `The operation '${raw.op}' on ${quoteName(target.path)} needs a value.`,
    );
  }
  return [{ op: raw.op, target: elementValueTarget(context, target, raw.value), value: raw.value }];
}

/** Records the sub-attributes that no schema has; coercion of the value drops or refuses them. */
function noteUnknownParts(
  { behavior, ignored }: Context,
  { attribute, subAttribute }: PatchTarget,
  value: unknown,
): void {
  if (attribute.type !== "complex" || subAttribute !== undefined) return;
  const values: readonly unknown[] = Array.isArray(value) ? value : [value];
  for (const item of values) {
    for (const name of isJsonObject(item) ? Object.keys(item) : []) {
      if (findSubAttribute(attribute, name, behavior) === undefined)
        noteIgnored(ignored, `${attribute.path}.${name}`);
    }
  }
}

/**
 * Returns the list in the value of a remove, which selects the elements to remove.
 *
 * Deviation: RFC 7644 §3.5.2.2 defines no value and would remove all; Entra ID, JumpCloud and authentik send the
 * members to remove this way. Where the option is off the operation is refused, since neither reading is safe.
 */
function removalValue({ behavior }: Context, raw: RawOperation, target: PatchTarget): unknown {
  const { attribute, subAttribute, filter } = target;
  if (raw.value === undefined || raw.value === null) return undefined;
  if (!attribute.multiValued || subAttribute !== undefined || filter !== undefined) return undefined;
  // An empty string names nothing, so nothing is removed: the client lost the value it meant.
  if (behavior.removeMembersByValue) return raw.value === "" ? [] : raw.value;
  throw new AppError(
    "invalidValue",
    `A remove of ${quoteName(target.path)} takes no value: select what to remove in the path, as in ${attribute.name}[value eq "…"].`,
  );
}

/** Directs a bare value for selected elements to their `value`. */
function elementValueTarget({ behavior }: Context, target: PatchTarget, value: unknown): PatchTarget {
  const { attribute, subAttribute, filter } = target;
  const isBare = value !== "" && value !== null && typeof value !== "object";
  const isPart = filter === undefined || subAttribute !== undefined;
  if (!behavior.wrapComplexStrings || isPart || !isBare) return target;
  return { ...target, subAttribute: attribute.subAttributes.get("value") };
}

function isSchemas({ attribute }: PatchTarget): boolean {
  return attribute.key === "schemas";
}

/** `schemas` is computed from the attributes, so changing it has no effect of its own. RFC 7643 §3. */
function checkSchemasChange({ schema, behavior }: Context, { op, value }: RawOperation): [] {
  if (behavior.ignoreReadOnly) return [];
  if (op === "remove") throw new AppError("mutability", "'schemas' cannot be removed.");
  const urns: readonly unknown[] = Array.isArray(value) ? value : [value];
  const isSchema = (urn: string): boolean => resolveClientSchema(schema, urn, behavior) !== undefined;
  if (urns.every((urn) => typeof urn === "string" && isSchema(urn))) return [];
  throw new AppError("invalidValue", `'schemas' accepts only URNs of the schemas of a ${schema.name}.`);
}
