import { COUNTRIES } from "./countries.js";
import { CRM_GROUP_URN } from "./definitions/crm-group.js";
import { CRM_USER_URN } from "./definitions/crm-user.js";
import type { Attribute, ResourceSchema, ResourceSchemas, Schema } from "./model.js";

/** What the token of a provisioning client may write. */
export interface ClientGrants {
  /** Whether it may write at all. */
  readonly mayWrite: boolean;
  /** Whether it may write application users. */
  readonly mayWriteApplications: boolean;
  /** Whether it may write administrator roles. */
  readonly mayWriteAdministratorRoles: boolean;
  /** Whether any string is accepted where RFC 7643 asks for a code. */
  readonly acceptsAnyCode: boolean;
  /** Whether a group's name must be unique. */
  readonly requiresUniqueGroupNames: boolean;
}

/** Maps an attribute; undefined removes it. */
type Change = (attribute: Attribute) => Attribute | undefined;

const keyOf = (urn: string, name: string): string => `${urn}:${name}`.toLowerCase();

const GROUP_GUARDS = keyOf(CRM_GROUP_URN, "guardsInstance");
const GROUP_ROLES = keyOf(CRM_GROUP_URN, "securityRoles");
const TEMPORARY_PASSWORD = keyOf(CRM_USER_URN, "temporaryPassword");
const APPLICATION_ID = keyOf(CRM_USER_URN, "applicationId");
const USER_KIND = keyOf(CRM_USER_URN, "userKind");
const ADMINISTRATOR_ROLES = keyOf(CRM_USER_URN, "administratorRoles");

/** The attributes that only administrators write, with the request that writes them. docs/crm-extension.md */
const ADMINISTRATORS_ONLY: ReadonlyMap<string, string> = new Map([
  [GROUP_GUARDS, "administrators, with PUT /admin/v1/instances/{instance}/guard,"],
  [GROUP_ROLES, "administrators, with /admin/v1/instances/{instance}/teams,"],
  [TEMPORARY_PASSWORD, "administrators, with POST /admin/v1/users/{id}/password-reset,"],
]);

/** The tokens that write the id of an application. */
const APPLICATIONS_ONLY = "tokens with the scope 'scim.applications'";

/** The user kinds that a client may set; `nonInteractive` follows from the access mode. */
const WRITABLE_KINDS = ["person", "application"];

/** The permitted values, by attribute key, of attributes whose codes form a list. RFC 7643 §4.1.1, §4.1.2 */
const CODES: ReadonlyMap<string, readonly string[]> = new Map([
  ["addresses.country", COUNTRIES],
  ["timezone", Intl.supportedValuesOf("timeZone")],
]);

/**
 * Returns the User and Group schemas for reading a client's requests: what its token may never write is readOnly, so
 * that it is ignored in a representation and refused in a path. Administrator roles and user kinds stay writable here:
 * a client sends them on purpose, so they are refused later with an error of their own.
 * docs/decisions/0019-schemas-of-a-token.md
 */
export function readByClient(schemas: ResourceSchemas, grants: ClientGrants): ResourceSchemas {
  const change: Change = (attribute) => {
    const isOfOthers = attribute.key === APPLICATION_ID && !grants.mayWriteApplications;
    const writtenBy = isOfOthers ? APPLICATIONS_ONLY : ADMINISTRATORS_ONLY.get(attribute.key);
    return writtenBy === undefined ? attribute : { ...readOnly(attribute), writtenBy };
  };
  return { User: withAttributes(schemas.User, change), Group: withAttributes(schemas.Group, change) };
}

/** Returns a resource type as /Schemas describes it to a client, according to its token. RFC 7643 §7 */
export function describedToClient<Name extends string>(
  schema: ResourceSchema<Name>,
  grants: ClientGrants,
): ResourceSchema<Name> {
  return withAttributes(schema, (attribute) => {
    const isGroupName = schema.name === "Group" && attribute.key === "displayname";
    const described = describe(attribute, grants);
    return described && isGroupName && grants.requiresUniqueGroupNames
      ? { ...described, uniqueness: "server" }
      : described;
  });
}

function describe(attribute: Attribute, grants: ClientGrants): Attribute | undefined {
  const { key } = attribute;
  if (key === TEMPORARY_PASSWORD) return undefined;
  if (!grants.mayWrite || ADMINISTRATORS_ONLY.has(key)) return readOnly(attribute);
  if (key === ADMINISTRATOR_ROLES && !grants.mayWriteAdministratorRoles) return readOnly(attribute);
  if (key === APPLICATION_ID && !grants.mayWriteApplications) return readOnly(attribute);
  if (key === USER_KIND) {
    return grants.mayWriteApplications
      ? { ...attribute, canonicalValues: WRITABLE_KINDS }
      : readOnly(attribute);
  }
  return grants.acceptsAnyCode ? attribute : withCodes(attribute);
}

function withCodes(attribute: Attribute): Attribute {
  const values = CODES.get(attribute.key);
  const subAttributes = mapAttributes(attribute.subAttributes, withCodes);
  return { ...attribute, subAttributes, ...(values !== undefined && { canonicalValues: values }) };
}

function readOnly(attribute: Attribute): Attribute {
  const subAttributes = mapAttributes(attribute.subAttributes, readOnly);
  return { ...attribute, mutability: "readOnly", subAttributes };
}

function mapAttributes(attributes: ReadonlyMap<string, Attribute>, change: Change): Map<string, Attribute> {
  const changed = new Map<string, Attribute>();
  for (const [name, attribute] of attributes) {
    const next = change(attribute);
    if (next !== undefined) changed.set(name, next);
  }
  return changed;
}

function withAttributes<Name extends string>(
  type: ResourceSchema<Name>,
  change: Change,
): ResourceSchema<Name> {
  const ofSchema = (schema: Schema): Schema => ({
    ...schema,
    attributes: mapAttributes(schema.attributes, change),
  });
  return {
    ...type,
    core: ofSchema(type.core),
    extensions: type.extensions.map((extension) => ({ ...extension, schema: ofSchema(extension.schema) })),
    attributes: mapAttributes(type.attributes, change),
  };
}
