import { once } from "node:events";
import { mkdirSync } from "node:fs";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { serverKey } from "./config/server-key.js";
import type { Config } from "./config/settings.js";
import { defaultMapping } from "./crm/form/mapping.js";
import { loadMappingFile } from "./crm/form/mapping-file.js";
import type { Mapping } from "./crm/form/user-form.js";
import { startClock } from "./db/clock.js";
import { type Database, openDatabase } from "./db/connect.js";
import { SECOND } from "./db/duration.js";
import { migrate } from "./db/migrate.js";
import { syncDeps } from "./effects/records/sync-deps.js";
import type { Job } from "./every.js";
import { createApp } from "./http/app.js";
import { createAppServer } from "./http/app-server.js";
import { builtConsole } from "./http/console-router.js";
import { prepareGracefulShutdown } from "./http/graceful-shutdown.js";
import { createSealer } from "./mail/sealer.js";
import { startMailJob } from "./mail/worker.js";
import { startAuditSealJob } from "./observability/audit-seal.js";
import type { Logger } from "./observability/log.js";
import { createMetrics, type Metrics } from "./observability/metrics.js";
import { createMailer, type Mailer } from "./outbound/mail.js";
import { startLogRetentionJob } from "./provisioning-log/retention.js";
import { ProvisioningLogWriter } from "./provisioning-log/writer.js";
import { userSchema } from "./schema/resource-schemas.js";
import type { ProviderLimits } from "./scim/service-provider-config.js";
import { toClientName } from "./tenants/client-names.js";
import { startHistoryRetentionJob } from "./use-cases/access/purge-history.js";
import { rebuildAtStart, startRebuildJob } from "./use-cases/access/rebuild-history.js";
import { createFirstInstance } from "./use-cases/instances/instances.js";
import { startJobWorker } from "./use-cases/jobs/job-worker.js";
import { startExpiryJob } from "./use-cases/licenses/expire-due.js";
import { startSamplingJob } from "./use-cases/operations/sampling-job.js";
import { startSynchronizationJob } from "./use-cases/records/synchronization-job.js";
import { startWorkflowJob } from "./use-cases/records/workflow-job.js";
import { type BootstrapResult, bootstrap } from "./use-cases/tenants/bootstrap.js";
import { startIndexJob } from "./use-cases/users/index-users.js";
import { startTombstoneJob } from "./use-cases/users/purge-tombstones.js";

/** How long an idle connection stays open in milliseconds; longer than clients and proxies keep theirs. */
const KEEP_ALIVE_TIMEOUT = 75 * SECOND;

/** A listening server. */
export interface RunningServer {
  /** The URL it listens on: `http://127.0.0.1:8080`. */
  readonly url: string;
  /** What the first start created; its secrets are shown once and stored nowhere else. */
  readonly firstStart: BootstrapResult;
  /**
   * Shuts down gracefully: answers the requests that were read, finishes jobs, writes what waits to be written, and
   * closes the database. Whatever takes longer than `SHUTDOWN_TIMEOUT_MS` is cut off.
   */
  close(): Promise<void>;
}

/** Returns the file of an SQLite database; undefined for one in memory and for PostgreSQL. */
export function sqliteFileOf(databaseUrl: string): string | undefined {
  return /^sqlite:(?!:memory:)(.+)$/.exec(databaseUrl)?.[1];
}

/** Returns the secret that all processes on the configured database share. */
export function configuredServerKey({ key, databaseUrl }: Pick<Config, "key" | "databaseUrl">): string {
  return serverKey(key, databaseUrl, sqliteFileOf(databaseUrl));
}

/** Opens the configured database; creates a missing directory of an SQLite file, which only its owner can read. */
export function openConfiguredDatabase(
  config: Pick<
    Config,
    | "databaseUrl"
    | "databasePoolSize"
    | "sqliteDriver"
    | "sqliteSynchronous"
    | "postgresStatements"
    | "scanTimeout"
  >,
): Database {
  const file = sqliteFileOf(config.databaseUrl);
  if (file !== undefined) mkdirSync(path.dirname(path.resolve(file)), { recursive: true, mode: 0o700 });
  return openDatabase(config.databaseUrl, {
    poolSize: config.databasePoolSize,
    sqliteDriver: config.sqliteDriver,
    synchronous: config.sqliteSynchronous,
    statements: config.postgresStatements,
    scanTimeout: config.scanTimeout,
  });
}

function hostInUrl({ address, family }: AddressInfo): string {
  return family === "IPv6" ? `[${address}]` : address;
}

/** Listens on the configured address, and returns the URL. */
async function listen(server: Server, { port, host }: Config): Promise<string> {
  server.listen(port, host);
  await once(server, "listening");
  const address = server.address() as AddressInfo;
  return `http://${hostInUrl(address)}:${address.port}`;
}

/** Returns the configured mapping: that of the mapping file, else the built-in one. */
export function mappingOf({ mappingFile }: Pick<Config, "mappingFile">): Mapping {
  return mappingFile === undefined ? defaultMapping(userSchema) : loadMappingFile(mappingFile, userSchema);
}

function limitsOf(config: Config): ProviderLimits {
  const { cursorTimeout, maxPageSize, defaultPageSize, countLimit, bodyLimit, bulkMaxOperations } = config;
  return { cursorTimeout, maxPageSize, defaultPageSize, countLimit, bodyLimit, bulkMaxOperations };
}

function mailerOf({ mailUrl, mailFrom }: Config): Mailer | undefined {
  if (mailUrl === undefined) return undefined;
  return createMailer(mailUrl, mailFrom, (text) => void process.stderr.write(`${text}\n`));
}

/** The services of jobs besides the database and the configuration. */
interface JobParts {
  readonly mapping: Mapping;
  readonly key: string;
  /** The URL as people reach the server; undefined if only requests show it. */
  readonly publicUrl: string | undefined;
  readonly log: Logger;
  /** UTC milliseconds. */
  readonly now: () => number;
}

/** Starts every job of a server process; any number of processes may run them. */
function startJobs(
  db: Database,
  config: Config,
  { mapping, key, publicUrl, log, now }: JobParts,
): readonly Job[] {
  const { provisioningLogDays: days, provisioningLogRows: rows } = config;
  const sealer = createSealer(key);
  const sync = syncDeps({
    db,
    mapping,
    now,
    reportFailure: (task, err) => log.warn({ ...task, err }, "synchronization of a person failed"),
  });
  return [
    startLogRetentionJob(db, { days, rows }, log),
    startMailJob({ db, sealer, mailer: mailerOf(config), log, now }),
    startTombstoneJob(db, log),
    startIndexJob(db, log),
    startHistoryRetentionJob(db, log),
    startRebuildJob(db, log),
    startExpiryJob(db, log, { mapping, seal: sealer.seal, baseUrl: publicUrl }),
    startSynchronizationJob(sync, config.syncInterval, (err) => log.error({ err }, "synchronization failed")),
    startSamplingJob(db, log, now),
    startWorkflowJob(sync, { seal: sealer.seal }, log),
    startJobWorker(sync, { seal: sealer.seal, baseUrl: publicUrl }, log),
  ];
}

/** Stops jobs, and waits for them for a limited time in milliseconds: other processes take over unfinished work. */
async function stopWithin(timeout: number, jobs: readonly Job[], log: Logger): Promise<void> {
  const deadline = new AbortController();
  const stopped = Promise.allSettled(jobs.map((job) => job.stop())).then(() => deadline.abort());
  const late = sleep(timeout, "late", { signal: deadline.signal }).catch(() => undefined);
  if ((await Promise.race([stopped, late])) === "late")
    log.warn("jobs took too long to end: no longer waiting for them");
}

/** Migrates a database, and creates the first tenant if there is none. */
async function prepare(db: Database, config: Config, now: number): Promise<BootstrapResult> {
  await migrate(db.write);
  // The brake counts who has access by the states that last.
  await rebuildAtStart(db, now);
  const { bootstrapClient: text, bootstrapToken: token, bootstrapAdminToken: adminToken } = config;
  const client = text === undefined ? undefined : toClientName(text, "USHER_BOOTSTRAP_CLIENT");
  return bootstrap(db, { token, adminToken, client, equip: createFirstInstance, now });
}

/**
 * Prepares the configured database for several processes that start afterwards, as `startServer` does for one.
 * @returns what the first start created
 * @throws as `startServer`
 */
export async function prepareConfiguredDatabase(config: Config): Promise<BootstrapResult> {
  const db = openConfiguredDatabase(config);
  try {
    return await prepare(db, config, Date.now());
  } finally {
    await db.close();
  }
}

/**
 * Starts the server: migrates, creates the first tenant if there is none, then listens.
 * @param metrics - of this process
 * @throws AppError or the driver's error when the database or the mapping file cannot be used
 */
export async function startServer(
  config: Config,
  log: Logger,
  metrics: Metrics = createMetrics(),
): Promise<RunningServer> {
  const mapping = mappingOf(config);
  const db = openConfiguredDatabase(config);
  try {
    await migrate(db.write);
    const clock = await startClock(db);
    const firstStart = await prepare(db, config, clock.now());
    // No request can ask for it before the server listens.
    let url = "";
    const { trustProxy, privateNetworks } = config;
    const provisioningLog = new ProvisioningLogWriter({ db, log, metrics, now: clock.now });
    const key = configuredServerKey(config);
    const app = createApp({
      db,
      log,
      metrics,
      provisioningLog,
      mapping,
      serverKey: key,
      limits: limitsOf(config),
      trustProxy,
      // Behind a trusted proxy the request itself shows the URL.
      publicUrl: () => config.publicUrl ?? (trustProxy === false ? url : undefined),
      privateNetworks,
      consoleFolder: builtConsole(),
      now: clock.now,
    });
    const server = createAppServer(app, { keepAliveTimeout: KEEP_ALIVE_TIMEOUT });
    const gracefulShutdown = prepareGracefulShutdown(server);
    url = await listen(server, config);
    const publicUrl = config.publicUrl ?? (trustProxy === false ? url : undefined);
    const jobs = startJobs(db, config, { mapping, key, publicUrl, log, now: clock.now });
    const sealer = startAuditSealJob(db, log);

    const close = async (): Promise<void> => {
      const stopped = stopWithin(config.shutdownTimeout, jobs, log);
      const cut = await gracefulShutdown.shutDown(config.shutdownTimeout);
      if (cut > 0)
        log.warn({ connections: cut }, "requests took too long to end: their connections were cut");
      await stopped;
      await clock.stop();
      await provisioningLog.close();
      await sealer.stop();
      await db.close();
    };
    return { url, firstStart, close };
  } catch (error) {
    await db.close();
    throw error;
  }
}
