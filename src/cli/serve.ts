import { loadConfig } from "../config/settings.js";
import { SECOND } from "../db/duration.js";
import { createLogger, type Logger } from "../observability/log.js";
import { startServer } from "../server.js";
import type { BootstrapResult } from "../use-cases/tenants/bootstrap.js";
import type { Command, Terminal } from "./command.js";

/** The environment variable that each of the first tokens may come from. */
const TOKEN_SETTINGS = {
  token: "USHER_BOOTSTRAP_TOKEN",
  adminToken: "USHER_BOOTSTRAP_ADMIN_TOKEN",
} as const;

/** How long writing what waits and closing the database may take behind the last request, in milliseconds. */
const CLOSE_TIMEOUT = 5 * SECOND;

/** `usher serve`: the server, until it is told to end. */
export const serve: Command = {
  name: "serve",
  summary: "Start the server; SIGTERM or Ctrl-C ends it",
  async run({ terminal }) {
    const config = loadConfig(terminal.env);
    const log = createLogger({ level: config.logLevel });
    stayAlive(log);
    const server = await startServer(config, log);
    log.info({ url: server.url }, "listening");
    announce(server.firstStart, server.url, terminal, log);
    const signal = await endSignal();
    log.info({ signal }, "closing");
    const deadline = endBy(config.shutdownTimeout + CLOSE_TIMEOUT, log);
    await server.close();
    clearTimeout(deadline);
    log.info("closed");
  },
};

/**
 * The last resort, behind every guard: an error that nothing caught is logged, and the process goes on. The database
 * holds every invariant, so a lost error cannot have broken anything in memory (decision 0021).
 */
function stayAlive(log: Logger): void {
  const report = (err: unknown): void => log.error({ err }, "an error that nothing caught");
  process.on("uncaughtException", report);
  process.on("unhandledRejection", report);
}

/** Shows what the first start made. To the terminal only: a log is kept, and read by others. */
function announce(first: BootstrapResult, url: string, terminal: Terminal, log: Logger): void {
  for (const token of first.ignored) {
    log.warn({ setting: TOKEN_SETTINGS[token] }, "ignored, because the database is not empty");
  }
  terminal.note(`Usher listens at ${url}`);
  if (first.secret !== undefined) {
    terminal.note(`Token of the first connection, shown this once: ${first.secret}`);
  }
  if (first.adminSecret !== undefined) {
    terminal.note(`Token of the first administrator, shown this once: ${first.adminSecret}`);
  }
}

/**
 * Ends the process after so many milliseconds where the server has not closed by itself: a database may never answer.
 * @returns what is to be cleared once it has
 */
function endBy(timeout: number, log: Logger): NodeJS.Timeout {
  const end = (): void => {
    log.error("the database did not close in time: the process ends without it");
    process.exit(1);
  };
  return setTimeout(end, timeout).unref();
}

/** Waits for the first signal to end; the second one then ends the process as usual, at once. */
function endSignal(): Promise<NodeJS.Signals> {
  const signals = ["SIGTERM", "SIGINT"] as const;
  return new Promise((resolve) => {
    const end = (signal: NodeJS.Signals): void => {
      for (const name of signals) process.removeListener(name, end);
      resolve(signal);
    };
    for (const name of signals) process.on(name, end);
  });
}
