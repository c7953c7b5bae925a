import { setTimeout as sleep } from "node:timers/promises";
import type { Database } from "../db/connect.js";
import { HOUR, parseDuration, SECOND } from "../db/duration.js";
import { AppError } from "../errors.js";
import { OPERATIONS } from "../provisioning-log/entries.js";
import { readLogFilter } from "../provisioning-log/filter.js";
import { type LogFilter, listLogEntries, type ShownEntry } from "../provisioning-log/search.js";
import { changeConnection } from "../use-cases/connections/connections.js";
import type { Call, Command } from "./command.js";
import { TENANT_OPTION, withTenant } from "./database.js";
import { serverContext } from "./server-context.js";
import { readCount } from "./values.js";

/** Options of `usher log` by the part of the filter that each gives. */
const FILTERS = {
  connection: "connection",
  status: "status",
  operation: "operation",
  resource: "resourceId",
  "request-id": "requestId",
  since: "since",
  until: "until",
} as const satisfies Record<string, keyof LogFilter>;

/** Entries shown when nothing is said. */
const DEFAULT_LIMIT = 50;
const MAX_LIMIT = 10_000;

/** The longest time for which bodies may be logged, in milliseconds: they hold personal data. */
const MAX_BODIES_TIME = 24 * HOUR;

/** How often `--follow` looks, in milliseconds. */
const FOLLOW_INTERVAL = SECOND;

/** How far `--follow` looks back, in milliseconds: servers write what they note a second or two later. */
const FOLLOW_OVERLAP = 10 * SECOND;

/** `usher log …`. */
export const logCommands: readonly Command[] = [
  {
    name: "log bodies",
    summary: "log what a connection sends and gets, for a while; secrets are masked",
    operands: ["on|off"],
    options: {
      connection: { value: "NAME", doc: "the connection" },
      for: { value: "DURATION", doc: "how long: 15m if not given, 24h at the most" },
      ...TENANT_OPTION,
    },
    async run(call) {
      const until = readBodiesUntil(call, Date.now());
      const name = call.text("connection");
      if (name === undefined) throw new AppError("invalidValue", "--connection must name the connection");
      await withTenant(call, (db, tenant) =>
        changeConnection(serverContext(db, tenant.id), name, { logBodiesUntil: until }),
      );
      const end = until === 0 ? undefined : new Date(until).toISOString();
      call.print(
        { connection: name, logBodiesUntil: end ?? null },
        end === undefined
          ? `Bodies of '${name}' are not logged`
          : `Bodies of '${name}' are logged until ${end}`,
      );
    },
  },
  {
    name: "log",
    summary: "show what connections asked for and what they were answered, newest first",
    options: {
      connection: { value: "NAME", doc: "of this connection only" },
      status: { value: "STATUS", doc: "answered so: 404, 4xx or 400-499" },
      operation: { value: "NAME", doc: `one of ${OPERATIONS.join(", ")}` },
      resource: { value: "ID", doc: "about this user or group" },
      "request-id": { value: "ID", doc: "the one with the id that an error names" },
      since: { value: "TIME", doc: "not before: 15m, 12h, 7d or 2026-12-31T18:00:00Z" },
      until: { value: "TIME", doc: "before, in the same way" },
      limit: {
        value: "NUMBER",
        doc: `at most so many entries; ${DEFAULT_LIMIT} if not given`,
      },
      follow: { doc: "go on with what comes, oldest first, until it is stopped" },
      ...TENANT_OPTION,
    },
    async run(call) {
      const filter = filterOf(call, Date.now());
      const limit = readCount(call, "limit", DEFAULT_LIMIT, MAX_LIMIT);
      await withTenant(call, async (db, tenant) => {
        const entries = await listLogEntries(db.read, tenant.id, filter, { limit });
        if (!call.flag("follow")) return call.printTable(entries.map(toRow), entries);
        for (const entry of entries.toReversed()) printEntry(call, entry);
        return follow(call, db, tenant.id, filter, new Set(entries.map(({ id }) => id)));
      });
    },
  },
];

/** Shows what comes, until the process is ended. */
async function follow(
  call: Call,
  db: Database,
  tenantId: string,
  filter: LogFilter,
  shown: Set<string>,
): Promise<void> {
  for (;;) {
    await sleep(FOLLOW_INTERVAL);
    const since = Math.max(filter.since ?? 0, Date.now() - FOLLOW_OVERLAP);
    const latest = await listLogEntries(db.read, tenantId, { ...filter, since }, { limit: MAX_LIMIT });
    for (const entry of latest.toReversed()) if (!shown.has(entry.id)) printEntry(call, entry);
    shown = new Set(latest.map(({ id }) => id));
  }
}

function printEntry(call: Call, entry: ShownEntry): void {
  call.print(entry, Object.values(toRow(entry)).join("  "));
}

function filterOf(call: Call, now: number): LogFilter {
  const given = Object.entries(FILTERS).flatMap(([option, part]): [string, string][] => {
    const text = call.text(option);
    return text === undefined ? [] : [[part, text]];
  });
  return readLogFilter(Object.fromEntries(given), now);
}

/** UTC milliseconds; 0 for not at all. */
function readBodiesUntil(call: Call, now: number): number {
  if (call.operand === "off") return 0;
  if (call.operand !== "on") throw new AppError("invalidValue", "Say 'usher log bodies on' or 'off'");
  const time = parseDuration(call.text("for") ?? "15m") ?? 0;
  if (time > 0 && time <= MAX_BODIES_TIME) return now + time;
  throw new AppError("invalidValue", "--for must be a duration like 90s, 15m or 2h, 24h at the most");
}

function toRow(entry: ShownEntry): Record<string, string> {
  const { resourceType, resourceId, code, attributes, changed, ignored } = entry;
  const outcome = [code, ...attributes].filter((part) => part !== undefined).join(" ");
  const dropped = ignored.map((name) => `(${name})`);
  return {
    time: entry.time,
    connection: entry.connection ?? (entry.connectionId || "-"),
    operation: entry.operation,
    resource: [resourceType, resourceId].filter((part) => part !== undefined).join(" "),
    status: String(entry.status),
    ms: String(entry.durationMs),
    error: outcome,
    reason: [entry.reason, entry.path, entry.credential, entry.address]
      .filter((part) => part !== undefined)
      .join(", "),
    query: entry.query ?? "",
    changed: [...changed, ...dropped].join(", "),
    "request id": entry.requestId,
  };
}
