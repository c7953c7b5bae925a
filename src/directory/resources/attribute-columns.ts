import type { ResolvedPath } from "../../schema/attribute-path.js";
import type { Attribute, ResourceSchema } from "../../schema/model.js";

/** The table of a resource type. */
export type ResourceTable = "users" | "groups";

/**
 * How an attribute, or a sub-attribute, is stored; what a filter and a sort key read.
 *
 * | kind | where |
 * |---|---|
 * | `key` | a column with `indexKey` of the folded text; the text itself is in the search document |
 * | `text` | a column with the exact text |
 * | `flag` | a column with 1, 0 or null |
 * | `time` | a column with UTC milliseconds |
 * | `version`, `resourceType`, `location` | follow from other columns |
 * | `externalId` | `external_ids`, by connection |
 * | `relation` | `group_members` |
 * | `search` | the search document; when `seekable`, its values are rows of `attribute_values` too |
 */
export type Storage =
  | { readonly kind: "key" | "text" | "flag" | "time"; readonly column: string }
  | { readonly kind: "version" | "resourceType" | "location" | "externalId" | "relation" }
  | { readonly kind: "search"; readonly seekable: boolean };

const commonStorage: readonly (readonly [string, Storage])[] = [
  ["id", { kind: "text", column: "id" }],
  ["externalid", { kind: "externalId" }],
  ["meta.resourcetype", { kind: "resourceType" }],
  ["meta.created", { kind: "time", column: "created_at" }],
  ["meta.lastmodified", { kind: "time", column: "last_modified_at" }],
  ["meta.location", { kind: "location" }],
  ["meta.version", { kind: "version" }],
];

/** Storage by the key of an attribute; all others are in the search document. */
const storages: Readonly<Record<ResourceSchema["name"], ReadonlyMap<string, Storage>>> = {
  User: new Map<string, Storage>([
    ...commonStorage,
    ["username", { kind: "key", column: "user_name_key" }],
    ["displayname", { kind: "key", column: "display_name_key" }],
    ["name.familyname", { kind: "key", column: "family_name_key" }],
    ["name.givenname", { kind: "key", column: "given_name_key" }],
    ["title", { kind: "key", column: "title_key" }],
    ["active", { kind: "flag", column: "active" }],
    ["groups", { kind: "relation" }],
  ]),
  Group: new Map<string, Storage>([
    ...commonStorage,
    ["displayname", { kind: "key", column: "display_name_key" }],
    ["members", { kind: "relation" }],
  ]),
};

/** Core attributes whose values are rows of `attribute_values`, by key. */
const SEEKABLE: ReadonlySet<string> = new Set([
  "emails.value",
  "phonenumbers.value",
  "roles.value",
  "entitlements.value",
]);

/** Returns the table of a resource type. */
export function tableOf(schema: ResourceSchema): ResourceTable {
  return schema.name === "User" ? "users" : "groups";
}

/** Returns whether an attribute is read from `group_members`: the groups of a user, the members of a group. */
export function isRelation(schema: ResourceSchema, attribute: Attribute): boolean {
  return storages[schema.name].get(attribute.key)?.kind === "relation";
}

/** Returns how the attribute of a path is stored; sub-attributes of `groups` and `members` are relations too. */
export function storageOf(schema: ResourceSchema, { attribute, subAttribute }: ResolvedPath): Storage {
  const table = storages[schema.name];
  const whole = table.get(attribute.key);
  if (whole !== undefined) return whole;
  const leaf = subAttribute ?? attribute;
  return table.get(leaf.key) ?? { kind: "search", seekable: isSeekable(schema, leaf) };
}

/**
 * Returns whether the values of an attribute are rows of `attribute_values`: a few core attributes, and each text of an
 * extension that clients can write.
 */
export function isSeekable(schema: ResourceSchema, leaf: Attribute): boolean {
  if (leaf.schema === schema.core.id) return SEEKABLE.has(leaf.key);
  // A reference to a resource is compared by the id at its end.
  const isText = leaf.type === "string" || (leaf.type === "reference" && leaf.name !== "$ref");
  return isText && leaf.mutability !== "readOnly" && leaf.returned !== "never";
}
