/** What an operation answered: the members of its JSON. */
export type Answer = Readonly<Record<string, unknown>>;

/** The text of a column: a path such as `role.name`, a text with paths in braces, or what makes the text. */
export type Cell = string | ((row: Answer) => string);

/**
 * What an answer has at a path, as people read it: of a list all items, nothing where there is nothing.
 * @param between - what stands between items of a list
 */
export function textAt(answer: unknown, path: string, between = ", "): string {
  return valuesAt(answer, path)
    .filter((value) => value !== undefined && value !== null)
    .map(toText)
    .join(between);
}

/** The objects that an answer has at a path: all items of a list, or the one that is there. */
export function objectsAt(answer: unknown, path: string): Answer[] {
  return valuesAt(answer, path).filter(isObject);
}

/** A column of what is at a path, with spaces between the items of a list. */
export function spaced(path: string): Cell {
  return (row) => textAt(row, path, " ");
}

/**
 * A sentence with what an answer has in the place of each path in braces, and without the parts in brackets that name
 * something that it does not have: `Added client {clientId}[; its secret: {secret}]`.
 */
export function sentenceOf(template: string, answer: unknown): string {
  const isThere = (part: string) => pathsIn(part).every((path) => textAt(answer, path) !== "");
  return template
    .replaceAll(/\[([^[\]]*)\]/g, (_, part: string) => (isThere(part) ? part : ""))
    .replaceAll(PATH, (_, path: string) => textAt(answer, path));
}

const PATH = /\{([\w.]+)\}/g;

/** The paths that stand in braces in a template. */
export function pathsIn(template: string): string[] {
  return [...template.matchAll(PATH)].map(([, path = ""]) => path);
}

/** The cells of a row by the names of their columns. */
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

/** What is at a path; of a list all items. */
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
