import type { ParseArgsConfig } from "node:util";
import { AppError } from "../errors.js";
import { type Warning, warningText } from "../provisioning/warnings.js";

/** Where a command reads its settings from and writes its answers to. */
export interface Terminal {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Writes a line of the command's result. */
  out(line: string): void;
  /** Writes a line for the person at the terminal, apart from results and from the log. */
  note(line: string): void;
  /** Asks the person at the terminal a question; undefined where there is none who could answer. */
  readonly ask?: ((question: string) => Promise<boolean>) | undefined;
}

/** An option of a command; `node:util` parses it, the help prints it. */
export interface Option {
  readonly type: "string" | "boolean";
  readonly multiple?: boolean;
  /** What stands for the value in the help: `NAME`. */
  readonly value?: string;
  readonly doc: string;
}

/** One command of `usher`. */
export interface Command {
  /** Its words: `token create`. */
  readonly name: string;
  readonly summary: string;
  /** Names of what must be given besides options, in order: `["NAME"]`. */
  readonly operands?: readonly string[];
  readonly options?: Readonly<Record<string, Option>>;
  run(call: Call): Promise<void>;
}

type Values = Readonly<Record<string, string | boolean | (string | boolean)[] | undefined>>;

/** A command as it was called: its operands and options, and where its answers go. */
export class Call {
  readonly terminal: Terminal;
  private readonly operands: readonly string[];
  private readonly values: Values;

  constructor(terminal: Terminal, operands: readonly string[], values: Values) {
    this.terminal = terminal;
    this.operands = operands;
    this.values = values;
  }

  /** The first operand, whose presence is checked before a command runs. */
  get operand(): string {
    return this.operands[0] ?? "";
  }

  /** The second operand of a command that has two. */
  get secondOperand(): string {
    return this.operands[1] ?? "";
  }

  /** The text of an option; undefined when it was not given. */
  text(name: string): string | undefined {
    const value = this.values[name];
    return typeof value === "string" ? value : undefined;
  }

  /** Whether a boolean option was given. */
  flag(name: string): boolean {
    return this.values[name] === true;
  }

  /** The texts of an option that may be repeated, in order. */
  texts(name: string): string[] {
    const value = this.values[name];
    return Array.isArray(value) ? value.map(String) : [];
  }

  /**
   * Refuses options of which only one can be meant.
   * @throws AppError `invalidValue`
   */
  only(...names: readonly string[]): void {
    const given = names.filter((name) => this.values[name] !== undefined);
    if (given.length < 2) return;
    throw new AppError(
      "invalidValue",
      `${given.map((name) => `--${name}`).join(" and ")} say different things: give one of them`,
    );
  }

  /** Answers with one thing: its JSON with `--json`, otherwise the line for people. */
  print(value: unknown, line: string): void {
    this.terminal.out(this.wantsJson ? JSON.stringify(value) : line);
  }

  /** Answers with a list: a JSON array with `--json`, otherwise a table with the members' names above it. */
  printTable(rows: readonly Readonly<Record<string, string>>[], values: readonly unknown[] = rows): void {
    if (this.wantsJson) this.terminal.out(JSON.stringify(values));
    else for (const line of toTable(rows)) this.terminal.out(line);
  }

  /**
   * Warns of what is about to be done, and goes on if `--yes` is given or the person at the terminal says so.
   * @throws AppError `invalidValue` when nobody confirms it
   */
  async confirm(warning: string): Promise<void> {
    this.terminal.note(`usher: ${warning}`);
    if (this.flag("yes")) return;
    const { ask } = this.terminal;
    if (ask === undefined) throw new AppError("invalidValue", "Nothing was changed: confirm it with --yes");
    if (!(await ask("Go on? [y/N] "))) throw new AppError("invalidValue", "Nothing was changed");
  }

  /** Tells the person at the terminal what the answer warns of, apart from the answer. */
  warn(warning: Warning): void {
    this.terminal.note(`usher: ${warningText(warning)}`);
  }

  private get wantsJson(): boolean {
    return this.flag("json");
  }
}

/** `--yes`, for what is asked about before it is done. */
export const YES_OPTION = {
  yes: { type: "boolean", doc: "do it without asking" },
} as const satisfies Record<string, Option>;

/** Options that every command has. */
export const COMMON_OPTIONS = {
  json: { type: "boolean", doc: "answer in JSON" },
  help: { type: "boolean", doc: "show this help" },
} as const satisfies Record<string, Option>;

/** The options of a command as `node:util` wants them. */
export function parseOptions(command: Command): NonNullable<ParseArgsConfig["options"]> {
  const all = Object.entries<Option>({ ...command.options, ...COMMON_OPTIONS });
  return Object.fromEntries(all.map(([name, { type, multiple = false }]) => [name, { type, multiple }]));
}

function toTable(rows: readonly Readonly<Record<string, string>>[]): string[] {
  const [first] = rows;
  if (first === undefined) return ["(none)"];
  const names = Object.keys(first);
  const lines = [
    names.map((name) => name.toUpperCase()),
    ...rows.map((row) => names.map((name) => row[name] ?? "")),
  ];
  const widths = names.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
  return lines.map((line) =>
    line
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd(),
  );
}
