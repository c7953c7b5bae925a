import { styleText } from "node:util";
import { type Column, displayWidth, renderTable, wrap } from "./text-table.js";

/** Columns of a terminal that a line takes at the most. */
const WIDTH = 100;

/** Columns that a request takes; what it is about stands beside it, or below a longer one. */
const REQUEST = 47;

/** Where the story is printed, in lines of at most a hundred columns. */
export interface Paper {
  /** Begins a chapter. */
  chapter(title: string): void;
  /** A few sentences, broken where the line ends. */
  say(text: string): void;
  /** A request, how it was answered, and what it is about, or what the answer says. */
  answered(status: number, request: string, what: string): void;
  table(columns: readonly Column[], rows: readonly (readonly string[])[]): void;
  /** Lines as they are, as a paragraph. */
  lines(lines: readonly string[]): void;
  /** A line as it is. */
  line(line: string): void;
}

/**
 * Paper of a terminal.
 * @param color - whether titles and statuses may be colored
 */
export function createPaper(print: (line: string) => void, color: boolean): Paper {
  const styled = (style: Parameters<typeof styleText>[0], text: string): string =>
    color ? styleText(style, text, { validateStream: false }) : text;
  const write = (lines: readonly string[]): void => {
    for (const line of lines) print(line === "" ? "" : `  ${line}`);
  };
  let chapters = 0;
  return {
    chapter: (title) => {
      const heading = `${++chapters}  ${title}`;
      for (const line of ["", "", styled("bold", heading), "─".repeat(WIDTH)]) print(line);
    },
    say: (text) => write(["", ...wrap(text, WIDTH - 2)]),
    answered: (status, request, what) => {
      const shown = styled(status < 400 ? "green" : "yellow", String(status));
      const isBeside = displayWidth(request) <= REQUEST;
      const indent = isBeside ? REQUEST + 7 : 7;
      const notes = wrap(what, WIDTH - 2 - indent);
      const first = `${shown}  ${request}`;
      if (isBeside) {
        const padding = " ".repeat(REQUEST - displayWidth(request));
        write([`${first}${padding}  ${notes[0] ?? ""}`]);
      } else write([first]);
      write(notes.slice(isBeside ? 1 : 0).map((note) => " ".repeat(indent) + note));
    },
    table: (columns, rows) => write(["", ...renderTable(columns, rows)]),
    lines: (lines) => write(["", ...lines]),
    line: (line) => write([line]),
  };
}
