import { setTimeout as sleep } from "node:timers/promises";
import type { AdminContext } from "../admin/route.js";
import { HOUR, parseDuration, SECOND } from "../db/duration.js";
import { AppError } from "../errors.js";
import { OPERATIONS } from "../provisioning-log/entries.js";
import { changeConnection } from "../use-cases/connections/connections.js";
import { type Answer, type Cell, cellsOf, textAt } from "./answer-text.js";
import { listOperation, type Members } from "./call-operation.js";
import type { Call, Command } from "./command.js";
import { TENANT_OPTION } from "./database.js";
import { limitOption } from "./operation-command.js";
import { asOperator } from "./operator-context.js";

/** The maximum time for logging bodies, in milliseconds, because they contain personal data. */
const MAX_BODIES_TIME = 24 * HOUR;

/** The interval of `--follow`, in milliseconds. */
const FOLLOW_INTERVAL = SECOND;

/** How far `--follow` looks back, because servers write entries a second or two later. */
const FOLLOW_OVERLAP = "10s";
const MAX_FOLLOWED = 10_000;

const COLUMNS: Readonly<Record<string, Cell>> = {
  time: "time",
  connection: (entry) => textAt(entry, "connection") || textAt(entry, "connectionId") || "-",
  operation: "operation",
  resource: "{resourceType}[ {resourceId}]",
  status: "status",
  requests: (entry) => (entry["requests"] === 1 ? "" : `×${textAt(entry, "requests")}`),
  ms: "durationMs",
  error: (entry) => joined(" ", entry, ["code", "attributes"]),
  reason: (entry) => joined(", ", entry, ["reason", "path", "credential", "address"]),
  query: "query",
  changed: (entry) => [textAt(entry, "changed"), dropped(entry)].filter((text) => text !== "").join(", "),
  "request id": "requestId",
};

/** `usher log …`. */
export const logCommands: readonly Command[] = [
  {
    name: "log bodies",
    summary: "Log what a connection sends and receives, for a limited time; secrets are masked",
    operands: ["on|off"],
    options: {
      connection: { value: "NAME", doc: "the connection", required: true },
      for: { value: "DURATION", doc: "how long; 24h at the most", default: "15m" },
      ...TENANT_OPTION,
    },
    run: logBodies,
  },
  {
    name: "log",
    summary: "Show what connections asked for and what they were answered, newest first",
    options: {
      connection: { value: "NAME", doc: "only of this connection" },
      status: { value: "STATUS", doc: "only answers with this status: 404, 4xx or 400-499" },
      operation: { value: "NAME", doc: `only this operation: ${OPERATIONS.join(", ")}` },
      resource: { value: "ID", doc: "only about this user or group" },
      "request-id": { value: "ID", doc: "only the request with this id, which an error names" },
      since: { value: "TIME", doc: "not before this time: 15m, 12h, 7d or 2026-12-31T18:00:00Z" },
      until: { value: "TIME", doc: "before this time" },
      ...limitOption(50, 10_000),
      follow: { doc: "keep printing new entries, oldest first, until it is stopped" },
      ...TENANT_OPTION,
    },
    operations: ["listProvisioningLog"],
    run: show,
  },
];

async function show(call: Call): Promise<void> {
  const filter: Members = {
    connection: call.text("connection"),
    status: call.text("status"),
    operation: call.text("operation"),
    resourceId: call.text("resource"),
    requestId: call.text("request-id"),
    since: call.text("since"),
    until: call.text("until"),
  };
  await asOperator(call, async (ctx) => {
    const entries = await listOperation(ctx, "listProvisioningLog", filter, Number(call.value("limit")));
    if (!call.flag("follow")) {
      const rows = entries.map((entry) => cellsOf(COLUMNS, entry));
      return call.printTable(rows, entries);
    }
    for (const entry of entries.toReversed()) printEntry(call, entry);
    return follow(call, ctx, filter, new Set(entries.map(({ id }) => id)));
  });
}

/** Prints new entries until the process ends. */
async function follow(call: Call, ctx: AdminContext, filter: Members, shown: Set<unknown>): Promise<void> {
  for (;;) {
    await sleep(FOLLOW_INTERVAL);
    const recent = { ...filter, since: FOLLOW_OVERLAP };
    const latest = await listOperation(ctx, "listProvisioningLog", recent, MAX_FOLLOWED);
    for (const entry of latest.toReversed()) if (!shown.has(entry["id"])) printEntry(call, entry);
    shown = new Set(latest.map(({ id }) => id));
  }
}

function printEntry(call: Call, entry: Answer): void {
  call.print(entry, Object.values(cellsOf(COLUMNS, entry)).join("  "));
}

async function logBodies(call: Call): Promise<void> {
  const until = readBodiesUntil(call, Date.now());
  const name = call.text("connection") ?? "";
  await asOperator(call, (ctx) => changeConnection(ctx, name, { logBodiesUntil: until }));
  const end = until === 0 ? undefined : new Date(until).toISOString();
  call.print(
    { connection: name, logBodiesUntil: end ?? null },
    end === undefined ? `Bodies of '${name}' are not logged` : `Bodies of '${name}' are logged until ${end}`,
  );
}

/** UTC milliseconds; 0 for not at all. */
function readBodiesUntil(call: Call, now: number): number {
  if (call.operand === "off") return 0;
  if (call.operand !== "on") throw new AppError("invalidValue", "Say 'usher log bodies on' or 'off'");
  const time = parseDuration(call.text("for") ?? "") ?? 0;
  if (time > 0 && time <= MAX_BODIES_TIME) return now + time;
  throw new AppError("invalidValue", "--for must be a duration like 90s, 15m or 2h, 24h at the most");
}

function joined(between: string, entry: Answer, names: readonly string[]): string {
  return names
    .map((name) => textAt(entry, name, between))
    .filter((text) => text !== "")
    .join(between);
}

/** Formats ignored attributes in parentheses. */
function dropped({ ignored }: Answer): string {
  return Array.isArray(ignored) ? ignored.map((name) => `(${String(name)})`).join(", ") : "";
}
