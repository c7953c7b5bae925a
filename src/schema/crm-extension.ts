import { CRM_GROUP_URN } from "./definitions/crm-group.js";
import { CRM_USER_URN } from "./definitions/crm-user.js";
import type { Resource, ScimObject, ScimValue } from "./model.js";
import { isScimObject, objectOrEmpty } from "./scim-object.js";

/** The CRM extension of a user. docs/crm-extension.md */
export interface CrmUser {
  readonly userKind: string | undefined;
  /** Whether the user is a program, which never signs in with a password. R128 */
  readonly isApplication: boolean;
  readonly accessMode: string | undefined;
  /** The name or path, trimmed; undefined for the root. */
  readonly businessUnit: string | undefined;
  /** In lower case. */
  readonly applicationId: string | undefined;
  readonly licenses: ScimObject[];
  readonly securityRoles: ScimObject[];
  /** Includes those of an inactive user. R077 */
  readonly administratorRoles: readonly string[];
  readonly invitation: ScimObject | undefined;
  readonly sendInvitation: boolean;
  readonly temporaryPassword: ScimObject | undefined;
  /** All attributes as stored, for code that compares or copies them. */
  readonly attributes: ScimObject;
}

/** The CRM extension of a group. docs/crm-extension.md */
export interface CrmGroup {
  readonly guardsInstance: string | undefined;
  /** The name or path, trimmed; undefined when there is none. */
  readonly businessUnit: string | undefined;
  readonly licenses: ScimObject[];
  readonly securityRoles: ScimObject[];
  readonly attributes: ScimObject;
}

/** Attributes to change; undefined removes one. */
export type CrmChanges = Readonly<Record<string, ScimValue | undefined>>;

/** Returns the CRM extension of a user; empty if the user is undefined or has none. */
export function crmOfUser(user: Resource | undefined): CrmUser {
  const attributes = objectOrEmpty(user?.[CRM_USER_URN]);
  const userKind = textOf(attributes["userKind"]);
  return {
    userKind,
    isApplication: userKind === "application",
    accessMode: textOf(attributes["accessMode"]),
    businessUnit: nameOf(attributes["businessUnit"]),
    applicationId: textOf(attributes["applicationId"])?.toLowerCase(),
    licenses: elementsOf(attributes["licenses"]),
    securityRoles: elementsOf(attributes["securityRoles"]),
    administratorRoles: textsOf(attributes["administratorRoles"]),
    invitation: objectOf(attributes["invitation"]),
    sendInvitation: attributes["sendInvitation"] === true,
    temporaryPassword: objectOf(attributes["temporaryPassword"]),
    attributes,
  };
}

/** Returns the CRM extension of a group; empty if the group is undefined or has none. */
export function crmOfGroup(group: Resource | undefined): CrmGroup {
  const attributes = objectOrEmpty(group?.[CRM_GROUP_URN]);
  return {
    guardsInstance: textOf(attributes["guardsInstance"]),
    businessUnit: nameOf(attributes["businessUnit"]),
    licenses: elementsOf(attributes["licenses"]),
    securityRoles: elementsOf(attributes["securityRoles"]),
    attributes,
  };
}

/** A user with some attributes of its CRM extension changed. `arrangeResource` brings it into canonical form. */
export function withCrmOfUser(user: Resource, changes: CrmChanges): Resource {
  return { ...user, [CRM_USER_URN]: changed(crmOfUser(user).attributes, changes) };
}

/** A group with some attributes of its CRM extension changed. `arrangeResource` brings it into canonical form. */
export function withCrmOfGroup(group: Resource, changes: CrmChanges): Resource {
  return { ...group, [CRM_GROUP_URN]: changed(crmOfGroup(group).attributes, changes) };
}

function changed(attributes: ScimObject, changes: CrmChanges): ScimObject {
  const result = { ...attributes };
  for (const [name, value] of Object.entries(changes)) {
    if (value === undefined) delete result[name];
    else result[name] = value;
  }
  return result;
}

function textOf(value: ScimValue | undefined): string | undefined {
  return typeof value === "string" ? value : undefined;
}

function nameOf(value: ScimValue | undefined): string | undefined {
  const text = textOf(value)?.trim();
  return text === "" ? undefined : text;
}

function objectOf(value: ScimValue | undefined): ScimObject | undefined {
  return isScimObject(value) ? value : undefined;
}

function textsOf(value: ScimValue | undefined): string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === "string") : [];
}

function elementsOf(value: ScimValue | undefined): ScimObject[] {
  return Array.isArray(value) ? value.filter(isScimObject) : [];
}
