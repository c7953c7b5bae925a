import { Command as CommanderCommand, type CommanderError, Option as CommanderOption } from "commander";
import { AppError } from "../errors.js";
import { Call, type Command, type Option, type Terminal } from "./command.js";
import { oneOf } from "./values.js";

/** The option of every command, besides `--help`. */
const JSON_OPTION = { json: { doc: "answer in JSON" } } as const satisfies Record<string, Option>;

/**
 * Creates the commander program of these commands, which parses, prints help and suggests similar names. Its errors are
 * thrown as `AppError`, for which `runCli` has the exit code.
 */
export function buildProgram(commands: readonly Command[], terminal: Terminal): CommanderCommand {
  const program = new CommanderCommand("usher")
    .usage("COMMAND")
    .enablePositionalOptions()
    .helpOption("-h, --help", "show this help")
    .configureOutput({
      writeOut: (text) => terminal.out(text.trimEnd()),
      // Help after a wrong call goes to the output as well; `runCli` prints errors once.
      writeErr: (text) => terminal.out(text.trimEnd()),
      outputError: () => undefined,
    })
    .configureHelp({ showGlobalOptions: false, optionTerm, formatHelp });
  refuseAs(program, "");
  for (const command of commands) addCommand(program, command, terminal);
  return program;
}

function addCommand(program: CommanderCommand, command: Command, terminal: Terminal): void {
  const { operands = [], options, summary } = command;
  const leaf = command.name.split(" ").reduce(subcommandOf, program);
  leaf.description(summary);
  for (const operand of operands) leaf.argument(`<${operand}>`);
  const shown = Object.entries<Option>({ ...options, ...JSON_OPTION });
  const parsed = shown.map(([name, option]) => [name, toCommander(name, option)] as const);
  for (const [, option] of parsed) leaf.addOption(option);
  refuseAs(leaf, [command.name, ...operands].join(" "));
  leaf.action(() => command.run(new Call(terminal, leaf.args, valuesOf(leaf, parsed))));
}

function subcommandOf(parent: CommanderCommand, word: string): CommanderCommand {
  const found = parent.commands.find((command) => command.name() === word);
  if (found !== undefined) return found;
  const made = parent.command(word).summary("");
  refuseAs(made, [...pathOf(made), "COMMAND"].join(" "));
  return made;
}

/** Returns the values of options; `--no-…` is a flag like any other. */
function valuesOf(
  leaf: CommanderCommand,
  options: readonly (readonly [string, CommanderOption])[],
): Record<string, unknown> {
  const values = leaf.opts();
  return Object.fromEntries(
    options.map(([name, option]) => {
      const value: unknown = values[option.attributeName()];
      return [name, option.negate ? value === false : value];
    }),
  );
}

function toCommander(name: string, spec: Option): CommanderOption {
  const flag = `--${name}`;
  const value = spec.value ?? spec.choices?.join("|");
  const option = new CommanderOption(value === undefined ? flag : `${flag} <${value}>`, spec.doc);
  if (spec.required === true) option.makeOptionMandatory();
  if (spec.conflicts !== undefined) option.conflicts(spec.conflicts.map(attributeOf));
  if (spec.default !== undefined) option.default(spec.default, [spec.default].flat().join(" "));
  const read = readerOf(spec);
  if (spec.repeat === true) {
    option.argParser((text: string, before: unknown) => {
      const earlier = before === undefined || before === spec.default ? [] : (before as unknown[]);
      return [...new Set([...earlier, read(text, flag)].flat())];
    });
  } else if (value !== undefined) {
    option.argParser((text: string) => read(text, flag));
  }
  return option;
}

function readerOf({ read, choices }: Option): NonNullable<Option["read"]> {
  if (read !== undefined) return read;
  return choices === undefined ? (text) => text : (text, flag) => oneOf(flag, choices, text);
}

/** Returns commander's name of an option: `no-mail` is `mail`, `carry-out` is `carryOut`. */
function attributeOf(name: string): string {
  return new CommanderOption(`--${name}`).attributeName();
}

function pathOf(command: CommanderCommand): string[] {
  return command.parent === null ? [] : [...pathOf(command.parent), command.name()];
}

/** Returns the callable commands below a command. */
function callable(command: CommanderCommand): CommanderCommand[] {
  return command.commands.flatMap((one) => [...(one.description() === "" ? [] : [one]), ...callable(one)]);
}

/** `token revoke ID` */
function signatureOf(command: CommanderCommand): string {
  return [...pathOf(command), ...command.registeredArguments.map((argument) => argument.name())].join(" ");
}

type Helper = ReturnType<CommanderCommand["createHelp"]>;

function optionTerm({ flags }: CommanderOption): string {
  return flags.replaceAll(/[<>]/g, "");
}

/** Formats the help: a command with subcommands lists them with their operands; all others use commander's help. */
function formatHelp(command: CommanderCommand, helper: Helper): string {
  const below = callable(command);
  if (command.description() !== "" || below.length === 0) return standardHelp.formatHelp(command, helper);
  const width = Math.max(...below.map((one) => signatureOf(one).length));
  const lines = below.map((one) => helper.formatItem(signatureOf(one), width, one.description(), helper));
  return [
    `Usage: usher ${[...pathOf(command), "COMMAND"].join(" ")}`,
    "",
    ...lines,
    "",
    "'usher COMMAND --help' shows the options of a command.",
  ].join("\n");
}

const standardHelp = new CommanderCommand().createHelp();

/** Replaces commander's messages by Usher's. */
function refuseAs(command: CommanderCommand, signature: string): void {
  command.exitOverride((error) => {
    if (HELP_SHOWN.has(error.code)) throw error;
    throw new AppError("invalidValue", sentenceOf(error, command, signature));
  });
}

/** The codes that commander throws after it has printed help or a version. */
export const HELP_SHOWN: ReadonlySet<string> = new Set(["commander.help", "commander.helpDisplayed"]);

function sentenceOf({ code, message }: CommanderError, command: CommanderCommand, signature: string): string {
  const told = message.replace(/^error: /, "").replaceAll("\n", " ");
  switch (code) {
    case "commander.missingArgument":
    case "commander.excessArguments":
      return `Call it as 'usher ${signature}'; see 'usher ${pathOf(command).join(" ")} --help'`;
    case "commander.unknownCommand": {
      const [, name = "", more = ""] = /^unknown command '(.*)'(.*)$/.exec(told) ?? [];
      return `There is no command '${[...pathOf(command), name].join(" ")}'${more}; see 'usher --help'`;
    }
    case "commander.missingMandatoryOptionValue":
      return `${flagIn(told)} is missing`;
    case "commander.optionMissingArgument":
      return `${flagIn(told)} needs a value`;
    default:
      return told.charAt(0).toUpperCase() + told.slice(1);
  }
}

function flagIn(message: string): string {
  return /--[a-z-]+/.exec(message)?.[0] ?? message;
}
