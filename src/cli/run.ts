import { types } from "node:util";
import { CommanderError } from "commander";
import { isUnavailable } from "../db/errors.js";
import { AppError } from "../errors.js";
import { accessCommands } from "./access.js";
import { accountCommands } from "./account.js";
import { adminCommands } from "./admin.js";
import { adoptCommands } from "./adopt.js";
import { applicationCommands } from "./application.js";
import { auditCommands } from "./audit.js";
import { clientCommands } from "./client.js";
import { type Command, Ended, type Terminal } from "./command.js";
import { complete, completion } from "./completion.js";
import { config } from "./config.js";
import { connectionCommands } from "./connection.js";
import { groupCommands } from "./group.js";
import { holdCommands } from "./hold.js";
import { instanceCommands } from "./instance.js";
import { invitationCommands } from "./invitation.js";
import { issuerCommands } from "./issuer.js";
import { licenseCommands } from "./license.js";
import { logCommands } from "./log.js";
import { mailCommands } from "./mail.js";
import { migrate } from "./migrate.js";
import { modeCommands } from "./mode.js";
import { previewCommand } from "./preview-command.js";
import { buildProgram, HELP_SHOWN } from "./program.js";
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
import { userRoleCommands } from "./user-role.js";
import { workflowCommands } from "./workflow.js";

/** All commands of `usher`; docs/commands.md is generated from them. */
export const commands: readonly Command[] = [
  serve,
  config,
  migrate,
  completion,
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
  ...userRoleCommands,
  ...teamCommands,
  ...modeCommands,
  ...workflowCommands,
  ...applicationCommands,
  ...stubCommands,
  ...auditCommands,
  ...accessCommands,
  ...holdCommands,
  previewCommand,
  ...reportCommands,
  ...syncCommands,
];

/** The command that the script of `usher completion` calls: `usher complete -- token cr`. */
const COMPLETE = "complete";

/** The exit code for errors that the operator can fix: a wrong argument, a setting, an unreachable database. */
const FAILED = 1;

/** The exit code for a bug: EX_SOFTWARE of sysexits.h. */
const BUG = 70;

/**
 * Runs the command in the arguments.
 * @returns the exit code of the process
 */
export async function runCli(args: readonly string[], terminal: Terminal): Promise<number> {
  try {
    if (args[0] === COMPLETE) await complete(commands, args.slice(2));
    else await buildProgram(commands, terminal).parseAsync(args, { from: "user" });
    return 0;
  } catch (error) {
    if (error instanceof CommanderError && HELP_SHOWN.has(error.code)) return 0;
    if (error instanceof Ended) return error.exitCode;
    if (!isOperatingError(error)) {
      terminal.note(types.isNativeError(error) ? (error.stack ?? error.message) : String(error));
      return BUG;
    }
    terminal.note(`usher: ${describeError(error)}`);
    return FAILED;
  }
}

/** The SQLSTATE classes of a database that refuses access: no permission, no such database. */
const REFUSED_SQLSTATE = /^(?:28|3D|42501)/;

function isOperatingError(error: unknown): error is Error {
  if (!types.isNativeError(error)) return false;
  if (error instanceof AppError) return error.code !== "internal";
  const code = "code" in error && typeof error.code === "string" ? error.code : "";
  return isUnavailable(error) || "syscall" in error || REFUSED_SQLSTATE.test(code);
}

/** Describes an error in one line; Node's AggregateError of a refused connection has a code but no message. */
function describeError(error: Error & { readonly code?: unknown }): string {
  const [line = ""] = error.message.split("\n");
  return line === "" ? String(error.code) : line;
}
