import { codedText } from "../../errors/business-codes.js";
import { crmOfUser } from "../../schema/crm-extension.js";
import type { Resource } from "../../schema/model.js";
import { isScimObject } from "../../schema/scim-object.js";
import type { UserInInstance } from "../decision/load-facts.js";
import type { RecordProblem } from "../record-problems.js";
import type { DesiredRecord } from "./desired-record.js";

/** The columns of an application user's row by Dataverse name. */
type Columns = Readonly<Record<string, string>>;

/** Identifies a program: the id of the registered app, and its name. */
export interface ApplicationNames {
  readonly applicationId: string;
  readonly name: string;
  readonly tenant: string;
}

/** Returns the user name of an application user. docs/modes-of-users.md */
export function applicationUserName({ applicationId, name, tenant }: ApplicationNames): string {
  return `${name.replaceAll(/\s+/g, "")}${applicationId}@${tenant}`;
}

/** Returns the columns of an application user. They do not change, except the e-mail address. docs/modes-of-users.md */
export function applicationColumns(names: ApplicationNames): Columns {
  const domainname = applicationUserName(names);
  return { firstname: "#", lastname: names.name, domainname, internalemailaddress: domainname };
}

/** Returns the problem of a program that has only default roles. R133 */
export function customRoleExpected(roles: readonly { readonly isManaged: boolean }[]): RecordProblem[] {
  if (roles.length === 0 || roles.some(({ isManaged }) => !isManaged)) return [];
  return [
    codedText(
      "CUSTOM_ROLE_EXPECTED",
      "the application user has default roles only: give it a role of its own with what the app needs",
    ),
  ];
}

/**
 * Returns the desired row of an application user; undefined in an instance without a record. The user is
 * non-interactive from the start. Pure. R130, R133
 */
export function desiredApplicationRecord({
  userId,
  user,
  record,
  roles,
  facts,
}: UserInInstance): DesiredRecord | undefined {
  if (record === undefined) return undefined;
  const enabled = facts.active && !facts.deleted;
  return {
    desired: {
      id: record.id,
      directoryId: userId,
      applicationId: crmOfUser(user.resource).applicationId,
      columns: facts.deleted ? {} : columnsOf(user.resource, record.columns),
      enabled,
      mode: "nonInteractive",
      roles: enabled ? roles.map(({ roleId: id, name }) => ({ id, name })) : undefined,
    },
    problems: customRoleExpected(roles),
    chosenMode: undefined,
  };
}

/** Returns the names from the creation of the record, and the current e-mail address. */
function columnsOf(
  { emails }: Resource,
  { firstname = null, lastname = null, domainname = null }: Readonly<Record<string, string | null>>,
): Record<string, string | null> {
  const all = Array.isArray(emails) ? emails.filter(isScimObject) : [];
  const { value } = all.find(({ primary }) => primary === true) ?? all[0] ?? {};
  const internalemailaddress = typeof value === "string" ? value : domainname;
  return { firstname, lastname, domainname, internalemailaddress };
}
