import cluster from "node:cluster";
import { setupUrl } from "../auth/setup-links.js";
import { type Config, loadConfig } from "../config/settings.js";
import { SECOND } from "../db/duration.js";
import { AppError } from "../errors.js";
import { createLogger, type Logger } from "../observability/log.js";
import { createMetrics } from "../observability/metrics.js";
import { prepareConfiguredDatabase, startServer } from "../server.js";
import type { BootstrapResult } from "../use-cases/tenants/bootstrap.js";
import type { Command, Terminal } from "./command.js";
import { wholeNumber } from "./values.js";
import { connectToSupervisor, startWorkers } from "./workers.js";

/** The environment variables of the first tokens. */
const TOKEN_SETTINGS = {
  token: "USHER_BOOTSTRAP_TOKEN",
  adminToken: "USHER_BOOTSTRAP_ADMIN_TOKEN",
} as const;

/** How long the final writes and closing the database may take after the last request, in milliseconds. */
const CLOSE_TIMEOUT = 5 * SECOND;

/** The most workers; more would share no more processors. */
const MAX_WORKERS = 128;

/** `usher serve`: runs the server until it gets a signal. */
export const serve: Command = {
  name: "serve",
  summary: "Start the server; SIGTERM or Ctrl-C ends it",
  options: {
    workers: {
      value: "NUMBER",
      doc: "processes that share the port; more than 1 needs PostgreSQL",
      default: 1,
      read: wholeNumber(1, MAX_WORKERS),
    },
  },
  async run(call) {
    const { terminal } = call;
    const config = loadConfig(terminal.env);
    const log = createLogger({ level: config.logLevel });
    const workers = Number(call.value("workers"));
    if (workers > 1) requirePostgres(config);
    stayAlive(log);
    if (cluster.isWorker) return serveAsWorker(config, log);
    const { firstStart, server } = await startProcesses(workers, config, log);
    log.info({ url: server.url }, "listening");
    announce(firstStart, server.url, config.publicUrl ?? server.url, terminal, log);
    const signal = await endSignal();
    log.info({ signal }, "closing");
    // Workers have a deadline of their own, and say so.
    const deadline = endBy(config.shutdownTimeout + CLOSE_TIMEOUT + (workers > 1 ? SECOND : 0), log);
    await server.close();
    clearTimeout(deadline);
    log.info("closed");
  },
};

/** @throws AppError `invalidValue` when the database is SQLite, which one process has for itself */
function requirePostgres({ databaseUrl }: Config): void {
  if (!databaseUrl.startsWith("sqlite:")) return;
  throw new AppError(
    "invalidValue",
    "--workers needs PostgreSQL: DATABASE_URL is an SQLite database, which has one writer. Start the server without --workers, or set DATABASE_URL to a PostgreSQL database",
  );
}

/** A server of one process or of several. */
interface Started {
  readonly firstStart: BootstrapResult;
  readonly server: { readonly url: string; close(): Promise<void> };
}

async function startProcesses(workers: number, config: Config, log: Logger): Promise<Started> {
  if (workers === 1) {
    const server = await startServer(config, log);
    return { firstStart: server.firstStart, server };
  }
  const firstStart = await prepareConfiguredDatabase(config);
  return { firstStart, server: await startWorkers(workers, log) };
}

/** Serves as one of several processes until the one that started it says so, or a signal comes. */
async function serveAsWorker(config: Config, log: Logger): Promise<void> {
  const supervisor = connectToSupervisor();
  try {
    const server = await startServer(config, log, createMetrics(supervisor.metrics));
    supervisor.listens(server.url);
    await Promise.race([endSignal(), supervisor.close]);
    const deadline = endBy(config.shutdownTimeout + CLOSE_TIMEOUT, log);
    await server.close();
    clearTimeout(deadline);
  } finally {
    supervisor.leave();
  }
}

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
function announce(
  first: BootstrapResult,
  url: string,
  publicUrl: string,
  terminal: Terminal,
  log: Logger,
): void {
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
  if (first.setupLink !== undefined) {
    terminal.note(`Set up the console within a day, with this link: ${setupUrl(publicUrl, first.setupLink)}`);
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
