import { types } from "node:util";
import pino from "pino";
import { AppError } from "../errors.js";

/** Levels of the log. `error`: someone must act; `warn`: the server helped itself; `info`: one line a request. */
export type LogLevel = "silent" | "error" | "warn" | "info" | "debug";

/** The server's log: JSON lines of ids, codes and durations, never of attribute values or secrets. */
export type Logger = pino.Logger;

/** Longest message of a foreign error that is logged, in UTF-16 units. */
const MAX_MESSAGE_LENGTH = 500;

/** Members of a database driver's error that name things of ours, as against `detail`, which quotes values. */
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

/** Should a request or a configuration ever be logged whole, these stay out of it. */
const SECRETS = ["authorization", "cookie", "password", "secret", "token", "databaseUrl"];

/** The log of a process; `info` and above to standard output unless told otherwise. */
export function createLogger(options: { level: LogLevel; destination?: pino.DestinationStream }): Logger {
  const { level, destination = pino.destination(1) } = options;
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

/**
 * An error as the log may hold it. The message of an AppError is for the client and quotes what the client sent, so
 * only its code and cause are kept; in the message of any other error, what stands in quotes is left out, because
 * databases and parsers quote values there.
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

/** The places of an error's stack without its first lines, which repeat the message. */
function stackFrames(error: Error): string[] {
  const lines = (error.stack ?? "").split("\n").map((line) => line.trim());
  return lines.filter((line) => line.startsWith("at "));
}
