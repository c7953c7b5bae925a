import { isDeepStrictEqual } from "node:util";
import type { Resource, ScimValue } from "./model.js";
import { isScimObject, objectOrEmpty } from "./scim-object.js";

/**
 * Returns the paths of the attributes in which two states of a resource differ: `title`, `name.givenName`, `emails`,
 * `urn:…:User:department`. A multi-valued attribute is compared as a whole; `schemas` is not compared.
 */
export function changedNames(before: Resource, after: Resource): string[] {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  names.delete("schemas");
  return [...names].flatMap((name) => changesIn(name, before[name], after[name]));
}

function changesIn(name: string, before: ScimValue | undefined, after: ScimValue | undefined): string[] {
  if (isDeepStrictEqual(before, after)) return [];
  const states = [before, after].filter((state) => state !== undefined);
  if (!states.every(isScimObject)) return [name];
  const separator = name.startsWith("urn:") ? ":" : ".";
  const [old, current] = [objectOrEmpty(before), objectOrEmpty(after)];
  const inner = new Set([...Object.keys(old), ...Object.keys(current)]);
  return [...inner]
    .filter((key) => !isDeepStrictEqual(old[key], current[key]))
    .map((key) => `${name}${separator}${key}`);
}
