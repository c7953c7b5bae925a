// Testers of other people against our server: node --import tsx conformance/outside/run.ts VENV
import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { insertToken } from "../../src/auth/tokens.js";
import { loadConfig } from "../../src/config/settings.js";
import { type Database, openDatabase } from "../../src/db/connect.js";
import { inTransaction } from "../../src/db/transaction.js";
import { createLogger } from "../../src/observability/log.js";
import { startServer } from "../../src/server.js";
import type { Scope } from "../../src/tenants/connection.js";
import { type ConnectionSettings, insertConnection } from "../../src/tenants/connections.js";
import { insertTenant } from "../../src/tenants/tenants.js";
import { createFirstInstance } from "../../src/use-cases/instances/instances.js";
import { createDatabase } from "../empty-database.js";

const run = promisify(execFile);

/** How long one tester may take, in milliseconds. */
const PATIENCE = 180_000;

/** The connections on which a server is tested. */
const CONNECTIONS: Readonly<Record<string, ConnectionSettings>> = {
  default: {},
  "without CRM schemas": { options: { crmSchemas: false } },
  strict: { mode: "strict" },
};

/** What one tester found: its checks, and whether each passed. */
type Findings = Map<string, boolean>;

/** A check that is known to fail, or to fail for some of the values that a tester makes up. */
interface Expectation {
  readonly connection: string;
  readonly check: string;
  readonly reason: string;
  readonly sometimes?: boolean;
}

/** Runs a program and gives what it says, whatever its exit code is. */
async function outputOf(program: string, args: readonly string[], env: object = {}): Promise<string> {
  // Testers may leave files where they run.
  const options = { cwd: tmpdir(), timeout: PATIENCE, maxBuffer: 2 ** 26, env: { ...process.env, ...env } };
  const { stdout } = await run(program, args, options).catch((error: unknown) => error as { stdout: string });
  return stdout;
}

/** A check that fails once has failed. */
function note(findings: Findings, check: string, passed: boolean): void {
  findings.set(check, passed && findings.get(check) !== false);
}

async function scim2Tester(bin: string, url: string, token: string): Promise<Findings> {
  const args = ["-u", `${url}/scim/v2`, "test", "--verbose"];
  const said = await outputOf(path.join(bin, "scim2"), args, {
    SCIM_CLI_HEADERS: `Authorization: Bearer ${token}`,
  });
  const findings: Findings = new Map();
  const parts = said.split(/^(?=(?:SUCCESS|COMPLIANT|ACCEPTABLE|DEVIATION|ERROR|CRITICAL|SKIPPED) \w+)/m);
  for (const part of parts) {
    const [, status, name] = /^([A-Z]+) (\w+_\w+)/.exec(part) ?? [];
    if (status === undefined || status === "SKIPPED") continue;
    const urn = /^ {2}\{'urn': '([^']+)'/m.exec(part)?.[1];
    const check = ["scim2-tester", name, urn].filter(Boolean).join(" ");
    note(findings, check, ["SUCCESS", "COMPLIANT", "ACCEPTABLE"].includes(status));
  }
  return findings;
}

async function scimSanity(bin: string, url: string, token: string): Promise<Findings> {
  const args = ["probe", `${url}/scim/v2`, "--token", token, "--i-accept-side-effects", "--json-output"];
  const said = await outputOf(path.join(bin, "scim-sanity"), args);
  const { results } = JSON.parse(said) as { results: { name: string; status: string }[] };
  const findings: Findings = new Map();
  for (const { name, status } of results) {
    if (status !== "skip") note(findings, `scim-sanity ${name}`, status === "pass");
  }
  return findings;
}

/** What depends on what is there, or on values chosen at random; `test/api/admin/openapi-inputs.test.ts` judges it. */
const UNJUDGED = "positive_data_acceptance,negative_data_rejection";

/** What refers to what is not there is refused, which Schemathesis cannot know: what is taken is tested elsewhere. */
async function schemathesis(bin: string, url: string, token: string): Promise<Findings> {
  const bounded = ["--mode", "all", "--phases", "examples,fuzzing", "-n", "4", "--seed", "1", "--no-shrink"];
  const checks = ["--continue-on-failure", "--warnings", "off", "--exclude-checks", UNJUDGED];
  const args = ["run", `${url}/openapi.json`, "-H", `Authorization: Bearer ${token}`, ...bounded, ...checks];
  const said = await outputOf(path.join(bin, "schemathesis"), args);
  const findings: Findings = new Map();
  const [, cases] = /^ +(\d+) generated, \d+ passed/m.exec(said) ?? [];
  for (const [, title, count] of said.matchAll(/^ +❌ (.+): (\d+)$/gm)) {
    note(findings, `schemathesis ${title} (${count})`, false);
  }
  // A run that says nothing of its cases has tested nothing.
  note(findings, "schemathesis every operation", cases !== undefined && findings.size === 0);
  return findings;
}

/** Makes a tenant with one connection, and its tokens. */
async function connect(
  db: Database,
  name: string,
): Promise<{ readonly scim: string; readonly admin: string }> {
  const now = Date.now();
  const tenant = await insertTenant(db.write, `outside, ${name}`, now);
  if (tenant === undefined) throw new Error(`the tenant '${name}' exists`);
  await inTransaction(db, (trx) => createFirstInstance(trx, tenant.id, now));
  const connection = await insertConnection(db.write, tenant.id, name, CONNECTIONS[name] ?? {}, now);
  const token = async (scopes: readonly Scope[]): Promise<string> => {
    const owner = { tenantId: tenant.id, connectionId: connection.id, name: "outside" };
    return (await insertToken(db.write, { ...owner, scopes }, now)).secret;
  };
  return { scim: await token(["scim"]), admin: await token(["admin:global", "crm.read", "access.read"]) };
}

/** Prints what is not as expected, and counts: a check that fails unexpectedly, and one that need not be listed. */
function judge(connection: string, findings: Findings, expectations: readonly Expectation[]): number {
  let failed = 0;
  for (const [check, passed] of findings) {
    const known = expectations.find((one) => one.connection === connection && one.check === check);
    if (passed ? known === undefined || known.sometimes === true : known !== undefined) continue;
    failed += 1;
    const why = passed ? "passes: take it out of expected.json" : "fails";
    console.log(`FAIL ${connection}: ${check} ${why}`);
  }
  return failed;
}

async function main(bin: string): Promise<number> {
  const database = await createDatabase(process.env["TEST_DATABASE_URL"]);
  const config = loadConfig({
    PORT: "0",
    DATABASE_URL: database.url,
    USHER_KEY: randomBytes(32).toString("hex"),
    LOG_LEVEL: "silent",
  });
  const server = await startServer(config, createLogger({ level: "silent" }));
  const db = openDatabase(database.url);
  const file = path.join(__dirname, "expected.json");
  const expectations = JSON.parse(readFileSync(file, "utf8")) as Expectation[];
  let [passed, failed] = [0, 0];
  try {
    for (const name of Object.keys(CONNECTIONS)) {
      const { scim, admin } = await connect(db, name);
      const findings: Findings = new Map([
        ...(await scim2Tester(bin, server.url, scim)),
        ...(await scimSanity(bin, server.url, scim)),
        // The document is the same for all.
        ...(name === "default" ? await schemathesis(bin, server.url, admin) : []),
      ]);
      const wrong = judge(name, findings, expectations);
      passed += findings.size - wrong;
      failed += wrong;
    }
  } finally {
    await db.close();
    await server.close();
    await database.remove();
  }
  console.log(`${passed} passed, ${failed} failed, 0 skipped`);
  return failed === 0 ? 0 : 1;
}

void main(path.resolve(process.argv[2] ?? "", "bin")).then((code) => {
  process.exitCode = code;
});
