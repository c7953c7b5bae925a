import { loadConfig } from "../config/settings.js";
import { SECOND } from "../db/duration.js";
import { createLogger, type Logger } from "../observability/log.js";
import { startServer } from "../server.js";
import type { BootstrapResult } from "../use-cases/tenants/bootstrap.js";
import type { Command, Terminal } from "./command.js";

/** The environment variables of the first tokens. */
const TOKEN_SETTINGS = {
  token: "USHER_BOOTSTRAP_TOKEN",
  adminToken: "USHER_BOOTSTRAP_ADMIN_TOKEN",
} as const;

/** How long the final writes and closing the database may take after the last request, in milliseconds. */
const CLOSE_TIMEOUT = 5 * SECOND;

/** `usher serve`: runs the server until it gets a signal. */
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
 * Logs errors that nothing caught, and keeps the process running. The database holds every invariant, so such an error
 * cannot have corrupted state in memory (decision 0021).
 */
function stayAlive(log: Logger): void {
  const report = (err: unknown): void => log.error({ err }, "an error that nothing caught");
  process.on("uncaughtException", report);
  process.on("unhandledRejection", report);
}

/** Prints the result of the first start to the terminal only, because logs are stored and read by others. */
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
 * Ends the process after a time if the server has not closed, because a database may never answer.
 * @returns the timer to clear after closing
 */
function endBy(timeout: number, log: Logger): NodeJS.Timeout {
  const end = (): void => {
    log.error("the database did not close in time: the process ends without it");
    process.exit(1);
  };
  return setTimeout(end, timeout).unref();
}

/** Waits for the first signal; a second one ends the process at once. */
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
