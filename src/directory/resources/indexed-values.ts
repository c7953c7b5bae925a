import { indexKey } from "../../db/index-key.js";
import { fold } from "../../schema/fold.js";
import type { Attribute, Resource, ResourceSchema, ScimValue } from "../../schema/model.js";
import { isSeekable } from "./attribute-columns.js";
import type { IndexedValue } from "./attribute-values.js";
import type { Columns } from "./changed-columns.js";

/** The columns of a user that filters and sorting read. */
export interface UserKeyColumns extends Columns {
  readonly user_name_key: string;
  readonly display_name_key: string | null;
  readonly family_name_key: string | null;
  readonly given_name_key: string | null;
  readonly title_key: string | null;
  readonly active: 0 | 1 | null;
}

/** The column of a group that filters and sorting read. */
export interface GroupKeyColumns extends Columns {
  readonly display_name_key: string;
}

/** Returns the indexed columns of a coerced user. */
export function userKeyColumns(resource: Resource): UserKeyColumns {
  const name = resource["name"];
  const active = resource["active"];
  return {
    user_name_key: textKey(resource["userName"]) ?? "",
    display_name_key: textKey(resource["displayName"]),
    family_name_key: textKey(memberOf(name, "familyName")),
    given_name_key: textKey(memberOf(name, "givenName")),
    title_key: textKey(resource["title"]),
    active: typeof active === "boolean" ? (active ? 1 : 0) : null,
  };
}

/** Returns the indexed column of a coerced group. */
export function groupKeyColumns(resource: Resource): GroupKeyColumns {
  return { display_name_key: textKey(resource["displayName"]) ?? "" };
}

/** Returns the values of a coerced resource that filters seek by, each once: its rows of `attribute_values`. */
export function indexedValues(schema: ResourceSchema, resource: Resource): IndexedValue[] {
  const found = new Map<string, IndexedValue>();
  const add = (leaf: Attribute, value: ScimValue | undefined): void => {
    for (const text of textsOf(value)) {
      const indexed = { attribute: leaf.key, value: indexKey(leaf.caseExact ? text : fold(text)) };
      found.set(`${indexed.attribute}\n${indexed.value}`, indexed);
    }
  };
  addAll(schema, schema.core.attributes, resource, add);
  for (const extension of schema.extensions) {
    addAll(schema, extension.schema.attributes, resource[extension.schema.id], add);
  }
  return [...found.values()];
}

function addAll(
  schema: ResourceSchema,
  attributes: ReadonlyMap<string, Attribute>,
  container: ScimValue | undefined,
  add: (leaf: Attribute, value: ScimValue | undefined) => void,
): void {
  for (const attribute of attributes.values()) {
    const value = memberOf(container, attribute.name);
    if (isSeekable(schema, attribute)) add(attribute, value);
    for (const subAttribute of attribute.subAttributes.values()) {
      if (!isSeekable(schema, subAttribute)) continue;
      for (const element of listOf(value)) add(subAttribute, memberOf(element, subAttribute.name));
    }
  }
}

function textKey(value: ScimValue | undefined): string | null {
  return typeof value === "string" ? indexKey(fold(value)) : null;
}

function textsOf(value: ScimValue | undefined): string[] {
  return listOf(value).filter((item): item is string => typeof item === "string");
}

function listOf(value: ScimValue | undefined): readonly ScimValue[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}

function memberOf(value: ScimValue | undefined, name: string): ScimValue | undefined {
  return typeof value === "object" && !Array.isArray(value) ? value[name] : undefined;
}
