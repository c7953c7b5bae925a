/** What an operation answered: the members of its JSON. */
export type Answer = Readonly<Record<string, unknown>>;

/** The text of a column: a path such as `role.name`, a text with paths in braces, or what makes the text. */
export type Cell = string | ((row: Answer) => string);

/**
 * What an answer has at a path, as people read it: of a list all items, nothing where there is nothing.
 * @param between - what stands between items of a list
 */
export function textAt(answer: unknown, path: string, between = ", "): string {
  const found = path
    .split(".")
    .reduce<unknown[]>((values, name) => values.flatMap((one) => memberOf(one, name)), [answer]);
  return found
    .filter((value) => value !== undefined && value !== null)
    .map(toText)
    .join(between);
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

function memberOf(value: unknown, name: string): unknown[] {
  const found: unknown = typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;
  return Array.isArray(found) ? found : [found];
}

function toText(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
