import { openDatabase } from "../../src/db/connect.js";
import { createFirstInstance } from "../../src/use-cases/instances/instances.js";
import { sendOne, wireText } from "../load.js";
import { BENCH_TOKEN } from "../names.js";
import { prepareDatabase } from "../seed.js";
import { type Plan, toPlan } from "../statements.js";
import { type MeasuredProcess, startSubject } from "../subject.js";
import { type Directory, idIn, OPERATIONS, type OperationName, operations } from "./operations.js";
import type { Peer, RunningPeer } from "./peer.js";
import { usher } from "./usher.js";

/** Sends one request of an operation to the server, and makes a plan out of its statements. */
async function planOf(server: MeasuredProcess, directory: Directory, name: OperationName): Promise<Plan> {
  const operation = operations[name];
  const request = operation.next(directory);
  if (request === undefined) throw new Error(`nothing to ${name}`);
  const textOf = (below: string, method: string, body?: string): string =>
    wireText(method, `/scim/v2${below}`, BENCH_TOKEN, body);
  // The first request of a second also looks up its token.
  await sendOne(server.port, textOf("/Users?count=0", "GET"));
  await server.ask({ kind: "clear" });
  const reply = await sendOne(server.port, textOf(request.path, request.method, request.body));
  const traced = await server.ask({ kind: "statements" });
  if (reply.status >= 300 || traced.kind !== "statements") throw new Error(`${name}: ${reply.status}`);
  const body = reply.body.toString();
  operation.answered?.(directory, request, body);
  const marks = name === "create" ? [request.values[0] ?? "", idIn(body, request)] : request.values;
  const hasRows = !operation.write || name === "patch";
  return toPlan(traced.sent, marks, {
    write: operation.write,
    readsFirst: operation.readsFirst ?? false,
    status: reply.status,
    answer: name === "create" ? "body" : hasRows ? "rows" : "none",
  });
}

/** Fills the database through the server, which then makes room for the limit with the same statements. */
async function start(url: string): Promise<RunningPeer> {
  const db = openDatabase(url);
  await prepareDatabase(db, createFirstInstance);
  await db.close();
  let current = await startSubject("ours", url, undefined);
  let isLimit = false;
  return {
    get pid() {
      return current.pid;
    },
    get port() {
      return current.port;
    },
    textOf: (operation, { method, path, body, values }) =>
      wireText(
        method,
        isLimit ? `/${[operation, ...values].join("/")}` : `/scim/v2${path}`,
        BENCH_TOKEN,
        body,
      ),
    filled: async (directory) => {
      const plans: Record<string, Plan> = {};
      for (const name of OPERATIONS) plans[name] = await planOf(current, directory, name);
      await current.close();
      current = await startSubject("limit", url, undefined);
      await current.ask({ kind: "plans", plans });
      isLimit = true;
    },
    close: () => current.close(),
  };
}

/** One bare Express route with the statements that our server sends, through Knex as it comes. */
export const sameSql: Peer = {
  name: "sameSql",
  title: "Express, same SQL",
  versions: {},
  durability: (url) => usher.durability(url),
  without: {},
  isComplete: false,
  start,
};
