import { codedText } from "../../errors/business-codes.js";
import { AppError } from "../../errors.js";
import type { Resource } from "../../schema/model.js";
import type { RecordProblem, RecordProblemCode } from "../record-problems.js";

/** The code of the problem of a required column without a value. R034 */
type RequiredCode = Extract<RecordProblemCode, "USER_NAME_REQUIRED" | "EMAIL_REQUIRED">;

/** A row of the user form: the label, the Dataverse column and its length. */
export interface FormRow {
  /** The row's name in a mapping file; for a row of the form also its place in `fields`. */
  readonly name: string;
  /** The label on the user form. */
  readonly label: string;
  /** The logical name of the Dataverse column. */
  readonly column: string;
  /** The length of the column in UTF-16 code units. */
  readonly maxLength: number;
  /**
   * `form`: shown and sent. `computed`: shown, computed by the platform from other columns, never sent. `column`: sent,
   * not shown. `extra`: like `column`, and a mapping file may disable it.
   */
  readonly kind: "form" | "computed" | "column" | "extra";
  /** A column that is never cleared. Without a value, the old one stays and the form has this problem. R034 */
  readonly required?: RequiredCode;
  /** True if values from attributes other than `emails` count only if they are addresses that fit. */
  readonly email?: true;
}

/**
 * The rows of the user form, in its order. Columns and lengths are those of Dataverse's `systemuser` (docs/mapping.md).
 * The first eleven rows are the form itself (R022–R032), the others are columns behind or beside it (R037). The mapping
 * defines where values come from: the default in `mapping.ts`, or a mapping file.
 */
export const formRows = [
  {
    name: "userName",
    label: "User Name",
    column: "domainname",
    maxLength: 1024,
    kind: "form",
    required: "USER_NAME_REQUIRED",
  },
  { name: "fullName", label: "Full Name", column: "fullname", maxLength: 200, kind: "computed" },
  { name: "title", label: "Title", column: "title", maxLength: 128, kind: "form" },
  {
    name: "primaryEmail",
    label: "Primary Email",
    column: "internalemailaddress",
    maxLength: 100,
    kind: "form",
    required: "EMAIL_REQUIRED",
    email: true,
  },
  { name: "mainPhone", label: "Main Phone", column: "address1_telephone1", maxLength: 64, kind: "form" },
  { name: "mobilePhone", label: "Mobile Phone", column: "mobilephone", maxLength: 64, kind: "form" },
  { name: "fax", label: "Fax", column: "address1_fax", maxLength: 64, kind: "form" },
  {
    name: "address.street",
    label: "Address: Street",
    column: "address1_line1",
    maxLength: 1024,
    kind: "form",
  },
  { name: "address.city", label: "Address: City", column: "address1_city", maxLength: 128, kind: "form" },
  {
    name: "address.stateOrProvince",
    label: "Address: State or Province",
    column: "address1_stateorprovince",
    maxLength: 128,
    kind: "form",
  },
  {
    name: "address.country",
    label: "Address: Country",
    column: "address1_country",
    maxLength: 128,
    kind: "form",
  },
  { name: "firstName", label: "First Name", column: "firstname", maxLength: 256, kind: "column" },
  { name: "lastName", label: "Last Name", column: "lastname", maxLength: 256, kind: "column" },
  { name: "middleName", label: "Middle Name", column: "middlename", maxLength: 50, kind: "extra" },
  {
    name: "postalCode",
    label: "ZIP/Postal Code",
    column: "address1_postalcode",
    maxLength: 40,
    kind: "extra",
  },
  { name: "employeeNumber", label: "Employee", column: "employeeid", maxLength: 100, kind: "extra" },
] as const satisfies readonly FormRow[];

/** The name of a row of the user form. */
export type RowName = (typeof formRows)[number]["name"];

/** A place that a value may come from. */
export interface Source {
  /** How the mapping's table and messages show it: a SCIM path, joined paths, or a quoted constant. */
  readonly text: string;
  /** The attributes that it reads, named as in the audit trail: `emails`, `urn:…:User:department`. */
  readonly attributes: readonly string[];
  /** Returns the value, which is never blank; undefined if the resource has none. */
  read(resource: Resource): string | undefined;
}

/** A row with its sources. */
export interface MappedRow extends FormRow {
  readonly name: RowName;
  /** In order of preference. The first one with a value counts. */
  readonly sources: readonly [Source, ...Source[]];
  /**
   * The columns sent: none if computed. Each of several columns takes one line of the value, and the last one the rest.
   */
  readonly columns: readonly string[];
}

/** The rows of the user form with their sources, compiled once at start. */
export interface Mapping {
  readonly rows: readonly MappedRow[];
}

/** The name of a row that the form shows. */
export type FieldName = Extract<(typeof formRows)[number], { readonly kind: "form" | "computed" }>["name"];

/** `city` of `address.city`. */
type PartOf<Name> = Name extends `address.${infer Part}` ? Part : never;

/** The parts of the form's one "Address" field. R029–R033 */
export type FormAddress = Readonly<Record<PartOf<FieldName>, string | null>>;

/** What the form shows: the text of each row, null without one. */
export type FormFields = Readonly<
  Record<Exclude<FieldName, `address.${string}`>, string | null> & { address: FormAddress }
>;

/** A problem that prevents a column from being filled. */
interface FormProblem {
  readonly code: Extract<RecordProblemCode, "TOO_LONG"> | RequiredCode;
  /** The name of the row. */
  readonly field: RowName;
  /** The SCIM path of the value at fault; for a missing value, the preferred path. */
  readonly attribute: string;
  /** One sentence with the code in front. */
  readonly detail: RecordProblem;
  /** The length of a value that is too long, in UTF-16 code units. */
  readonly length?: number;
  /** The length of the column in UTF-16 code units. */
  readonly limit?: number;
}

/** A person as the CRM shows (`fields`) and stores (`columns`) them. docs/mapping.md */
export interface UserForm {
  readonly id: string | null;
  readonly userId: string | null;
  readonly fields: FormFields;
  /**
   * The values for an instance by Dataverse column; null clears one. A column with a problem is absent, so that its old
   * value stays.
   */
  readonly columns: Readonly<Record<string, string | null>>;
  readonly problems: readonly FormProblem[];
}

interface MappedValue {
  readonly row: MappedRow;
  /** The text of the source that gave the value; without a value, that of the preferred source. */
  readonly source: string;
  readonly text: string | null;
}

/**
 * Projects a user onto the user form. Pure. A row without a value is null, which clears its column: the directory owns
 * every column of the mapping and no other (R019, R020, R034).
 * @param id - the user's id; null for one that is not stored
 */
export function toUserForm(id: string | null, resource: Resource, mapping: Mapping): UserForm {
  const values = mapping.rows.map((row) => mapRow(row, resource));
  const texts = new Map(values.map(({ row, text }) => [row.name, text]));
  const columns: [string, string | null][] = [];
  const problems: FormProblem[] = [];
  for (const value of values) {
    const problem = findProblem(value);
    if (problem) problems.push(problem);
    else columns.push(...toColumns(value));
  }
  return {
    id,
    userId: id,
    fields: toFields((name) => texts.get(name) ?? null),
    columns: Object.fromEntries(columns),
    problems,
  };
}

/**
 * Rejects a user with a mapped value that is longer than its column (R035). Values are never cut off.
 * @param before - the stored user; a value that does not change is accepted, so that a person can still be deactivated
 *   after a mapping with shorter columns was introduced
 * @throws AppError `invalidValue`, detail `TOO_LONG: title 140 > 128 …`
 */
export function checkUserForm(resource: Resource, mapping: Mapping, before?: Resource): void {
  const tooLong: string[] = [];
  for (const row of mapping.rows) {
    const value = mapRow(row, resource);
    const length = longestPart(value);
    if (length <= row.maxLength) continue;
    if (before !== undefined && mapRow(row, before).text === value.text) continue;
    tooLong.push(describeLength(value, length));
  }
  if (tooLong.length === 0) return;
  throw new AppError(
    "TOO_LONG",
    `${tooLong.join("; ")}. The CRM holds no more UTF-16 code units than that: shorten the value.`,
  );
}

/**
 * Returns the fields of the form, in its order.
 * @param read - returns the text of a row, null without one
 */
export function toFields(read: (name: FieldName) => string | null): FormFields {
  const fields: Record<string, string | null> = {};
  const address: Record<string, string | null> = {};
  for (const row of formRows) {
    if (row.kind !== "form" && row.kind !== "computed") continue;
    const [, part] = row.name.split(".", 2);
    if (part === undefined) fields[row.name] = read(row.name);
    else address[part] = read(row.name);
  }
  // The members and the type both derive from the rows, which the compiler cannot check.
  return { ...fields, address } as FormFields;
}

/** Returns the one "Address" field as lines (R033). Missing parts leave no blank line. */
export function formatAddress(address: FormAddress): string {
  return Object.values(address)
    .filter((part) => part !== null)
    .join("\n");
}

function mapRow(row: MappedRow, resource: Resource): MappedValue {
  for (const source of row.sources) {
    const text = source.read(resource);
    if (text !== undefined) return { row, source: source.text, text };
  }
  return { row, source: row.sources[0].text, text: null };
}

/** Returns the parts of the value, one for each column. Blank lines are left out. */
function toParts({ row, text }: MappedValue): (string | null)[] {
  const last = row.columns.length - 1;
  if (text === null || last < 1) return [text];
  const lines = text.split(/\r\n|\r|\n/).filter((line) => line.trim() !== "");
  return lines.length > last ? [...lines.slice(0, last), lines.slice(last).join("\n")] : lines;
}

function toColumns(value: MappedValue): [string, string | null][] {
  const parts = toParts(value);
  return value.row.columns.map((column, index) => [column, parts[index] ?? null]);
}

function longestPart(value: MappedValue): number {
  return Math.max(...toParts(value).map((part) => part?.length ?? 0));
}

function describeLength({ row, source }: MappedValue, length: number): string {
  return `${source} ${length} > ${row.maxLength} (${row.label})`;
}

function findProblem(value: MappedValue): FormProblem | undefined {
  const { row, source, text } = value;
  if (text === null) return row.required && missingProblem(value, row.required);
  const length = longestPart(value);
  if (length <= row.maxLength) return undefined;
  return {
    code: "TOO_LONG",
    field: row.name,
    attribute: source,
    detail: codedText("TOO_LONG", describeLength(value, length)),
    length,
    limit: row.maxLength,
  };
}

function missingProblem({ row, source }: MappedValue, code: RequiredCode): FormProblem {
  const sources = row.sources.map(({ text }) => text).join(", ");
  return {
    code,
    field: row.name,
    attribute: source,
    detail: codedText(code, `${row.label} has no value; it is read from ${sources}`),
  };
}
