import { once } from "node:events";
import http from "node:http";
import type { AddressInfo } from "node:net";
import { defaultMapping } from "../src/crm/form/mapping.js";
import { checkForDrift } from "../src/crm/sync/drift.js";
import { runDueTasks } from "../src/crm/sync/worker.js";
import { type Database, type Dialect, openDatabase } from "../src/db/connect.js";
import { HOUR } from "../src/db/duration.js";
import { migrate } from "../src/db/migrate.js";
import { queryFirst, queryRows } from "../src/db/query.js";
import { inTransaction } from "../src/db/transaction.js";
import { addToCount } from "../src/directory/resources/counts.js";
import { syncDeps } from "../src/effects/records/sync-deps.js";
import { createApp } from "../src/http/app.js";
import { createLogger } from "../src/observability/log.js";
import { createMetrics } from "../src/observability/metrics.js";
import { ProvisioningLogWriter } from "../src/provisioning-log/writer.js";
import { userSchema } from "../src/schema/resource-schemas.js";
import { updateConnection } from "../src/tenants/connections.js";
import { getTenant } from "../src/tenants/tenants.js";
import { createFirstInstance } from "../src/use-cases/instances/instances.js";
import { bootstrap, DEFAULT_NAME } from "../src/use-cases/tenants/bootstrap.js";
import { cloneResources, type Original } from "./clone.js";
import { createScratchDatabase } from "./database.js";
import { BENCH_TOKEN, mark, userBody, userId } from "./names.js";

const ADMIN_TOKEN = "bench-admin-0123456789-0123456789-0123456789";
const CRM_USER = "urn:ietf:params:scim:schemas:extension:crm:2.0:User";

/** What a licensed person who was synchronized has rows in, and the column in each that names the person. */
const TABLES_OF_A_PERSON = [
  ["users", "id"],
  ["attribute_values", "resource_id"],
  ["external_ids", "resource_id"],
  ["group_members", "member_id"],
  ["seats", "user_id"],
  ["license_grants", "user_id"],
  ["role_wishes", "user_id"],
  ["role_assignments", "user_id"],
] as const;

/** What is there besides once the person was synchronized. */
const TABLES_OF_RECORDS = [
  ["records", "user_id"],
  ["instance_users", "directory_id"],
  ["access_history", "user_id"],
] as const;

/** When all records are compared with their decisions again, in milliseconds: not while something is measured. */
export const NEXT_CHECK = 24 * HOUR;

/** A server with guarded instances, whose people can become more. */
export interface AccessWorld {
  readonly db: Database;
  /** Of the database. */
  readonly url: string;
  readonly tenantId: string;
  /** Where it listens on loopback. */
  readonly port: number;
  /** How many people there are, numbered from 1. */
  people(): number;
  /**
   * Makes people until there are so many: licensed, in the group, with a role.
   * @param records - whether they were synchronized too
   */
  growTo(people: number, records?: boolean): Promise<void>;
  /** Sends a request with the token of the CRM, or of an administrator; throws for an answer that is no 200. */
  ask(method: "GET" | "POST" | "PUT" | "PATCH", path: string, body?: object): Promise<string>;
  close(): Promise<void>;
}

/**
 * Starts a server on a new database, with one person who was made over HTTP and synchronized.
 * @param instances - the number of instances; the person has access to all of them
 */
export async function openWorld(dialect: Dialect, instances = 1): Promise<AccessWorld> {
  const scratch = await createScratchDatabase(dialect);
  const db = openDatabase(scratch.url);
  await migrate(db.write);
  await bootstrap(db, {
    token: BENCH_TOKEN,
    adminToken: ADMIN_TOKEN,
    equip: createFirstInstance,
    now: Date.now(),
  });
  const tenant = await getTenant(db.read, DEFAULT_NAME);
  // What is measured is the server, not its limit.
  await inTransaction(db, (trx) => updateConnection(trx, tenant.id, DEFAULT_NAME, { limits: { rate: 0 } }));
  const server = await serve(db);
  const { port } = server.address() as AddressInfo;
  const ask = client(port);
  const original = await makeOriginal(db, tenant.id, ask, instances);
  let count = 0;
  return {
    db,
    url: scratch.url,
    tenantId: tenant.id,
    port,
    people: () => count,
    async growTo(people, records = true) {
      const tables = [...TABLES_OF_A_PERSON, ...(records ? TABLES_OF_RECORDS : [])];
      await cloneResources(db, "u", original, count + 1, people - count, tables);
      await settleCounters(db, tenant.id, people - count);
      if (records) await checkRecords(db, tenant.id, people - count);
      count = people;
      // What was filled, and no table with a single row: by that one PostgreSQL would plan for all that come.
      const filled = tables.map(([table]) => table).join(", ");
      if (dialect === "postgres") await db.write.raw(`analyze ${filled}`);
    },
    ask,
    async close() {
      server.close();
      server.closeAllConnections();
      await db.close();
      await scratch.remove();
    },
  };
}

async function serve(db: Database): Promise<http.Server> {
  const log = createLogger({ level: "silent" });
  const metrics = createMetrics();
  const app = createApp({
    db,
    log,
    metrics,
    provisioningLog: new ProvisioningLogWriter({ db, log, metrics }),
    mapping: defaultMapping(userSchema),
    limits: {
      defaultPageSize: 100,
      maxPageSize: 1000,
      bodyLimit: 2 ** 23,
      bulkMaxOperations: 1000,
      countLimit: 0,
      cursorTimeout: 600,
    },
    serverKey: "a key of the benchmark alone",
    trustProxy: false,
    publicUrl: () => "http://bench.example",
    now: () => Date.now(),
  });
  const server = http.createServer(app).listen(0, "127.0.0.1");
  await once(server, "listening");
  return server;
}

/** A client that keeps its connections. */
function client(port: number): AccessWorld["ask"] {
  const agent = new http.Agent({ keepAlive: true, maxSockets: 32 });
  return async (method, path, body) => {
    const token = path.startsWith("/admin") ? ADMIN_TOKEN : BENCH_TOKEN;
    const headers = { Authorization: `Bearer ${token}`, "Content-Type": "application/json" };
    const request = http.request({ agent, host: "127.0.0.1", port, method, path, headers });
    request.end(body === undefined ? undefined : JSON.stringify(body));
    const [response] = (await once(request, "response")) as [http.IncomingMessage];
    const text = Buffer.concat(await response.toArray()).toString("utf8");
    if ((response.statusCode ?? 500) >= 300) throw new Error(`${path}: ${response.statusCode} ${text}`);
    return text;
  };
}

/** Makes the one of whom all others are copies: what the server itself writes of such a person. */
async function makeOriginal(
  db: Database,
  tenantId: string,
  ask: AccessWorld["ask"],
  instances: number,
): Promise<Original> {
  const others = Array.from({ length: instances - 1 }, (_, i) => `other${i}`);
  for (const name of others) await ask("POST", "/admin/v1/instances", { name });
  await ask("POST", "/admin/v1/licenses", { partNumber: "CRM", purchased: 1_000_000 });
  const body = userBody(mark("u", 0)) as { schemas: string[] };
  const roles = ["main", ...others].map((name) => `Salesperson@${name}`);
  const crm = { licenseSkus: "CRM", securityRoleNames: roles.join(", ") };
  const user = { ...body, schemas: [...body.schemas, CRM_USER], [CRM_USER]: crm };
  const { id } = JSON.parse(await ask("POST", "/scim/v2/Users", user)) as { id: string };
  const group = { displayName: "Users of the CRM", members: [{ value: id }] };
  const guard = JSON.parse(await ask("POST", "/scim/v2/Groups", group)) as { id: string };
  await db.write.raw("update instances set guard_group_id = ? where tenant_id = ?", [guard.id, tenantId]);
  const sync = syncDeps({
    db,
    mapping: defaultMapping(userSchema),
    now: Date.now,
    reportFailure: (_task, error) => {
      throw error;
    },
  });
  await runDueTasks(sync);
  await checkForDrift(sync, NEXT_CHECK);
  // The copies' records are told apart by the ids of their people.
  for (const [table, key] of [
    ["records", "user_id"],
    ["instance_users", "directory_id"],
  ]) {
    await db.write.raw(`update ${table} set id = ${key} where ${key} = ?`, [id]);
  }
  return { id, mark: mark("u", 0) };
}

/** Makes the numbers right that the server maintains beside its rows. */
async function settleCounters(db: Database, tenantId: string, added: number): Promise<void> {
  await inTransaction(db, async (trx) => {
    await queryRows(trx, "update skus set assigned = assigned + ? where tenant_id = ?", [added, tenantId]);
    await queryRows(trx, "update groups set member_count = member_count + ? where tenant_id = ?", [
      added,
      tenantId,
    ]);
    await addToCount(trx, tenantId, "User", added);
  });
}

async function checkRecords(db: Database, tenantId: string, added: number): Promise<void> {
  const row = await queryFirst<{ enabled: number }>(
    db.read,
    "select count(*) as enabled from records where tenant_id = ? and enabled = 1",
    [tenantId],
  );
  if ((row?.enabled ?? 0) < added) throw new Error("the copies have no enabled records");
}

/** The id of one of the people, by number from 1. */
export function personId(number: number): string {
  return userId(number);
}
