import { once } from "node:events";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { v7 as uuid } from "uuid";
import type { AdministratorRole } from "../../src/access/administrator-roles.js";
import { insertToken } from "../../src/auth/tokens.js";
import { defaultMapping } from "../../src/crm/form/mapping.js";
import { continueJobs } from "../../src/crm/sync/jobs.js";
import { type RunResult, runDueTasks } from "../../src/crm/sync/worker.js";
import { type Database, type Dialect, openDatabase } from "../../src/db/connect.js";
import { inTransaction } from "../../src/db/transaction.js";
import { syncDeps } from "../../src/effects/records/sync-deps.js";
import { type AppDeps, createApp } from "../../src/http/app.js";
import { createAppServer } from "../../src/http/app-server.js";
import { createLogger } from "../../src/observability/log.js";
import { createMetrics } from "../../src/observability/metrics.js";
import { ProvisioningLogWriter } from "../../src/provisioning-log/writer.js";
import { userSchema } from "../../src/schema/resource-schemas.js";
import type { Scope } from "../../src/tenants/connection.js";
import { type ConnectionSettings, insertConnection } from "../../src/tenants/connections.js";
import { insertTenant } from "../../src/tenants/tenants.js";
import { createFirstInstance } from "../../src/use-cases/instances/instances.js";
import { AdminClient } from "./admin-client.js";
import { openTestDatabase } from "./databases.js";
import { ScimClient } from "./scim-client.js";

/** The key that servers of tests share. */
export const SERVER_KEY = "a key of the tests, of no use elsewhere";

/** What a test may set of the application; the rest is as in production. */
type AppOptions = Partial<
  Pick<AppDeps, "limits" | "trustProxy" | "publicUrl" | "privateNetworks" | "now" | "consoleFolder">
>;

/** A server that listens, on a database of its own. */
export interface TestApp {
  /** Origin: `http://127.0.0.1:PORT`. */
  readonly url: string;
  readonly db: Database;
  /** Every line of the log so far, from level debug up. */
  readonly log: readonly string[];
  /** A client of a new, empty tenant. */
  connect(settings?: ConnectionSettings): Promise<ScimClient>;
  /** A client of a new tenant that has the instance `main`. */
  connectToCrm(settings?: ConnectionSettings): Promise<ScimClient>;
  /** A client of another connection to the same tenant. */
  secondConnection(first: ScimClient, settings?: ConnectionSettings): Promise<ScimClient>;
  /** A client of the same connection with another token. */
  withToken(client: ScimClient, token: { scopes: Scope[]; userId?: string }): Promise<ScimClient>;
  /**
   * A client of the admin API in the tenant of a client, with a token of these roles (`global` alone if not said);
   * bound to a user where one is named, whose roles then limit it.
   */
  admin(client: ScimClient, roles?: readonly AdministratorRole[], userId?: string): Promise<AdminClient>;
  /** Works through what is due of synchronization, as a worker does. */
  sync(): Promise<RunResult>;
  close(): Promise<void>;
}

const LIMITS: AppDeps["limits"] = {
  maxPageSize: 1000,
  defaultPageSize: 100,
  bodyLimit: 8 * 1024 * 1024,
  countLimit: 0,
  cursorTimeout: 3600,
  bulkMaxOperations: 1000,
};

/** Starts a server on a new database that goes away with it. */
export async function startTestApp(database: Dialect, options: AppOptions = {}): Promise<TestApp> {
  const db = await openTestDatabase(database);
  return startApp(db, options);
}

/** Starts another server process, so to speak, on the database of a running one; close it first. */
export async function startSecondApp(first: TestApp, options: AppOptions = {}): Promise<TestApp> {
  return startApp(openDatabase(urlOf(first.db)), options);
}

/** The URL of an open database, out of what Knex has made of it. */
export function urlOf(db: Database): string {
  const { connection } = db.write.client.config as { connection: Readonly<Record<string, string>> };
  const { filename, database, ...server } = connection;
  if (filename !== undefined) return `sqlite:${filename}`;
  if (database === undefined) throw new Error("this is no database that tests use");
  const parts = Object.entries(server).filter(([, value]) => value !== "");
  return `postgresql:///${database}?${new URLSearchParams(parts).toString()}`;
}

/** Starts a server for the tests of a `describe` block and stops it behind them. */
export function useTestApp(database: Dialect, options: AppOptions = {}): TestApp {
  let running: TestApp | undefined;
  beforeAll(async () => {
    running = await startTestApp(database, options);
  });
  afterAll(() => running?.close());
  const app = (): TestApp => {
    if (!running) throw new Error("the server runs only while tests do");
    return running;
  };
  return {
    get url() {
      return app().url;
    },
    get db() {
      return app().db;
    },
    get log() {
      return app().log;
    },
    connect: (settings) => app().connect(settings),
    connectToCrm: (settings) => app().connectToCrm(settings),
    secondConnection: (first, settings) => app().secondConnection(first, settings),
    withToken: (client, token) => app().withToken(client, token),
    admin: (client, roles, userId) => app().admin(client, roles, userId),
    sync: () => app().sync(),
    close: () => app().close(),
  };
}

async function startApp(db: Database, options: AppOptions): Promise<TestApp> {
  const log: string[] = [];
  const metrics = createMetrics();
  const logger = createLogger({ level: "debug", destination: { write: (line) => void log.push(line) } });
  const provisioningLog = new ProvisioningLogWriter({ db, log: logger, metrics });
  const server = createAppServer(
    createApp({
      db,
      log: logger,
      metrics,
      provisioningLog,
      mapping: defaultMapping(userSchema),
      limits: LIMITS,
      serverKey: SERVER_KEY,
      trustProxy: false,
      publicUrl: () => undefined,
      now: Date.now,
      ...options,
    }),
  );
  // A busy machine may pause for longer than the default of Node, and a client would use a closed connection.
  server.keepAliveTimeout = 75_000;
  const url = await listen(server);
  const close = async () => {
    server.close();
    server.closeAllConnections();
    await provisioningLog.close();
    await db.close();
  };
  const sync = async (): Promise<RunResult> => {
    const now = options.now ?? Date.now;
    const deps = syncDeps({
      db,
      mapping: defaultMapping(userSchema),
      now,
      reportFailure: (_task, error) => {
        throw error;
      },
    });
    while (await continueJobs(db, now()));
    return runDueTasks(deps);
  };
  return { url, db, log, ...clientsOf(url, db), sync, close };
}

async function listen(server: Server): Promise<string> {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function clientsOf(
  url: string,
  db: Database,
): Pick<TestApp, "connect" | "connectToCrm" | "secondConnection" | "withToken" | "admin"> {
  const clientOf = async (
    { tenantId, connectionId }: { tenantId: string; connectionId: string },
    { scopes, userId }: { scopes: Scope[]; userId?: string },
  ): Promise<ScimClient> => {
    const wanted = { tenantId, connectionId, name: "test", scopes, userId };
    const { secret } = await insertToken(db.write, wanted);
    return new ScimClient({ url, token: secret, tenantId, connectionId });
  };
  const addConnection = async (tenantId: string, settings: ConnectionSettings): Promise<ScimClient> => {
    const connection = await insertConnection(db.write, tenantId, uuid(), settings, Date.now());
    return clientOf({ tenantId, connectionId: connection.id }, { scopes: ["scim"] });
  };
  const connect = async (settings: ConnectionSettings = {}): Promise<ScimClient> => {
    const tenant = await insertTenant(db.write, uuid(), Date.now());
    if (!tenant) throw new Error("the tenant exists");
    return addConnection(tenant.id, settings);
  };
  return {
    connect,
    connectToCrm: async (settings) => {
      const client = await connect(settings);
      await inTransaction(db, (trx) => createFirstInstance(trx, client.tenantId, Date.now()));
      return client;
    },
    secondConnection: (first, settings = {}) => addConnection(first.tenantId, settings),
    withToken: clientOf,
    admin: async (client, roles = ["global"], userId) => {
      const scopes = roles.map((role) => `admin:${role}` as const);
      const { token } = await clientOf(client, { scopes, ...(userId !== undefined && { userId }) });
      return new AdminClient({ url, token });
    },
  };
}
