import type { Command } from "./command.js";
import { oneOf } from "./values.js";

const SHELLS = ["bash", "zsh", "fish", "powershell"] as const;

/** `usher completion`: prints the completion script of a shell. */
export const completion: Command = {
  name: "completion",
  summary: "Print the script for tab completion in a shell",
  operands: [SHELLS.join("|")],
  async run(call) {
    const shell = oneOf("SHELL", SHELLS, call.operand);
    // Imported here, because the library is an ES module that only completion needs.
    const { script } = await import("@bomb.sh/tab");
    script(shell, "usher", "usher");
  },
};

/**
 * Prints the completions of a command line, one per line with its meaning, for the script of `usher completion`.
 * @param words - the words after `usher`; the last one may be empty or incomplete
 */
export async function complete(commands: readonly Command[], words: readonly string[]): Promise<void> {
  const { RootCommand } = await import("@bomb.sh/tab");
  const root = new RootCommand();
  for (const noun of new Set(commands.map(({ name }) => name.split(" ")[0] ?? ""))) root.command(noun, "");
  for (const { name, summary, options = {} } of commands) {
    const node = root.command(name, summary);
    for (const [flag, { value, choices = [], doc }] of Object.entries(options)) {
      if (value === undefined && choices.length === 0) node.option(flag, doc);
      else node.option(flag, doc, (offer) => choices.forEach((choice) => offer(choice, "")));
    }
  }
  root.parse([...words]);
}
