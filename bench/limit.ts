import { once } from "node:events";
import type { AddressInfo } from "node:net";
import express, { type RequestHandler } from "express";
import type { Knex } from "knex";
import { isRetryable } from "../src/db/errors.js";
import { queryRows } from "../src/db/query.js";
import { learnPlans, serveOrders } from "./messages.js";
import { fillBindings, type Plan } from "./statements.js";
import { openStockKnex, type StockKnex } from "./stock-knex.js";

/** A row of which an answer is made. */
interface Row {
  readonly resource?: string;
}

async function runStatements(db: Knex, plan: Plan, values: readonly string[]): Promise<Row[]> {
  let rows: Row[] = [];
  for (const statement of plan.statements) {
    // Knex numbers the bindings of PostgreSQL itself.
    const sql = statement.sql.replaceAll(/\$\d+/g, "?");
    const found = await queryRows<Row>(db, sql, fillBindings(statement, values));
    if (found.length > 0) rows = found;
  }
  return rows;
}

/**
 * Repeats a transaction that the database ended for the sake of another process: the server under test may still write
 * its log, and a transaction that reads before it writes then fails on SQLite.
 */
async function repeated<T>(transaction: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await transaction();
    } catch (error) {
      if (attempt === 10 || !isRetryable(error)) throw error;
    }
  }
}

/** One bare Express route: the statements through Knex, the rows' stored text as the answer. */
function limitRoute(db: StockKnex, plans: ReadonlyMap<string, Plan>): RequestHandler {
  return async (req, res) => {
    const [name = "", ...values] = Object.values(req.params) as string[];
    const plan = plans.get(name);
    if (plan === undefined) return void res.status(404).end();
    const rows = plan.write
      ? await repeated(() => db.write.transaction((trx) => runStatements(trx, plan, values)))
      : await runStatements(db.read, plan, values);
    res.status(plan.status);
    if (plan.answer === "none") return void res.end();
    if (plan.answer === "body") return void res.json(req.body);
    return void res.type("application/scim+json").send(rows.map(({ resource }) => resource).join(","));
  };
}

/** The first limit: Express and Knex with nothing around the statements that the server sends. */
async function main(databaseUrl: string): Promise<void> {
  const plans = new Map<string, Plan>();
  const app = express();
  app.set("etag", false);
  app.disable("x-powered-by");
  app.use(express.json({ type: () => true }));
  app.all("/:name/:a{/:b}{/:c}", limitRoute(openStockKnex(databaseUrl), plans));
  const server = app.listen(0, "127.0.0.1");
  await once(server, "listening");
  serveOrders((server.address() as AddressInfo).port, learnPlans(plans));
}

void main(process.argv[2] ?? "");
