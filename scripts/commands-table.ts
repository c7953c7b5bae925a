import type { Command } from "../src/cli/command.js";
import { commands } from "../src/cli/run.js";

/** `token revoke ID`, as a cell of a table. */
function signatureOf({ name, operands = [] }: Command): string {
  return [name, ...operands].join(" ").replaceAll("|", "\\|");
}

/** The operations that a command calls, as a cell of a table. */
function operationsOf({ operations = [] }: Command): string {
  return operations.map((operation) => `\`${operation}\``).join(", ");
}

/**
 * The table of docs/commands.md, in Markdown: what each command does and which operations of the admin API it calls, in
 * the order of `usher --help`.
 */
export function commandsTable(): string {
  const rows = commands.map(
    (command) => `| \`${signatureOf(command)}\` | ${command.summary} | ${operationsOf(command)} |`,
  );
  return ["| Command | What it does | Operations |", "|---|---|---|", ...rows].join("\n");
}
