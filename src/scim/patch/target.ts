import { AppError } from "../../errors.js";
import type { Behavior } from "../../schema/behavior.js";
import { resolveClientPath } from "../../schema/client-path.js";
import type { PatchPath } from "../../schema/filter/ast.js";
import { checkElementBehavior } from "../../schema/filter/check.js";
import { checkElementFilter } from "../../schema/filter/match.js";
import { parsePatchPath } from "../../schema/filter/parse.js";
import type { Attribute, ResourceSchema } from "../../schema/model.js";
import { quoteName } from "../../schema/quote.js";
import type { PatchTarget } from "./operation.js";

/**
 * Resolves the path of an operation.
 * @throws AppError `invalidPath` when it is malformed or unknown, `invalidFilter` for its condition
 */
export function getTarget(schema: ResourceSchema, path: string, behavior: Behavior): PatchTarget {
  const parsed = parsePatchPath(path, behavior);
  const target = resolve(schema, path, parsed, behavior);
  if (target !== undefined) return target;
  throw new AppError("invalidPath", `The path ${quoteName(path)} names no attribute of a ${schema.name}.`);
}

/**
 * Resolves a name in an object of attributes: an attribute's, or any path.
 * @returns undefined when it is unknown
 * @throws AppError `invalidPath` or `invalidFilter` for a malformed value path
 */
export function findTarget(
  schema: ResourceSchema,
  name: string,
  behavior: Behavior,
): PatchTarget | undefined {
  // A name that is not a valid path is an unknown attribute, not a malformed path.
  const plain = { path: name, filter: undefined, subAttribute: undefined };
  return resolve(schema, name, name.includes("[") ? parsePatchPath(name, behavior) : plain, behavior);
}

/** Returns true when a client may not write the target. RFC 7643 §7, "mutability". */
export function isReadOnly({ attribute, subAttribute }: PatchTarget): boolean {
  return attribute.mutability === "readOnly" || subAttribute?.mutability === "readOnly";
}

function resolve(
  schema: ResourceSchema,
  path: string,
  parsed: PatchPath,
  behavior: Behavior,
): PatchTarget | undefined {
  const resolved = resolveClientPath(schema, parsed.path, behavior);
  if (resolved === undefined) return undefined;
  const { attribute, subAttribute } = resolved;
  const target = { path, extension: resolved.extension?.id, attribute, subAttribute, filter: parsed.filter };
  if (parsed.filter === undefined) return target;
  const takesCondition = attribute.multiValued || (attribute.type === "complex" && behavior.filterOnComplex);
  if (subAttribute !== undefined || !takesCondition) {
    throw new AppError(
      "invalidPath",
      `${quoteName(parsed.path)} takes no condition in brackets: it is not a multi-valued attribute.`,
    );
  }
  checkElementFilter(attribute, parsed.filter);
  checkElementBehavior(attribute, parsed.filter, behavior);
  return { ...target, subAttribute: findSubAttribute(attribute, parsed.subAttribute) };
}

function findSubAttribute(attribute: Attribute, name: string | undefined): Attribute | undefined {
  if (name === undefined) return undefined;
  const found = attribute.subAttributes.get(name.toLowerCase());
  if (found !== undefined) return found;
  throw new AppError("invalidPath", `${quoteName(attribute.path)} has no sub-attribute ${quoteName(name)}.`);
}
