import { parseArgs, types } from "node:util";
import { isUnavailable } from "../db/errors.js";
import { AppError } from "../errors.js";
import { accessCommands } from "./access.js";
import { accountCommands } from "./account.js";
import { adminCommands } from "./admin.js";
import { adoptCommands } from "./adopt.js";
import { applicationCommands } from "./application.js";
import { auditCommands } from "./audit.js";
import { clientCommands } from "./client.js";
import { Call, COMMON_OPTIONS, type Command, type Option, parseOptions, type Terminal } from "./command.js";
import { config } from "./config.js";
import { connectionCommands } from "./connection.js";
import { groupCommands } from "./group.js";
import { instanceCommands } from "./instance.js";
import { invitationCommands } from "./invitation.js";
import { issuerCommands } from "./issuer.js";
import { licenseCommands } from "./license.js";
import { logCommands } from "./log.js";
import { mailCommands } from "./mail.js";
import { migrate } from "./migrate.js";
import { modeCommands } from "./mode.js";
import { reportCommands } from "./report.js";
import { roleCommands } from "./role.js";
import { schemaCommands } from "./schema.js";
import { serve } from "./serve.js";
import { settingsCommands } from "./settings.js";
import { stubCommands } from "./stub.js";
import { syncCommands } from "./sync.js";
import { teamCommands } from "./team.js";
import { tenantCommands } from "./tenant.js";
import { tokenCommands } from "./token.js";
import { unitCommands } from "./unit.js";
import { userCommands } from "./user.js";
import { workflowCommands } from "./workflow.js";

const commands: readonly Command[] = [
  serve,
  config,
  migrate,
  ...tenantCommands,
  ...connectionCommands,
  ...tokenCommands,
  ...clientCommands,
  ...issuerCommands,
  ...invitationCommands,
  ...schemaCommands,
  ...adoptCommands,
  ...accountCommands,
  ...userCommands,
  ...groupCommands,
  ...adminCommands,
  ...settingsCommands,
  ...mailCommands,
  ...logCommands,
  ...licenseCommands,
  ...instanceCommands,
  ...unitCommands,
  ...roleCommands,
  ...teamCommands,
  ...modeCommands,
  ...workflowCommands,
  ...applicationCommands,
  ...stubCommands,
  ...auditCommands,
  ...accessCommands,
  ...reportCommands,
  ...syncCommands,
];

/** Exit code for what the operator can mend: a wrong argument, a setting, a database out of reach. */
const FAILED = 1;

/** Exit code for a bug of ours: EX_SOFTWARE of sysexits.h. */
const BUG = 70;

/**
 * Runs the command that the arguments name.
 * @returns the exit code of the process
 */
export async function runCli(args: readonly string[], terminal: Terminal): Promise<number> {
  try {
    await dispatch(args, terminal);
    return 0;
  } catch (error) {
    if (!isOperatingError(error)) {
      terminal.note(types.isNativeError(error) ? (error.stack ?? error.message) : String(error));
      return BUG;
    }
    terminal.note(`usher: ${describeError(error)}`);
    return FAILED;
  }
}

async function dispatch(args: readonly string[], terminal: Terminal): Promise<void> {
  const command = commands.find(({ name }) => name === args.slice(0, name.split(" ").length).join(" "));
  if (command === undefined) {
    const [first = "--help"] = args;
    const group = commands.filter(({ name }) => name.startsWith(`${first} `));
    if (group.length === 0 && !["--help", "-h", "help"].includes(first)) {
      throw new AppError(
        "invalidValue",
        `There is no command '${args.slice(0, 2).join(" ")}'; see 'usher --help'`,
      );
    }
    terminal.out(overview(group.length === 0 ? commands : group));
    return;
  }
  const { values, positionals } = parseArgs({
    args: args.slice(command.name.split(" ").length),
    options: parseOptions(command),
    allowPositionals: true,
  });
  if (values["help"] === true) return terminal.out(helpOf(command));
  requireOperands(command, positionals);
  return command.run(new Call(terminal, positionals, values));
}

function requireOperands(command: Command, given: readonly string[]): void {
  const { name, operands = [] } = command;
  if (given.length === operands.length) return;
  throw new AppError(
    "invalidValue",
    `Call it as 'usher ${[name, ...operands].join(" ")}'; see 'usher ${name} --help'`,
  );
}

function overview(listed: readonly Command[]): string {
  const names = listed.map(({ name, operands = [] }) => [name, ...operands].join(" "));
  const width = Math.max(...names.map((name) => name.length));
  const lines = listed.map(({ summary }, index) => `  ${names[index]?.padEnd(width)}  ${summary}`);
  return [
    "Usage: usher COMMAND",
    "",
    ...lines,
    "",
    "'usher COMMAND --help' shows the options of a command.",
  ].join("\n");
}

function helpOf(command: Command): string {
  const options = Object.entries<Option>({ ...command.options, ...COMMON_OPTIONS });
  const names = options.map(([name, { value }]) =>
    value === undefined ? `--${name}` : `--${name} ${value}`,
  );
  const width = Math.max(...names.map((name) => name.length));
  const lines = options.map(([, { doc }], index) => `  ${names[index]?.padEnd(width)}  ${doc}`);
  const usage = ["Usage: usher", command.name, ...(command.operands ?? []), "[OPTIONS]"].join(" ");
  return [usage, "", command.summary, "", ...lines].join("\n");
}

/** SQLSTATE classes of a database that refuses us: no permission, no such database. */
const REFUSED_SQLSTATE = /^(?:28|3D|42501)/;

function isOperatingError(error: unknown): error is Error {
  if (!types.isNativeError(error)) return false;
  if (error instanceof AppError) return error.code !== "internal";
  const code = "code" in error && typeof error.code === "string" ? error.code : "";
  return (
    isUnavailable(error) ||
    "syscall" in error ||
    code.startsWith("ERR_PARSE_ARGS_") ||
    REFUSED_SQLSTATE.test(code)
  );
}

/** One line; Node's AggregateError of a refused connection has a code, but no message. */
function describeError(error: Error & { readonly code?: unknown }): string {
  const [line = ""] = error.message.split("\n");
  return line === "" ? String(error.code) : line;
}
