/** The JSON answer of an operation. */
export type Answer = Readonly<Record<string, unknown>>;

/** The content of a column: a path such as `role.name`, a text with paths in braces, or a function. */
export type Cell = string | ((row: Answer) => string);

/**
 * Returns the value at a path of an answer as text: all items of a list; empty if it is missing.
 * @param between - the separator of list items
 */
export function textAt(answer: unknown, path: string, between = ", "): string {
  return valuesAt(answer, path)
    .filter((value) => value !== undefined && value !== null)
    .map(toText)
    .join(between);
}

/** Returns the objects at a path of an answer: all items of a list, or the single one. */
export function objectsAt(answer: unknown, path: string): Answer[] {
  return valuesAt(answer, path).filter(isObject);
}

/** Returns a column of the value at a path; list items are separated by spaces. */
export function spaced(path: string): Cell {
  return (row) => textAt(row, path, " ");
}

/**
 * Fills a template with values of an answer. Parts in brackets are removed if a value in them is missing: `Added client
 * {clientId}[; its secret: {secret}]`.
 */
export function sentenceOf(template: string, answer: unknown): string {
  const isThere = (part: string) => pathsIn(part).every((path) => textAt(answer, path) !== "");
  return template
    .replaceAll(/\[([^[\]]*)\]/g, (_, part: string) => (isThere(part) ? part : ""))
    .replaceAll(PATH, (_, path: string) => textAt(answer, path));
}

const PATH = /\{([\w.]+)\}/g;

/** Returns the paths in a template. */
export function pathsIn(template: string): string[] {
  return [...template.matchAll(PATH)].map(([, path = ""]) => path);
}

/** The cells of a row by column name. */
export function cellsOf(columns: Readonly<Record<string, Cell>>, row: Answer): Record<string, string> {
  return Object.fromEntries(
    Object.entries(columns).map(([name, cell]) => [
      name,
      typeof cell === "string" ? cellText(cell, row) : cell(row),
    ]),
  );
}

function cellText(cell: string, row: Answer): string {
  return cell.includes("{") ? sentenceOf(cell, row) : textAt(row, cell);
}

/** Returns the values at a path; all items of a list. */
function valuesAt(answer: unknown, path: string): unknown[] {
  return path
    .split(".")
    .reduce<unknown[]>(
      (values, name) => values.flatMap((value) => (isObject(value) ? value[name] : undefined)),
      [answer],
    );
}

function isObject(value: unknown): value is Answer {
  return typeof value === "object" && value !== null;
}

function toText(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
