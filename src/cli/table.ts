import columnify from "columnify";

/** The lines of a table of rows, with the names of their members in capitals above it. */
export function tableLines(rows: readonly Readonly<Record<string, string>>[]): string[] {
  if (rows.length === 0) return ["(none)"];
  const table = columnify([...rows], { columnSplitter: "  " });
  return table.split("\n").map((line) => line.trimEnd());
}
