import { types } from "node:util";
import pino from "pino";
import { AppError } from "../errors.js";

/**
 * The levels of the log. `error`: someone must act; `warn`: the server recovered by itself; `info`: one line per
 * request.
 */
export type LogLevel = "silent" | "error" | "warn" | "info" | "debug";

/** The server's log: JSON lines of ids, codes and durations, never of attribute values or secrets. */
export type Logger = pino.Logger;

/** The longest message of an unexpected error that is logged, in UTF-16 units. */
const MAX_MESSAGE_LENGTH = 500;

/** Members of a database driver's error that name our own objects, unlike `detail`, which quotes values. */
const SAFE_MEMBERS = [
  "code",
  "errno",
  "syscall",
  "severity",
  "table",
  "column",
  "constraint",
  "routine",
] as const;

/** Members that are hidden, in case a whole request or configuration is ever logged. */
const SECRETS = ["authorization", "cookie", "password", "secret", "token", "databaseUrl"];

/** Creates the log of a process; by default it writes `info` and above to standard output. */
export function createLogger(options: { level: LogLevel; destination?: pino.DestinationStream }): Logger {
  const { level, destination = together(pino.destination(1)) } = options;
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { err: describeError },
      redact: {
        paths: SECRETS.flatMap((name) => [name, `*.${name}`, `*.headers.${name}`]),
        censor: "[secret]",
      },
    },
    destination,
  );
}

/** How long a line waits for others, in milliseconds; a process that is killed loses the lines of this time. */
const PAUSE = 10;

/** Writes lines together: to hand each to the system costs a busy server more than to make it. */
function together(output: pino.DestinationStream): pino.DestinationStream {
  let lines = "";
  const flush = (): void => {
    if (lines === "") return;
    const text = lines;
    lines = "";
    output.write(text);
  };
  // Before pino's own listener, which writes what the output has.
  process.prependOnceListener("exit", flush);
  return {
    write(line) {
      if (lines === "") setTimeout(flush, PAUSE);
      lines += line;
    },
  };
}

/**
 * Returns an error in the form in which it may be logged. The message of an AppError is for the client and quotes what
 * the client sent, so only its code and cause are kept; in the message of any other error, quoted text is removed,
 * because databases and parsers quote values there.
 */
function describeError(error: unknown): Record<string, unknown> {
  if (!types.isNativeError(error)) return { type: typeof error };
  const cause = error.cause === undefined ? {} : { cause: describeError(error.cause) };
  const stack = stackFrames(error);
  if (error instanceof AppError) return { type: error.name, code: error.code, stack, ...cause };
  const members = Object.fromEntries(
    SAFE_MEMBERS.filter((name) => name in error).map((name) => [
      name,
      (error as unknown as Record<string, unknown>)[name],
    ]),
  );
  const message = error.message.replaceAll(/"[^"]*"|'[^']*'/g, "'…'").slice(0, MAX_MESSAGE_LENGTH);
  return { type: error.name, message, ...members, stack, ...cause };
}

/** Returns the stack of an error without its first lines, which repeat the message. */
function stackFrames(error: Error): string[] {
  const lines = (error.stack ?? "").split("\n").map((line) => line.trim());
  return lines.filter((line) => line.startsWith("at "));
}
