import { type Request, Router } from "express";
import type { Database } from "../db/connect.js";
import type { Principal } from "../directory/connection.js";
import { listHabits } from "../directory/connection-habits.js";
import { getConnection } from "../directory/connections.js";
import { fingerprintOf } from "../directory/fingerprint.js";
import { readLogFilter } from "../directory/provisioning-log-filter.js";
import { listLogEntries, type ShownEntry } from "../directory/provisioning-log-search.js";
import type { ProvisioningLogWriter } from "../directory/provisioning-log-writer.js";
import { AppError } from "../errors.js";
import { readCursor, readLimit, toCursor } from "./pages.js";

/** What the administrators' routes work with. */
interface AdminDeps {
  readonly db: Database;
  readonly provisioningLog: ProvisioningLogWriter;
  /** The time in UTC milliseconds. */
  readonly now: () => number;
}

/** A page of the log; `nextCursor` is absent on the last one. */
interface LogPage {
  readonly value: readonly ShownEntry[];
  readonly nextCursor?: string;
}

const PAGING: ReadonlySet<string> = new Set(["limit", "cursor"]);

/**
 * The routes under `/admin/v1`: what administrators read of their own tenant. Expects that the request is
 * authenticated for scope `admin:global`.
 */
export function adminRouter(deps: AdminDeps): Router {
  const router = Router();
  router.get("/provisioning-log", async (req, res) => {
    res.json(await listLog(deps, req));
  });
  router.get("/connections/:name/fingerprint", async (req, res) => {
    await deps.provisioningLog.flush();
    const { id, name } = await getConnection(deps.db.read, tenantOf(req), req.params.name);
    const habits = await listHabits(deps.db.read, tenantOf(req), id);
    res.json({ connection: name, ...fingerprintOf(habits) });
  });
  return router;
}

async function listLog({ db, provisioningLog, now }: AdminDeps, req: Request): Promise<LogPage> {
  const filter = readLogFilter(filterOf(req), now());
  const limit = readLimit(req);
  const before = readCursor(req);
  // Who has just seen an error looks for its request id at once.
  await provisioningLog.flush();
  // One more than asked for says whether there is a next page.
  const entries = await listLogEntries(db.read, tenantOf(req), filter, { before, limit: limit + 1 });
  const value = entries.slice(0, limit);
  const last = value.at(-1);
  return entries.length > limit && last !== undefined ? { value, nextCursor: toCursor(last.id) } : { value };
}

/** The query's parameters without those of paging, each of which may be given once. */
function filterOf(req: Request): Record<string, string> {
  const given = Object.entries(req.query).filter(([name]) => !PAGING.has(name));
  return Object.fromEntries(
    given.map(([name, value]) => {
      if (typeof value === "string") return [name, value];
      throw new AppError("invalidValue", `'${name.slice(0, 60)}' may be given once.`);
    }),
  );
}

function tenantOf(req: Request): string {
  return (req.user as Principal).tenantId;
}
