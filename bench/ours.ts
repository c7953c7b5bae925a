import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { loadConfig } from "../src/config/settings.js";
import { defaultMapping } from "../src/crm/form/mapping.js";
import { openDatabase } from "../src/db/connect.js";
import { createApp } from "../src/http/app.js";
import { createAppServer } from "../src/http/app-server.js";
import { startAuditSealJob } from "../src/observability/audit-seal.js";
import { createLogger } from "../src/observability/log.js";
import { createMetrics } from "../src/observability/metrics.js";
import { ProvisioningLogWriter } from "../src/provisioning-log/writer.js";
import { userSchema } from "../src/schema/resource-schemas.js";
import { startIndexJob } from "../src/use-cases/users/index-users.js";
import { serveOrders } from "./messages.js";
import type { SentStatement } from "./statements.js";

/** Statements kept for the limits; a request sends fewer. */
const KEPT = 50;

/** The server as it is started, with its default settings; its log goes where the run sends it. */
async function main(databaseUrl: string): Promise<void> {
  // With default settings, and the driver that is to be measured.
  const config = loadConfig({ SQLITE_DRIVER: process.env["SQLITE_DRIVER"] });
  const { defaultPageSize, maxPageSize, bodyLimit, bulkMaxOperations, cursorTimeout, logLevel } = config;
  const db = openDatabase(databaseUrl, { sqliteDriver: config.sqliteDriver });
  let sent: SentStatement[] = [];
  for (const knex of new Set([db.write, db.read])) {
    knex.on("query", ({ sql, bindings }: Pick<SentStatement, "sql"> & Partial<SentStatement>) => {
      if (sent.length < KEPT) sent.push({ sql, bindings: bindings ?? [] });
    });
  }
  let url = "";
  const log = createLogger({ level: logLevel });
  const metrics = createMetrics();
  const app = createApp({
    db,
    log,
    metrics,
    provisioningLog: new ProvisioningLogWriter({ db, log, metrics }),
    mapping: defaultMapping(userSchema),
    limits: { defaultPageSize, maxPageSize, bodyLimit, bulkMaxOperations, countLimit: 0, cursorTimeout },
    serverKey: "a key of the benchmark alone",
    trustProxy: false,
    publicUrl: () => url,
    privateNetworks: [],
    now: () => Date.now(),
  });
  startIndexJob(db, log);
  const server = createAppServer(app).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  url = `http://127.0.0.1:${port}`;
  let sealer: ReturnType<typeof startAuditSealJob> | undefined;
  serveOrders(port, async (order) => {
    if (order.kind === "seal") {
      await sealer?.stop();
      // What is unsealed then is the limits' own.
      await db.write.raw("delete from audit_entries where sequence is null");
      sealer = order.on ? startAuditSealJob(db, log) : undefined;
      return { kind: "done" };
    }
    if (order.kind === "statements") return { kind: "statements", sent };
    sent = [];
    return { kind: "done" };
  });
}

void main(process.argv[2] ?? "");
