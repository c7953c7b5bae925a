import { execFileSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { writeFileSync } from "node:fs";
import path from "node:path";
import { insertClientSecret } from "../src/auth/client-secrets.js";
import { insertClient } from "../src/auth/oauth-clients.js";
import { insertToken } from "../src/auth/tokens.js";
import { loadConfig } from "../src/config/settings.js";
import { type Database, openDatabase } from "../src/db/connect.js";
import { inTransaction } from "../src/db/transaction.js";
import { createLogger } from "../src/observability/log.js";
import { startServer } from "../src/server.js";
import { toClientName } from "../src/tenants/client-names.js";
import type { Connection, Scope } from "../src/tenants/connection.js";
import { type ConnectionSettings, insertConnection } from "../src/tenants/connections.js";
import { insertExtension } from "../src/tenants/extension-schemas.js";
import { insertTenant } from "../src/tenants/tenants.js";
import type { DecisionPoint } from "./authzen/harness.js";
import { createDatabase } from "./empty-database.js";
import { judgeKnown, judgeUnknown, readExpectations } from "./expectations.js";
import { judge } from "./judge.js";
import { type Options, readOptions, SUITES, USAGE } from "./options.js";
import { CATALOG_SETTINGS, type CatalogSetup, plantCatalogs } from "./our-catalogs.js";
import { makeDecisionPoint } from "./our-decision-point.js";
import { jsonReport, markdownReport, printedReport, type Run, totalsOf, writeBlock } from "./report.js";
import type { Access, Fresh, Mode, Setup, Target } from "./target.js";

/** A server that runs, whose tenants the judge can make where it is ours. */
interface Subject {
  /** `Usher on SQLite`, or a URL. */
  readonly name: string;
  target(mode: Mode): Promise<Target>;
  close(): Promise<void>;
}

/** What our server can be set up for, by the keys of a transcript's `config`. */
interface OurSetup extends Setup, CatalogSetup {
  readonly mode?: string;
  /** The preset of a product; the mode is its own then. */
  readonly client?: string;
  /** URNs of a tenant's own extensions. */
  readonly customExtension?: readonly string[];
  readonly oauthClient?: { readonly client_id: string; readonly client_secret: string };
}

const SETTINGS: ReadonlySet<string> = new Set([
  "mode",
  "client",
  "customExtension",
  "oauthClient",
  ...CATALOG_SETTINGS,
]);

/** Makes tenants, connections and tokens in the database of our server. */
class Provisioner {
  private readonly db: Database;
  private readonly baseUrl: string;
  private made = 0;

  constructor(db: Database, baseUrl: string) {
    this.db = db;
    this.baseUrl = baseUrl;
  }

  /** A new connection, of a new tenant unless one is named. */
  async connect(
    settings: ConnectionSettings,
    tenantId?: string,
  ): Promise<Access & { connection: Connection }> {
    this.made += 1;
    const name = `conformance ${this.made}`;
    const now = Date.now();
    const id = tenantId ?? (await insertTenant(this.db.write, name, now))?.id;
    if (id === undefined) throw new Error(`the tenant '${name}' exists`);
    const connection = await insertConnection(this.db.write, id, name, settings, now);
    return { ...(await this.token(connection)), connection };
  }

  /** A token of a connection, bound to a user if one is named. */
  async token(
    { tenantId, id }: Connection,
    userId?: string,
    scopes: readonly Scope[] = ["scim"],
  ): Promise<Access> {
    const bound = userId === undefined ? {} : { userId };
    const owner = { tenantId, connectionId: id, name: "conformance" };
    const { secret } = await insertToken(this.db.write, { ...owner, scopes, ...bound }, Date.now());
    return { baseUrl: this.baseUrl, token: secret };
  }

  /** An empty tenant set up as a transcript asks, or what our server cannot be set up for. */
  async fresh(setup: OurSetup): Promise<Fresh | string> {
    const { mode, client, customExtension, oauthClient } = setup;
    const asked = Object.keys(setup).find((key) => !SETTINGS.has(key));
    if (asked !== undefined) return `the server cannot be set up for ${asked} yet`;
    const { connection, ...access } = await this.connect({
      ...(client === undefined
        ? { mode: mode === "strict" ? "strict" : "tolerant" }
        : { client: toClientName(client, "client") }),
      // What a transcript puts into the catalogs it wants to find.
      options: CATALOG_SETTINGS.some((key) => key in setup) ? { catalogs: true, drafts: true } : {},
    });
    const { tenantId, id: connectionId } = connection;
    const now = Date.now();
    await inTransaction(this.db, async (trx) => {
      for (const id of customExtension ?? []) {
        const attributes = [{ name: "CustomAttribute", type: "string" }];
        await insertExtension(trx, tenantId, { resourceType: "User", schema: { id, attributes } }, now);
      }
      await plantCatalogs(trx, tenantId, setup, now);
      if (oauthClient === undefined) return;
      const { client_id: clientId, client_secret: secret } = oauthClient;
      await insertClient(trx, { tenantId, connectionId, clientId, scopes: ["scim"] }, now);
      await insertClientSecret(trx, tenantId, clientId, { secret }, now);
    });
    return { ...access, variables: { tokenEndpoint: new URL("/oauth/token", this.baseUrl).href } };
  }

  /** A new tenant that holds the fixture of AuthZEN's certification scenario. */
  async decisionPoint(): Promise<DecisionPoint> {
    const { connection } = await this.connect({ mode: "tolerant" });
    const scopes: readonly Scope[] = ["scim", "admin:global", "access.read"];
    const { baseUrl, token } = await this.token(connection, undefined, scopes);
    return makeDecisionPoint({ url: new URL(baseUrl).origin, token });
  }

  async target(mode: Mode): Promise<Target> {
    // The profile wants to be told that it is kept.
    const settings = { mode, options: mode === "strict" ? { drafts: true } : {} };
    const { connection, ...access } = await this.connect(settings);
    return {
      ...access,
      mode,
      fresh: (setup) => this.fresh(setup),
      peer: () => this.connect(settings, connection.tenantId),
      decisionPoint: () => this.decisionPoint(),
      tokenOf: (userId) => this.token(connection, userId),
    };
  }
}

/** Starts our server on a free port and an empty database. */
async function startOurs(env: NodeJS.ProcessEnv): Promise<Subject> {
  const database = await createDatabase(env["TEST_DATABASE_URL"]);
  try {
    const config = loadConfig({
      PORT: "0",
      DATABASE_URL: database.url,
      USHER_KEY: randomBytes(32).toString("hex"),
      LOG_LEVEL: "silent",
    });
    const server = await startServer(config, createLogger({ level: "silent" }));
    const db = openDatabase(database.url);
    const provisioner = new Provisioner(db, `${server.url}/scim/v2`);
    const close = async (): Promise<void> => {
      await db.close();
      await server.close();
      await database.remove();
    };
    return { name: `Usher on ${database.name}`, target: (mode) => provisioner.target(mode), close };
  } catch (error) {
    await database.remove();
    throw error;
  }
}

function foreign(access: Access): Subject {
  return {
    name: access.baseUrl,
    target: async (mode) => ({ ...access, mode }),
    close: async () => undefined,
  };
}

/** Strict mode has the checks only, unless more was asked for: the suites are for clients as they are. */
function suitesOf({ access, suites }: Options, mode: Mode): readonly string[] {
  const isDefault = access === undefined && suites === SUITES;
  return isDefault && mode === "strict" ? ["checks"] : suites;
}

async function runMode(subject: Subject, mode: Mode, options: Options): Promise<Run> {
  const directory = process.env["SCIM_SUITES_DIR"] || undefined;
  const tell = (line: string): void => void process.stderr.write(`${line}\n`);
  const names = suitesOf(options, mode);
  if (directory === undefined && (names.includes("microsoft") || names.includes("okta"))) {
    tell("SCIM_SUITES_DIR IS NOT SET: THE SUITES OF MICROSOFT AND OKTA ARE SKIPPED, NOT PASSED");
  }
  const target = await subject.target(mode);
  const results = await judge({ target, directory, mayErase: options.erase, tell }, names);
  const expectations = options.expected === undefined ? undefined : readExpectations(options.expected);
  const isWhole = options.suites === SUITES && directory !== undefined;
  const all = results.flatMap(({ items }) => items);
  const judged =
    expectations === undefined ? judgeUnknown(all) : judgeKnown(all, expectations, mode, isWhole);
  const suites = results.map(({ suite, items }) => {
    const ids = new Set(items.map(({ id }) => id));
    return { suite, items: judged.filter(({ id }) => ids.has(id)) };
  });
  const known = new Set(all.map(({ id }) => id));
  const vanished = judged.filter(({ id }) => !known.has(id));
  return {
    mode,
    suites: vanished.length === 0 ? suites : [...suites, { suite: "recorded", items: vanished }],
  };
}

function commit(): string {
  try {
    const args = ["describe", "--always", "--dirty", "--exclude=*"];
    return execFileSync("git", args, { cwd: __dirname, encoding: "utf8" }).trim();
  } catch {
    return "unknown";
  }
}

async function main(options: Options): Promise<number> {
  const subject = options.access === undefined ? await startOurs(process.env) : foreign(options.access);
  const runs: Run[] = [];
  try {
    for (const mode of options.modes) runs.push(await runMode(subject, mode, options));
  } finally {
    await subject.close();
  }
  const circumstances = { date: new Date().toISOString(), commit: commit(), server: subject.name };
  const isOurWhole = options.access === undefined && options.suites === SUITES && options.modes.length > 1;
  const kept = isOurWhole && options.write ? path.join(__dirname, "results.json") : undefined;
  const json = options.json ?? kept;
  if (json !== undefined) writeFileSync(json, jsonReport(runs, circumstances));
  if (options.write) writeBlock(path.join(__dirname, "README.md"), markdownReport(runs, circumstances));
  for (const line of printedReport(runs)) console.log(line);
  const { passed, failed, skipped } = totalsOf(runs);
  console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`);
  return failed === 0 ? 0 : 1;
}

try {
  const options = readOptions(process.argv.slice(2), process.env);
  main(options).then(
    (code) => {
      process.exitCode = code;
    },
    (error: unknown) => {
      console.error(error);
      process.exitCode = 70;
    },
  );
} catch (error) {
  console.error(`${error instanceof Error ? error.message : String(error)}\n\n${USAGE}`);
  process.exitCode = 1;
}
