import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Driver, Row, RunStatement } from "./drivers/driver.js";
import { openPostgresDriver } from "./drivers/postgres.js";
import { openSqliteDriver } from "./drivers/sqlite.js";
import { learnPlans, serveOrders } from "./messages.js";
import { fillBindings, type Plan } from "./statements.js";

async function runStatements(run: RunStatement, plan: Plan, values: readonly string[]): Promise<Row[]> {
  let rows: Row[] = [];
  for (const statement of plan.statements) {
    const found = await run(statement.sql, fillBindings(statement, values));
    if (found.length > 0) rows = found;
  }
  return rows;
}

async function bodyOf(req: IncomingMessage): Promise<unknown> {
  let text = "";
  req.setEncoding("utf8");
  for await (const chunk of req) text += chunk;
  return text === "" ? undefined : JSON.parse(text);
}

async function answer(
  driver: Driver,
  plans: ReadonlyMap<string, Plan>,
  req: IncomingMessage,
  res: ServerResponse,
): Promise<void> {
  const [name = "", ...values] = (req.url ?? "").slice(1).split("/").map(decodeURIComponent);
  const plan = plans.get(name);
  if (plan === undefined) return void res.writeHead(404).end();
  const body = req.method === "GET" ? undefined : await bodyOf(req);
  const rows = plan.write
    ? await driver.write((run) => runStatements(run, plan, values))
    : await runStatements(driver.read, plan, values);
  if (plan.answer === "none") return void res.writeHead(plan.status).end();
  const text = plan.answer === "body" ? JSON.stringify(body) : rows.map(({ resource }) => resource).join(",");
  res
    .writeHead(plan.status, {
      "Content-Type": "application/scim+json",
      "Content-Length": Buffer.byteLength(text),
    })
    .end(text);
}

/** The second limit: Node's own HTTP server and the bare driver with the statements that the server sends. */
async function main(databaseUrl: string): Promise<void> {
  const plans = new Map<string, Plan>();
  const driver = databaseUrl.startsWith("postgres")
    ? openPostgresDriver(databaseUrl)
    : await openSqliteDriver(databaseUrl.replace(/^sqlite:/, ""));
  const server = createServer((req, res) => {
    answer(driver, plans, req, res).catch((error: unknown) => res.writeHead(500).end(String(error)));
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  serveOrders((server.address() as AddressInfo).port, learnPlans(plans));
}

void main(process.argv[2] ?? "");
