import { AppError } from "../errors.js";
import { tableLines } from "./table.js";

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

/** An option of a command: a flag, or with `value` or `choices` one that takes a text. */
export interface Option {
  /** What stands for the value in the help: `NAME`. */
  readonly value?: string;
  /** The words of which it must be one. */
  readonly choices?: readonly string[];
  readonly doc: string;
  readonly required?: boolean;
  /** Whether it may be given more than once; its value is a list then. */
  readonly repeat?: boolean;
  /** Names of other options that cannot be given together with it. */
  readonly conflicts?: readonly string[];
  /** Its value where it is not given. */
  readonly default?: string | number | readonly string[];
  /** Reads the text; a list counts as several values. @throws AppError `invalidValue` that names the flag */
  readonly read?: (text: string, flag: string) => unknown;
}

/** One command of `usher`. */
export interface Command {
  /** Its words: `token create`. */
  readonly name: string;
  readonly summary: string;
  /** Names of what must be given besides options, in order: `["NAME"]`. */
  readonly operands?: readonly string[];
  readonly options?: Readonly<Record<string, Option>>;
  /** The operations of the admin API that it calls, by their ids; none for a command of its own. */
  readonly operations?: readonly string[];
  run(call: Call): Promise<void>;
}

/** A command as it was called: its operands and options, and where its answers go. */
export class Call {
  readonly terminal: Terminal;
  readonly operands: readonly string[];
  private readonly values: Readonly<Record<string, unknown>>;

  constructor(terminal: Terminal, operands: readonly string[], values: Readonly<Record<string, unknown>>) {
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

  /** What an option was read as; undefined when it was not given and has no default. */
  value(name: string): unknown {
    return this.values[name];
  }

  /** The text of an option; undefined when it was not given. */
  text(name: string): string | undefined {
    const value = this.values[name];
    return typeof value === "string" ? value : undefined;
  }

  /** Whether a flag was given. */
  flag(name: string): boolean {
    return this.values[name] === true;
  }

  /** The texts of an option that may be repeated, in order. */
  texts(name: string): string[] {
    const value = this.values[name];
    return Array.isArray(value) ? value.map(String) : [];
  }

  /** Answers with one thing: its JSON with `--json`, otherwise the line for people. */
  print(value: unknown, line: string): void {
    this.terminal.out(this.wantsJson ? JSON.stringify(value) : line);
  }

  /** Answers with a list: a JSON array with `--json`, otherwise a table with the members' names above it. */
  printTable(rows: readonly Readonly<Record<string, string>>[], values: readonly unknown[] = rows): void {
    if (this.wantsJson) this.terminal.out(JSON.stringify(values));
    else for (const line of tableLines(rows)) this.terminal.out(line);
  }

  /**
   * Warns of what is about to be done, and goes on if `--yes` is given or the person at the terminal says so.
   * @throws AppError `invalidValue` when nobody confirms it
   */
  async confirm(warning: string): Promise<void> {
    this.note(warning);
    if (this.flag("yes")) return;
    const { ask } = this.terminal;
    if (ask === undefined) throw new AppError("invalidValue", "Nothing was changed: confirm it with --yes");
    if (!(await ask("Go on? [y/N] "))) throw new AppError("invalidValue", "Nothing was changed");
  }

  /** Tells the person at the terminal something apart from the answer. */
  note(sentence: string): void {
    this.terminal.note(`usher: ${sentence}`);
  }

  /** The same for each sentence of a list, such as the warnings of an answer. */
  noteAll(sentences: unknown): void {
    if (Array.isArray(sentences)) for (const sentence of sentences) this.note(String(sentence));
  }

  private get wantsJson(): boolean {
    return this.flag("json");
  }
}

/** `--yes`, for what is asked about before it is done. */
export const YES_OPTION = { yes: { doc: "do not ask for confirmation" } } as const satisfies Record<
  string,
  Option
>;
