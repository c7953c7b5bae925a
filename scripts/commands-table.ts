import { commands } from "../src/cli/run.js";

/** `token revoke ID`, as a cell of a table. */
function signatureOf({ name, operands = [] }: (typeof commands)[number]): string {
  return [name, ...operands].join(" ").replaceAll("|", "\\|");
}

/** The table of docs/commands.md, in Markdown: what each command does, in the order of `usher --help`. */
export function commandsTable(): string {
  const rows = commands.map((command) => `| \`${signatureOf(command)}\` | ${command.summary} |`);
  return ["| Command | What it does |", "|---|---|", ...rows].join("\n");
}
