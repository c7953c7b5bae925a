import { AppError } from "../errors.js";
import { tableLines } from "./table.js";

/** The environment of a command: its settings and its output. */
export interface Terminal {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Writes a line of the command's result. */
  out(line: string): void;
  /** Writes a line for the person at the terminal, apart from results and from the log. */
  note(line: string): void;
  /** Asks the person at the terminal a question; undefined without a terminal. */
  readonly ask?: ((question: string) => Promise<boolean>) | undefined;
}

/** Thrown to end a command that has said all, with an exit code. */
export class Ended extends Error {
  readonly exitCode: number;

  constructor(exitCode: number) {
    super(`the command ends with ${exitCode}`);
    this.name = "Ended";
    this.exitCode = exitCode;
  }
}

/** An option of a command: a flag, or with `value` or `choices` an option with a text. */
export interface Option {
  /** The placeholder of the value in the help: `NAME`. */
  readonly value?: string;
  /** The valid values. */
  readonly choices?: readonly string[];
  readonly doc: string;
  readonly required?: boolean;
  /** Whether it can be repeated; its value is then a list. */
  readonly repeat?: boolean;
  /** The names of options that exclude it. */
  readonly conflicts?: readonly string[];
  /** The default value. */
  readonly default?: string | number | readonly string[];
  /** Parses the text; a list counts as several values. @throws AppError `invalidValue` that names the flag */
  readonly read?: (text: string, flag: string) => unknown;
}

/** A command of `usher`. */
export interface Command {
  /** The words of the command: `token create`. */
  readonly name: string;
  readonly summary: string;
  /** The names of its operands, in order: `["NAME"]`. */
  readonly operands?: readonly string[];
  readonly options?: Readonly<Record<string, Option>>;
  /** The ids of the admin operations that it calls; empty if it calls none. */
  readonly operations?: readonly string[];
  run(call: Call): Promise<void>;
}

/** A call of a command: its operands, options and output. */
export class Call {
  readonly terminal: Terminal;
  readonly operands: readonly string[];
  private readonly values: Readonly<Record<string, unknown>>;

  constructor(terminal: Terminal, operands: readonly string[], values: Readonly<Record<string, unknown>>) {
    this.terminal = terminal;
    this.operands = operands;
    this.values = values;
  }

  /** The first operand, which is always present. */
  get operand(): string {
    return this.operands[0] ?? "";
  }

  /** The second operand of a command that has two. */
  get secondOperand(): string {
    return this.operands[1] ?? "";
  }

  /** Returns the parsed value of an option; undefined if it was not given and has no default. */
  value(name: string): unknown {
    return this.values[name];
  }

  /** Returns the text of an option; undefined if it was not given. */
  text(name: string): string | undefined {
    const value = this.values[name];
    return typeof value === "string" ? value : undefined;
  }

  /** Returns whether a flag was given. */
  flag(name: string): boolean {
    return this.values[name] === true;
  }

  /** Returns the texts of a repeatable option, in order. */
  texts(name: string): string[] {
    const value = this.values[name];
    return Array.isArray(value) ? value.map(String) : [];
  }

  /** Prints one result: as JSON with `--json`, otherwise as a line for people. */
  print(value: unknown, line: string): void {
    this.terminal.out(this.wantsJson ? JSON.stringify(value) : line);
  }

  /** Prints a list: a JSON array with `--json`, otherwise a table with a header. */
  printTable(rows: readonly Readonly<Record<string, string>>[], values: readonly unknown[] = rows): void {
    if (this.wantsJson) this.terminal.out(JSON.stringify(values));
    else for (const line of tableLines(rows)) this.terminal.out(line);
  }

  /**
   * Asks for confirmation before an action; `--yes` and `--preview` skip the question.
   * @throws AppError `invalidValue` if nobody confirms
   */
  async confirm(warning: string): Promise<void> {
    this.note(warning);
    if (this.flag("yes") || this.flag("preview")) return;
    const { ask } = this.terminal;
    if (ask === undefined) throw new AppError("invalidValue", "Nothing was changed: confirm it with --yes");
    if (!(await ask("Go on? [y/N] "))) throw new AppError("invalidValue", "Nothing was changed");
  }

  /** Prints a note for the person at the terminal, apart from the result. */
  note(sentence: string): void {
    this.terminal.note(`usher: ${sentence}`);
  }

  /** Prints each sentence of a list as a note, such as the warnings of an answer. */
  noteAll(sentences: unknown): void {
    if (Array.isArray(sentences)) for (const sentence of sentences) this.note(String(sentence));
  }

  private get wantsJson(): boolean {
    return this.flag("json");
  }
}

/** `--yes`, for commands that ask for confirmation. */
export const YES_OPTION = { yes: { doc: "do not ask for confirmation" } } as const satisfies Record<
  string,
  Option
>;
