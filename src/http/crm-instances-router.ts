import { type Request, Router } from "express";
import { getInstance, type Instance, listInstances } from "../access/instances.js";
import { toCursor } from "../admin/pages.js";
import type { Mapping } from "../crm/form/user-form.js";
import { toRecordView } from "../crm/records/record-view.js";
import {
  countRecords,
  findRecord,
  listRecords,
  RECORD_VIEWS,
  type RecordView as View,
} from "../crm/records/records.js";
import type { Database } from "../db/connect.js";
import { UUID } from "../db/new-id.js";
import { AppError } from "../errors.js";
import type { Principal } from "../tenants/connection.js";
import { readCursor, readLimit } from "./pages.js";

/** The services that the routes of instances use. */
interface InstancesRouterDeps {
  readonly db: Database;
  readonly mapping: Mapping;
}

/** The lists that a client may name. */
const VIEWS = Object.keys(RECORD_VIEWS) as View[];

/**
 * Returns the routes under `/crm/v1/instances`: the instances, and the user table of each. Expects an authenticated
 * request with the scope `crm.read`.
 */
export function crmInstancesRouter({ db, mapping }: InstancesRouterDeps): Router {
  const router = Router();
  router.get("/", async (req, res) => {
    const instances = await listInstances(db.read, tenantOf(req));
    res.json({ value: instances.map(showInstance) });
  });
  router.get("/:instance", async (req, res) => {
    const instance = await instanceOf(db, req);
    const counts = await countRecords(db.read, tenantOf(req), instance.id);
    res.json({ ...showInstance(instance), users: counts });
  });
  router.get("/:instance/users", async (req, res) => {
    const instance = await instanceOf(db, req);
    const limit = readLimit(req);
    const page = { after: readCursor(req), limit: limit + 1 };
    const records = await listRecords(db.read, tenantOf(req), instance.id, readView(req), page);
    const kept = records.slice(0, limit);
    const last = kept.at(-1);
    const hasMore = records.length > limit && last !== undefined;
    res.json({
      value: kept.map((record) => toRecordView(record, mapping)),
      ...(hasMore && { nextCursor: toCursor(last.id) }),
    });
  });
  router.get("/:instance/users/:id", async (req, res) => {
    const instance = await instanceOf(db, req);
    const { id } = req.params;
    const record = UUID.test(id) ? await findRecord(db.read, tenantOf(req), instance.id, id) : undefined;
    if (record === undefined) {
      throw new AppError("notFound", "There is no record with this id: send its id, or that of its user");
    }
    res.json(toRecordView(record, mapping));
  });
  return router;
}

async function instanceOf(db: Database, req: Request<{ instance: string }>): Promise<Instance> {
  const name = req.params.instance;
  // PostgreSQL cannot store U+0000, and no id or name contains it.
  if (name.includes("\0")) throw new AppError("notFound", "There is no such instance: use its id or name");
  return getInstance(db.read, tenantOf(req), name);
}

function showInstance({ id, name, displayName, type, guardGroupId }: Instance): Record<string, unknown> {
  return { id, name, displayName, type, securityGroup: guardGroupId ?? null };
}

/** @throws AppError `invalidValue` */
function readView(req: Request): View {
  const { view = "all" } = req.query;
  const known = VIEWS.find((candidate) => candidate === view);
  if (known !== undefined) return known;
  throw new AppError("invalidValue", `view must be one of ${VIEWS.join(", ")}`);
}

function tenantOf(req: Request<{ instance: string }> | Request): string {
  return (req.user as Principal).tenantId;
}
