import { codedText } from "../../errors/business-codes.js";
import { crmOfUser } from "../../schema/crm-extension.js";
import type { Resource } from "../../schema/model.js";
import { isScimObject } from "../../schema/scim-object.js";
import type { UserInInstance } from "../decision/load-facts.js";
import type { RecordProblem } from "../record-problems.js";
import type { DesiredRecord } from "./desired-record.js";

/** Columns of the row of an application user by Dataverse name. */
type Columns = Readonly<Record<string, string>>;

/** What names a program: the id of the registered app, and what it is called. */
export interface ApplicationNames {
  readonly applicationId: string;
  readonly name: string;
  readonly tenant: string;
}

/** How an application user is called where people have a user name. docs/modes-of-users.md */
export function applicationUserName({ applicationId, name, tenant }: ApplicationNames): string {
  return `${name.replaceAll(/\s+/g, "")}${applicationId}@${tenant}`;
}

/** The columns of an application user, which stay as they are but for the mail. docs/modes-of-users.md */
export function applicationColumns(names: ApplicationNames): Columns {
  const domainname = applicationUserName(names);
  return { firstname: "#", lastname: names.name, domainname, internalemailaddress: domainname };
}

/** What is said of a program that has default roles alone. R133 */
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
 * What the row of an application user is to be where it has a record; undefined elsewhere. It is non-interactive from
 * the first moment. Pure. R130, R133
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

/** What it was called when it was made, and the mail that it has now. */
function columnsOf(
  { emails }: Resource,
  { firstname = null, lastname = null, domainname = null }: Readonly<Record<string, string | null>>,
): Record<string, string | null> {
  const all = Array.isArray(emails) ? emails.filter(isScimObject) : [];
  const { value } = all.find(({ primary }) => primary === true) ?? all[0] ?? {};
  const internalemailaddress = typeof value === "string" ? value : domainname;
  return { firstname, lastname, domainname, internalemailaddress };
}
