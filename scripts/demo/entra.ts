import type { Person } from "./people.js";

/** One operation of a PATCH. */
export interface Operation {
  readonly op: string;
  readonly path?: string;
  readonly value?: unknown;
}

const CORE_USER = "urn:ietf:params:scim:schemas:core:2.0:User";
const CORE_GROUP = "urn:ietf:params:scim:schemas:core:2.0:Group";
const PATCH_OP = "urn:ietf:params:scim:api:messages:2.0:PatchOp";

/** The schema of the enterprise extension; its attributes are named with it in a PATCH. */
const ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

/** A schema that Microsoft Entra ID lists for each group and that no server knows. */
const ENTRA_GROUP = "http://schemas.microsoft.com/2006/11/ResourceManagement/ADSCIM/2.0/Group";

/** The query by which Entra looks for a resource before it creates one: blanks as `+`, quotes as `%22`. */
export function matchQuery(attribute: string, value: string): string {
  const literal = encodeURIComponent(JSON.stringify(value)).replaceAll("%20", "+");
  return `filter=${attribute}+eq+${literal}`;
}

/** A user as Entra posts one: the manager follows in a PATCH, when it is known on this side. */
export function toUser(person: Person): object {
  const { userName, givenName, familyName, displayName, office, country } = person;
  return {
    schemas: [CORE_USER, ENTERPRISE],
    externalId: person.objectId,
    userName,
    active: true,
    displayName,
    emails: [{ primary: true, type: "work", value: userName }],
    meta: { resourceType: "User" },
    name: { formatted: displayName, familyName, givenName },
    title: person.title,
    preferredLanguage: person.language,
    addresses: [{ type: "work", ...toAddress(office), country }],
    phoneNumbers: [
      { type: "work", value: person.workPhone },
      ...(person.mobilePhone === undefined ? [] : [{ type: "mobile", value: person.mobilePhone }]),
      ...(person.fax === undefined ? [] : [{ type: "fax", value: person.fax }]),
    ],
    roles: [],
    [ENTERPRISE]: { employeeNumber: person.employeeNumber, department: person.department },
  };
}

function toAddress({ street, city, region, postalCode }: Person["office"]): object {
  return { streetAddress: street, locality: city, postalCode, ...(region === undefined ? {} : { region }) };
}

/** A group as Entra posts one: without members, and with a schema of Entra's own. */
export function toGroup(displayName: string, objectId: string): object {
  return {
    schemas: [CORE_GROUP, ENTRA_GROUP],
    externalId: objectId,
    displayName,
    meta: { resourceType: "Group" },
  };
}

/** The body of a PATCH. */
export function toPatch(...operations: readonly Operation[]): object {
  return { schemas: [PATCH_OP], Operations: operations };
}

/** Sets a manager: Entra sends the bare id where RFC 7643 §4.3 has an object. */
export function setManager(managerId: string): Operation {
  return { op: "Add", path: `${ENTERPRISE}:manager`, value: managerId };
}

/** Enables or disables an account: Entra sends a boolean as text. */
export function setActive(active: boolean): Operation {
  return { op: "Replace", path: "active", value: active ? "True" : "False" };
}

/** Adds members to a group. */
export function addMembers(ids: readonly string[]): Operation {
  return { op: "Add", path: "members", value: ids.map((value) => ({ $ref: null, value })) };
}

/** Removes members: Entra names them in a value, which RFC 7644 §3.5.2.2 does not know. */
export function removeMembers(ids: readonly string[]): Operation {
  return { op: "Remove", path: "members", value: ids.map((value) => ({ $ref: null, value })) };
}

function replace(path: string, value: string): Operation {
  return { op: "Replace", path, value };
}

/** A new name by marriage: name, account name and address change together. */
export function rename({ userName, displayName, familyName }: Person): readonly Operation[] {
  return [
    replace("userName", userName),
    replace("displayName", displayName),
    replace("name.familyName", familyName),
    replace("name.formatted", displayName),
    replace('emails[type eq "work"].value', userName),
  ];
}

/** A new job, as Entra sends it with the flag `aadOptscim062020`: one operation, whose keys are paths. */
export function promote({ title, department }: Person): Operation {
  return { op: "replace", value: { title, [`${ENTERPRISE}:department`]: department } };
}

/** A new desk: values inside elements, of which the mobile phone need not exist before. */
export function relocate({ office, country, workPhone, mobilePhone }: Person): readonly Operation[] {
  const address = 'addresses[type eq "work"]';
  return [
    replace(`${address}.streetAddress`, office.street),
    replace(`${address}.locality`, office.city),
    // An empty text is how Entra clears a value.
    replace(`${address}.region`, office.region ?? ""),
    replace(`${address}.postalCode`, office.postalCode),
    replace(`${address}.country`, country),
    replace('phoneNumbers[type eq "work"].value', workPhone),
    { op: "Add", path: 'phoneNumbers[type eq "mobile"].value', value: mobilePhone },
    { op: "Remove", path: 'phoneNumbers[type eq "fax"]' },
  ];
}
