import { STUB_COLUMNS } from "../../crm/records/stubs.js";
import { codedText } from "../../errors/business-codes.js";
import { AppError } from "../../errors.js";
import { quote } from "../../schema/quote.js";
import type { CsvLine } from "./read-csv.js";

/** A valid line of an import: the owner of a row, or data of a user. */
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

/** Reads the lines of a file. */
export interface LineReader {
  /** Parses a line, or returns what is wrong with it. */
  read(line: CsvLine): ImportLine | string;
}

/** The required columns. */
const REQUIRED = ["table", "id", "owner"] as const;

/** The names of the table of users. docs/modes-of-users.md */
const USER_TABLES: ReadonlySet<string> = new Set(["systemuser", "systemusers"]);

/** The maximum lengths of names, in characters. */
const LENGTHS = { table: 128, id: 200, owner: 1024 } as const;

/**
 * Parses the header of an import: `table,id,owner` in any order and case, and columns of users, which lines of the
 * table `systemuser` may fill. A user in such a line becomes a stub at most. R137, R142
 * @throws AppError `invalidValue` if a required column is missing
 */
export function readHeader({ values }: CsvLine): LineReader {
  const names = values.map((name) => name.trim().toLowerCase());
  const missing = REQUIRED.filter((name) => !names.includes(name));
  if (missing.length > 0) {
    throw new AppError(
      "IMPORT_HEADER",
      `the first line lacks ${missing.join(", ")}: start the file with table,id,owner`,
    );
  }
  return { read: (line) => readLine(names, line) };
}

function readLine(names: readonly string[], { line, values }: CsvLine): ImportLine | string {
  if (values.length !== names.length)
    return `has ${values.length} values where the header has ${names.length}`;
  if (values.some((value) => value.includes("\0")))
    return "contains the character U+0000, which is not allowed";
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
