import type { Terminal } from "../../src/cli/command.js";
import { runCli } from "../../src/cli/run.js";
import type { Answer } from "./http.js";

/** What a command of `usher` leaves on a terminal. */
export interface Outcome {
  readonly code: number;
  /** Standard output. */
  readonly out: string;
  /** Standard error. */
  readonly notes: string;
}

type Environment = Readonly<Record<string, string>>;

/**
 * Runs `usher` in this process.
 * @param words - of the command line; a text is split at its spaces
 * @param ask - answers questions; nobody is there if undefined
 */
export async function runUsher(
  words: string | readonly string[],
  env: Environment,
  ask?: Terminal["ask"],
): Promise<Outcome> {
  const args = typeof words === "string" ? words.split(" ").filter(Boolean) : words;
  const out: string[] = [];
  const notes: string[] = [];
  const code = await runCli([...args], {
    env,
    out: (text) => out.push(text),
    note: (text) => notes.push(text),
    ...(ask && { ask }),
  });
  return { code, out: out.join("\n"), notes: notes.join("\n") };
}

/** What a command that must succeed prints with `--json`. */
export async function readUsher(
  words: string | readonly string[],
  env: Environment,
): Promise<Answer["body"]> {
  const args = typeof words === "string" ? `${words} --json` : [...words, "--json"];
  const { code, out, notes } = await runUsher(args, env);
  if (code !== 0) throw new Error(`usher ${args.toString()}: ${notes}`);
  return JSON.parse(out);
}
