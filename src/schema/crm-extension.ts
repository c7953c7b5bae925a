import { CRM_GROUP_URN } from "./definitions/crm-group.js";
import { CRM_USER_URN } from "./definitions/crm-user.js";
import type { Resource, ScimObject, ScimValue } from "./model.js";
import { isScimObject, objectOrEmpty } from "./scim-object.js";

/** What the CRM extension of a user holds. docs/crm-extension.md */
export interface CrmUser {
  readonly userKind: string | undefined;
  /** Whether the user stands for a program, which never signs in with a password. R128 */
  readonly isApplication: boolean;
  readonly accessMode: string | undefined;
  /** Name or path, trimmed; undefined for the root. */
  readonly businessUnit: string | undefined;
  /** In lower case. */
  readonly applicationId: string | undefined;
  readonly licenses: ScimObject[];
  readonly securityRoles: ScimObject[];
  /** Also those of a user who is not active. R077 */
  readonly administratorRoles: readonly string[];
  readonly invitation: ScimObject | undefined;
  readonly sendInvitation: boolean;
  readonly temporaryPassword: ScimObject | undefined;
  /** Every attribute as it is written, for code that compares or copies them all. */
  readonly attributes: ScimObject;
}

/** What the CRM extension of a group holds. docs/crm-extension.md */
export interface CrmGroup {
  readonly guardsInstance: string | undefined;
  /** Name or path, trimmed; undefined when there is none. */
  readonly businessUnit: string | undefined;
  readonly licenses: ScimObject[];
  readonly securityRoles: ScimObject[];
  readonly attributes: ScimObject;
}

/** Attributes to change; undefined removes one. */
export type CrmChanges = Readonly<Record<string, ScimValue | undefined>>;

/** Reads the CRM extension of a user; of no user, or one without the extension, an empty one. */
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

/** Reads the CRM extension of a group; of no group, or one without the extension, an empty one. */
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
