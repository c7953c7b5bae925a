import type { ImportColumn } from "../../directory/imports/stored-imports.js";
import { AppError } from "../../errors.js";
import { quote } from "../../schema/quote.js";
import { ENTERPRISE_USER_URN } from "../../schema/schema-urns.js";

/** An attribute that a column of a file of users can fill. */
export interface UserColumn {
  /** The SCIM path. */
  readonly path: string;
  /** The heading in the Microsoft 365 admin center's template. */
  readonly title: string;
  readonly place: Place;
}

/** Where a text is put: an attribute, a part of it, or a part of the element of a type. */
export interface Place {
  readonly attribute: string;
  readonly part?: string;
  readonly type?: string;
  /** The URN of the extension that has the attribute. */
  readonly extension?: string;
}

/** The most columns of a file. */
const MAX_COLUMNS = 100;

function simple(attribute: string, title: string): UserColumn {
  return { path: attribute, title, place: { attribute } };
}

function partOf(attribute: string, part: string, title: string): UserColumn {
  return { path: `${attribute}.${part}`, title, place: { attribute, part } };
}

function elementOf(attribute: string, type: string, part: string, title: string): UserColumn {
  return { path: `${attribute}[type eq "${type}"].${part}`, title, place: { attribute, type, part } };
}

function enterprise(attribute: string, title: string): UserColumn {
  return {
    path: `${ENTERPRISE_USER_URN}:${attribute}`,
    title,
    place: { attribute, extension: ENTERPRISE_USER_URN },
  };
}

/** The attributes that a file of users can fill, in the order of the template. */
export const USER_COLUMNS: readonly UserColumn[] = [
  simple("userName", "Username"),
  partOf("name", "givenName", "First name"),
  partOf("name", "familyName", "Last name"),
  simple("displayName", "Display name"),
  simple("title", "Job title"),
  enterprise("department", "Department"),
  elementOf("emails", "work", "value", "Email"),
  elementOf("emails", "other", "value", "Other email"),
  elementOf("phoneNumbers", "work", "value", "Office phone"),
  elementOf("phoneNumbers", "mobile", "value", "Mobile phone"),
  elementOf("phoneNumbers", "fax", "value", "Fax"),
  elementOf("addresses", "work", "streetAddress", "Address"),
  elementOf("addresses", "work", "locality", "City"),
  elementOf("addresses", "work", "region", "State or province"),
  elementOf("addresses", "work", "postalCode", "ZIP or postal code"),
  elementOf("addresses", "work", "country", "Country or region"),
  enterprise("employeeNumber", "Employee number"),
  enterprise("organization", "Company"),
  enterprise("division", "Division"),
  enterprise("costCenter", "Cost center"),
  partOf("name", "middleName", "Middle name"),
  simple("nickName", "Nickname"),
  simple("preferredLanguage", "Preferred language"),
];

const byPath = new Map(USER_COLUMNS.map((column) => [plain(column.path), column]));
const byTitle = new Map(USER_COLUMNS.map((column) => [plain(column.title), column]));

/** Compares names without case, spaces and signs: `User Name` is `username`. */
function plain(name: string): string {
  return name.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, "");
}

/**
 * Finds the attribute for each column of a header: the one that is asked for, else the one whose path or title it has.
 * @param asked - paths by column; "" leaves a column out
 * @throws AppError `invalidValue` IMPORT_HEADER
 */
export function matchColumns(
  header: readonly string[],
  asked: Readonly<Record<string, string>>,
): readonly ImportColumn[] {
  if (header.length > MAX_COLUMNS) {
    throw refused(`the file has ${header.length} columns, and at most ${MAX_COLUMNS} can be read`);
  }
  const names = header.map((name) => name.trim());
  const unknown = Object.keys(asked).find((name) => !names.includes(name));
  if (unknown !== undefined) throw refused(`the file has no column ${quote(unknown)}, which 'columns' names`);
  const columns = names.map((name) => ({ name, path: pathFor(name, asked) }));
  for (const { name, path } of columns) {
    const other = columns.find((one) => one.path === path && one.name !== name);
    const isTwice = columns.filter((one) => one.path === path).length > 1;
    if (path === undefined || !isTwice) continue;
    throw refused(
      `the columns ${quote(name)} and ${quote(other?.name ?? name)} are both ${path}: leave one of them out`,
    );
  }
  return columns;
}

function pathFor(name: string, asked: Readonly<Record<string, string>>): string | undefined {
  const wish = Object.hasOwn(asked, name) ? asked[name] : undefined;
  if (wish === "") return undefined;
  const found =
    wish === undefined ? (byPath.get(plain(name)) ?? byTitle.get(plain(name))) : byPath.get(plain(wish));
  if (wish !== undefined && found === undefined) {
    throw refused(`${quote(wish)} is not one of the attributes that a file can fill`);
  }
  return found?.path;
}

function refused(problem: string): AppError {
  return new AppError("IMPORT_HEADER", problem);
}
