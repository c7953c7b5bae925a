import { STUB_COLUMNS } from "../../crm/records/stubs.js";
import { codedText } from "../../errors/business-codes.js";
import { AppError } from "../../errors.js";
import { quote } from "../../schema/quote.js";
import type { CsvLine } from "./read-csv.js";

/** A line of an import that says something: who owns a row, or who a user is. */
export type ImportLine =
  | {
      readonly kind: "row";
      readonly line: number;
      readonly owner: string;
      readonly table: string;
      readonly id: string;
    }
  | {
      readonly kind: "user";
      readonly line: number;
      readonly owner: string;
      readonly columns: Readonly<Record<string, string>>;
    };

/** Reads the lines below a header. */
export interface LineReader {
  /** What a line says, or why it says nothing. */
  read(line: CsvLine): ImportLine | string;
}

/** What must stand in every file. */
const REQUIRED = ["table", "id", "owner"] as const;

/** Names under which the table of users is known. docs/modes-of-users.md */
const USER_TABLES: ReadonlySet<string> = new Set(["systemuser", "systemusers"]);

/** Characters of a name at the most. */
const LENGTHS = { table: 128, id: 200, owner: 1024 } as const;

/**
 * Reads the header of an import: `table,id,owner` in any order and case, with columns of users besides, which lines of
 * the table `systemuser` may fill. Whatever such a line says, the user that it names is a placeholder at the most.
 * R137, R142
 * @throws AppError `invalidValue` for a header that lacks one
 */
export function readHeader({ values }: CsvLine): LineReader {
  const names = values.map((name) => name.trim().toLowerCase());
  const missing = REQUIRED.filter((name) => !names.includes(name));
  if (missing.length > 0) {
    throw new AppError(
      "IMPORT_HEADER",
      `the first line lacks ${missing.join(", ")}: begin the file with table,id,owner`,
    );
  }
  return { read: (line) => readLine(names, line) };
}

function readLine(names: readonly string[], { line, values }: CsvLine): ImportLine | string {
  if (values.length !== names.length)
    return `has ${values.length} values where the header has ${names.length}`;
  if (values.some((value) => value.includes("\0"))) return "holds a character that no text may have, U+0000";
  const fields = new Map(names.map((name, index) => [name, values[index]?.trim() ?? ""]));
  const [table = "", id = "", owner = ""] = REQUIRED.map((name) => fields.get(name));
  const isUser = USER_TABLES.has(table.toLowerCase());
  const problem = problemIn({ table, owner, ...(!isUser && { id }) });
  if (problem !== undefined) return problem;
  return isUser
    ? readUser(line, owner, fields)
    : { kind: "row", line, owner, table: table.toLowerCase(), id };
}

function problemIn(fields: Partial<Record<keyof typeof LENGTHS, string>>): string | undefined {
  for (const [name, value] of Object.entries(fields)) {
    const longest = LENGTHS[name as keyof typeof LENGTHS];
    if (value === "") return `has no ${name}`;
    if (value.length > longest)
      return `has ${name} of ${value.length} characters, where ${longest} are allowed`;
  }
  return undefined;
}

function readUser(line: number, owner: string, fields: ReadonlyMap<string, string>): ImportLine | string {
  const columns: Record<string, string> = {};
  for (const [name, value] of fields) {
    const longest = STUB_COLUMNS.get(name);
    if (longest === undefined || value === "") continue;
    if (value.length > longest) return codedText("TOO_LONG", `${quote(name)} ${value.length} > ${longest}`);
    columns[name] = value;
  }
  return { kind: "user", line, owner, columns };
}
