import { codedText } from "../../errors/business-codes.js";
import { AppError } from "../../errors.js";
import type { Resource } from "../../schema/model.js";
import type { RecordProblem, RecordProblemCode } from "../record-problems.js";

/** What a value is missing for. R034 */
type RequiredCode = Extract<RecordProblemCode, "USER_NAME_REQUIRED" | "EMAIL_REQUIRED">;

/** One row of the user form: where a value is shown, which Dataverse column holds it and how long it may be. */
export interface FormRow {
  /** The row's name in a mapping file; for a row of the form also its place in `fields`. */
  readonly name: string;
  /** Label on the user form. */
  readonly label: string;
  /** Logical name of the Dataverse column. */
  readonly column: string;
  /** What the column holds, in UTF-16 code units. */
  readonly maxLength: number;
  /**
   * `form`: shown and sent. `computed`: shown, made by the platform from other columns, never sent. `column`:
   * sent, not shown. `extra`: as `column`, and a mapping file may switch it off.
   */
  readonly kind: "form" | "computed" | "column" | "extra";
  /** A column that is never cleared: without a value the old one stays and the form has this problem. R034 */
  readonly required?: RequiredCode;
  /** A value from elsewhere than `emails` counts only when it is an address that fits. */
  readonly email?: true;
}

/**
 * The user form, in its order; columns and lengths are those of Dataverse's `systemuser` (docs/mapping.md). The first
 * eleven rows are the form itself (R022–R032), the others are columns behind or beside it (R037). Where
 * the values come from is the mapping: the default of `mapping.ts`, or a mapping file.
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

/** Name of a row of the user form. */
export type RowName = (typeof formRows)[number]["name"];

/** Where a value may come from. */
export interface Source {
  /** As shown in the mapping's table and in messages: a SCIM path, joined paths, or a quoted constant. */
  readonly text: string;
  /** The value, never blank; undefined when the resource has none. */
  read(resource: Resource): string | undefined;
}

/** A row with its sources. */
export interface MappedRow extends FormRow {
  readonly name: RowName;
  /** In order of preference: the first one with a value gives it. */
  readonly sources: readonly [Source, ...Source[]];
  /** The columns sent: none when computed; with several, each takes one line of the value and the last the rest. */
  readonly columns: readonly string[];
}

/** The user form's rows with their sources, compiled once at start. */
export interface Mapping {
  readonly rows: readonly MappedRow[];
}

/** Name of a row that the form shows. */
export type FieldName = Extract<(typeof formRows)[number], { readonly kind: "form" | "computed" }>["name"];

/** `city` of `address.city`. */
type PartOf<Name> = Name extends `address.${infer Part}` ? Part : never;

/** The one "Address" of the user form, in parts. R029–R033 */
export type FormAddress = Readonly<Record<PartOf<FieldName>, string | null>>;

/** What the form shows: a text for each row, null without one. */
export type FormFields = Readonly<
  Record<Exclude<FieldName, `address.${string}`>, string | null> & { address: FormAddress }
>;

/** Something about a person that keeps a column from being filled. */
interface FormProblem {
  readonly code: Extract<RecordProblemCode, "TOO_LONG"> | RequiredCode;
  /** Name of the row. */
  readonly field: RowName;
  /** SCIM path of the value at fault, or the preferred path of a missing one. */
  readonly attribute: string;
  /** One sentence, code first. */
  readonly detail: RecordProblem;
  /** Of a value too long, in UTF-16 code units. */
  readonly length?: number;
  /** What the column holds, in UTF-16 code units. */
  readonly limit?: number;
}

/** One person as the CRM shows (`fields`) and stores (`columns`) them. docs/mapping.md */
export interface UserForm {
  readonly id: string | null;
  readonly userId: string | null;
  readonly fields: FormFields;
  /**
   * What an instance is to hold, by Dataverse column; null clears. A column with a problem is absent, so that its
   * old value stays.
   */
  readonly columns: Readonly<Record<string, string | null>>;
  readonly problems: readonly FormProblem[];
}

interface MappedValue {
  readonly row: MappedRow;
  /** Text of the source that gave the value, or of the preferred one when none did. */
  readonly source: string;
  readonly text: string | null;
}

/**
 * Projects a user onto the CRM's user form. Pure. A row without a value is null, which clears its column: the
 * directory is master of every column of the mapping and of no other (R019, R020, R034).
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
 * Refuses a user of whom a mapped value is longer than its column (R035); nothing is ever cut off.
 * @param before - the user as stored; a value that the write leaves alone is not refused, so that a person can
 *   still be deactivated after a mapping with shorter columns came into force
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
 * The fields that the form shows, in its order.
 * @param read - gives the text of a row, null without one
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
  // Both the members and the type follow from the rows, which the compiler cannot see.
  return { ...fields, address } as FormFields;
}

/** The one "Address" field as several lines (R033); an empty part leaves no blank line, no part is "". */
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

/** The value's parts, one for each column; blank lines are left out. */
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
