import { isDeepStrictEqual } from "node:util";
import { maskSecrets } from "./mask-secrets.js";
import type { Resource, ScimValue } from "./model.js";
import { isScimObject, objectOrEmpty } from "./scim-object.js";

/** The values of one attribute before and after a change; a side without a value is absent. */
interface ValueChange {
  readonly before?: unknown;
  readonly after?: unknown;
}

/** The changes to the attributes of a resource. */
export interface AttributeChanges {
  /** By attribute name, in extensions `urn:…:User:department`; secrets inside a value are masked. */
  readonly values: Readonly<Record<string, ValueChange>>;
  /** Names of changed attributes whose values nobody may read. */
  readonly secrets: readonly string[];
}

/**
 * Returns the attributes in which two states of a resource differ, with their values. `schemas` is not compared.
 * @param secrets - the names from `secretNames`; their values are left out
 */
export function attributeChanges(
  before: Resource,
  after: Resource,
  secrets: ReadonlySet<string>,
): AttributeChanges {
  const values: Record<string, ValueChange> = {};
  const hidden: string[] = [];
  const compare = (
    name: string,
    path: string,
    old: ScimValue | undefined,
    now: ScimValue | undefined,
  ): void => {
    if (isDeepStrictEqual(old, now)) return;
    if (secrets.has(name.toLowerCase())) return void hidden.push(path);
    values[path] = {
      ...(old !== undefined && { before: maskSecrets(old, secrets) }),
      ...(now !== undefined && { after: maskSecrets(now, secrets) }),
    };
  };
  for (const name of namesOf(before, after)) {
    const [old, now] = [before[name], after[name]];
    if (!isExtension(name, old ?? now)) compare(name, name, old, now);
    else {
      const [oldMembers, members] = [objectOrEmpty(old), objectOrEmpty(now)];
      for (const inner of namesOf(oldMembers, members)) {
        compare(inner, `${name}:${inner}`, oldMembers[inner], members[inner]);
      }
    }
  }
  return { values, secrets: hidden };
}

function isExtension(name: string, value: ScimValue | undefined): boolean {
  return name.startsWith("urn:") && isScimObject(value);
}

function namesOf(before: object, after: object): Set<string> {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  names.delete("schemas");
  return names;
}
