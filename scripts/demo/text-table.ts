/** Scripts whose characters take two columns, and characters drawn twice as wide. */
const WIDE =
  /[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}\p{Emoji_Presentation}\u3000-\u303e\uff01-\uff60\uffe0-\uffe6]/u;

/** Marks that are drawn onto the character before, and characters that are not drawn. */
const ZERO = /[\p{Mn}\p{Me}\p{Cf}]/u;

/** Scripts that are written from right to left. */
const RIGHT_TO_LEFT = /[\p{Script=Arabic}\p{Script=Hebrew}]/u;

/** Ends right-to-left text, so that a terminal does not turn the following columns round. Not drawn. */
const LEFT_TO_RIGHT_MARK = "\u200e";

const segmenter = new Intl.Segmenter("en", { granularity: "grapheme" });

/** A column of a table. */
export interface Column {
  readonly title: string;
  /** In terminal columns; what is longer is cut off with an ellipsis. */
  readonly width: number;
  /** Whether what is longer goes on in the next line instead. */
  readonly wraps?: boolean;
}

/** How many columns of a terminal a text takes. */
export function displayWidth(text: string): number {
  let width = 0;
  for (const character of text) width += ZERO.test(character) ? 0 : WIDE.test(character) ? 2 : 1;
  return width;
}

/** The text filled up with spaces, or cut off, to exactly `width` columns of a terminal. */
export function fit(text: string, width: number): string {
  const whole = displayWidth(text) <= width ? text : `${cut(text, width - 1)}…`;
  const mark = RIGHT_TO_LEFT.test(whole) ? LEFT_TO_RIGHT_MARK : "";
  return whole + mark + " ".repeat(width - displayWidth(whole));
}

function cut(text: string, width: number): string {
  let kept = "";
  for (const { segment } of segmenter.segment(text)) {
    if (displayWidth(kept + segment) > width) break;
    kept += segment;
  }
  return kept.trimEnd();
}

/** Breaks a text between words. A word that is wider than a line stays whole. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(/\s+/)) {
    if (line !== "" && displayWidth(line) + 1 + displayWidth(word) > width) {
      lines.push(line);
      line = word;
    } else line = line === "" ? word : `${line} ${word}`;
  }
  return line === "" ? lines : [...lines, line];
}

/** The lines of a table: titles, a rule, and the rows. */
export function renderTable(columns: readonly Column[], rows: readonly (readonly string[])[]): string[] {
  const line = (cells: readonly string[]): string =>
    columns
      .map(({ width }, index) => fit(cells[index] ?? "", width))
      .join("  ")
      .trimEnd();
  const linesOf = (cells: readonly string[]): string[] => {
    const parts = columns.map(({ width, wraps }, index) =>
      wraps === true ? wrap(cells[index] ?? "", width) : [cells[index] ?? ""],
    );
    const height = Math.max(...parts.map(({ length }) => length));
    return Array.from({ length: height }, (_, row) => line(parts.map((part) => part[row] ?? "")));
  };
  return [
    line(columns.map(({ title }) => title)),
    columns.map(({ width }) => "─".repeat(width)).join("  "),
    ...rows.flatMap(linesOf),
  ];
}
