import columnify from "columnify";

/** Formats rows as the lines of a table, with the members' names in capitals as header. */
export function tableLines(rows: readonly Readonly<Record<string, string>>[]): string[] {
  if (rows.length === 0) return ["(none)"];
  const table = columnify([...rows], { columnSplitter: "  " });
  return table.split("\n").map((line) => line.trimEnd());
}
