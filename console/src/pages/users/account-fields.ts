import type { User } from "./user-api";

const ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

/** The texts that the form of an account edits. */
export interface AccountFields {
  readonly givenName: string;
  readonly familyName: string;
  readonly displayName: string;
  readonly title: string;
  readonly department: string;
  readonly email: string;
  readonly workPhone: string;
  readonly mobilePhone: string;
}

/** The labels of the fields, in their order. */
export const ACCOUNT_LABELS: Readonly<Record<keyof AccountFields, string>> = {
  givenName: "First name",
  familyName: "Last name",
  displayName: "Display name",
  title: "Title",
  department: "Department",
  email: "E-mail",
  workPhone: "Work phone",
  mobilePhone: "Mobile phone",
};

interface Typed {
  readonly value?: string;
  readonly type?: string;
  readonly primary?: boolean;
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}

function mainEmail(emails: readonly Typed[]): Typed | undefined {
  return emails.find(({ primary }) => primary === true) ?? emails[0];
}

function enterpriseOf(user: User): Readonly<Record<string, unknown>> {
  const value: unknown = Object.entries(user).find(([name]) => name === ENTERPRISE)?.[1];
  return typeof value === "object" && value !== null ? { ...value } : {};
}

/** Returns what a user's account has in the fields. */
export function readAccount(user: User): AccountFields {
  const phone = (type: string): string => textOf(user.phoneNumbers?.find((one) => one.type === type)?.value);
  return {
    givenName: textOf(user.name?.givenName),
    familyName: textOf(user.name?.familyName),
    displayName: textOf(user.displayName),
    title: textOf(user.title),
    department: textOf(enterpriseOf(user)["department"]),
    email: textOf(mainEmail(user.emails ?? [])?.value),
    workPhone: phone("work"),
    mobilePhone: phone("mobile"),
  };
}

/**
 * Returns the merge patch (RFC 7396) that gives an account the fields; attributes that did not change are left out, and
 * the elements of lists that the form does not show stay.
 */
export function accountPatch(user: User, fields: AccountFields): Record<string, unknown> {
  const before = readAccount(user);
  const changed = (...names: readonly (keyof AccountFields)[]): boolean =>
    names.some((name) => before[name] !== fields[name]);
  return {
    ...(changed("givenName", "familyName") && {
      name: { givenName: orNull(fields.givenName), familyName: orNull(fields.familyName) },
    }),
    ...(changed("displayName") && { displayName: orNull(fields.displayName) }),
    ...(changed("title") && { title: orNull(fields.title) }),
    ...(changed("department") && { [ENTERPRISE]: { department: orNull(fields.department) } }),
    ...(changed("email") && { emails: withEmail(user.emails ?? [], fields.email) }),
    ...(changed("workPhone", "mobilePhone") && {
      phoneNumbers: [["work", fields.workPhone] as const, ["mobile", fields.mobilePhone] as const].reduce(
        (phones: readonly Typed[], [type, value]) => withTyped(phones, type, value),
        user.phoneNumbers ?? [],
      ),
    }),
  };
}

function orNull(text: string): string | null {
  return text.trim() === "" ? null : text.trim();
}

function withEmail(emails: readonly Typed[], text: string): readonly Typed[] {
  const value = text.trim();
  const main = mainEmail(emails);
  if (main === undefined) return value === "" ? [] : [{ value, type: "work", primary: true }];
  return emails.flatMap((one) => (one !== main ? [one] : value === "" ? [] : [{ ...one, value }]));
}

function withTyped(list: readonly Typed[], type: string, text: string): readonly Typed[] {
  const value = text.trim();
  const known = list.find((one) => one.type === type);
  if (known === undefined) return value === "" ? list : [...list, { type, value }];
  return list.flatMap((one) => (one !== known ? [one] : value === "" ? [] : [{ ...one, value }]));
}
