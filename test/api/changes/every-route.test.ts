import { callRoute } from "../../../src/admin/call-route.js";
import { callReader } from "../../../src/admin/check-call.js";
import { type AdminContext, type AdminRoute, isChanging } from "../../../src/admin/route.js";
import { adminRoutes } from "../../../src/admin/routes/all.js";
import type { Database, Trx } from "../../../src/db/connect.js";
import { canCopy, withDatabaseCopy } from "../../../src/db/database-copy.js";
import { inTransaction } from "../../../src/db/transaction.js";
import { previewContext } from "../../../src/effects/preview-context.js";
import { syncDeps } from "../../../src/effects/records/sync-deps.js";
import { tenantContext } from "../../../src/effects/tenant-context.js";
import { createSealer } from "../../../src/mail/sealer.js";
import {
  ADMIN_CHANGES,
  type AdminChange,
  type ChangeStage,
  startChangeStage,
} from "../../support/admin-changes.js";
import { SERVER_KEY, useTestApp } from "../../support/app.js";
import { DATABASES } from "../../support/databases.js";
import type { Answer } from "../../support/http.js";
import { checksums } from "../../support/rows.js";

type Checksums = Awaited<ReturnType<typeof checksums>>;

const changing = adminRoutes.filter(isChanging);

/** Operations that repeat what was interrupted, of which there is nothing in the stage. */
const NOTHING_TO_DO = ["applyRoles", "reprocessLicenses", "retrySyncTasks"];

class RolledBack extends Error {}

describe.each(DATABASES)("a preview on %s", (database) => {
  const app = useTestApp(database);
  let stage: ChangeStage;
  let before: Checksums;
  /** The lines of the log before any preview. */
  let lines: number;
  /** What a use-case did outside of the database. */
  const happened: string[] = [];

  beforeAll(async () => {
    stage = await startChangeStage(app);
    before = await checksums(app.db, app.db.read);
    lines = app.log.length;
  }, 60_000);

  const changeOf = ({ operationId }: AdminRoute): AdminChange => {
    const change = ADMIN_CHANGES[operationId]?.(stage.ids);
    if (change === undefined) throw new Error(`ADMIN_CHANGES lacks ${operationId}`);
    return change;
  };

  const preview = (route: AdminRoute): Promise<Answer> => {
    const { params = {}, body, csv } = changeOf(route);
    const path = route.path.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
      encodeURIComponent(params[name] ?? ""),
    );
    const type = csv === undefined ? undefined : { "Content-Type": "text/csv" };
    return stage.crm.admin.send(route.method.toUpperCase(), `${path}?preview=true`, csv ?? body, type);
  };

  async function realContext(): Promise<AdminContext> {
    const { db } = app;
    const noting = (what: string) => async (): Promise<never> => {
      happened.push(what);
      throw new Error(`a preview must not ${what}`);
    };
    const ctx = await tenantContext(db, stage.crm.tenantId, {
      actor: { kind: "cli", id: "test" },
      trigger: "cli",
      seal: createSealer(SERVER_KEY).seal,
      hashPassword: noting("hash"),
      wait: noting("wait"),
    });
    const { mapping, now } = ctx;
    return {
      ...ctx,
      baseUrl: app.url,
      reportIgnored: () => void happened.push("ignored"),
      reportChanged: () => void happened.push("changed"),
      reportAlarm: ({ code }) => void happened.push(code),
      services: {
        flushProvisioningLog: noting("flush"),
        forgetTokens: () => void happened.push("forget"),
        open: () => void happened.push("open"),
      },
      sync: syncDeps({ db, mapping, now, reportFailure: () => void happened.push("failure") }),
    };
  }

  /** The tables that an operation changes in a transaction on a database, which is rolled back. */
  async function tablesChangedBy(route: AdminRoute, db: Database): Promise<string[]> {
    const { params = {}, body, csv = "" } = changeOf(route);
    const stream = (async function* () {
      yield Buffer.from(csv);
    })();
    const precondition = { ifMatch: undefined, ifNoneMatch: undefined };
    const call = { params, query: {}, body, stream, precondition };
    const tables: string[] = [];
    const run = async (trx: Trx): Promise<never> => {
      await callRoute(route, callReader(route), previewContext(await realContext(), trx), call);
      const after = await checksums(db, trx);
      tables.push(...Object.keys(after).filter((table) => after[table] !== before[table]));
      throw new RolledBack();
    };
    await inTransaction(db, run).catch((error: unknown) => {
      if (!(error instanceof RolledBack)) throw error;
    });
    return tables;
  }

  /** Runs something on a copy of the database, where previews of many people run; PostgreSQL needs none. */
  const onCopy = <T>(work: (on: Database) => Promise<T>): Promise<T> =>
    canCopy(app.db) ? withDatabaseCopy(app.db, work) : work(app.db);

  it.each(changing.map((route) => [`${route.method.toUpperCase()} ${route.path}`, route] as const))(
    "of %s succeeds with rows that change inside, and nothing outside",
    async (_, route) => {
      const { status, text } = await preview(route);
      const tables = await tablesChangedBy(route, app.db);

      expect([status, status === 200 ? "" : text]).toEqual([200, ""]);
      expect(tables.length === 0).toBe(NOTHING_TO_DO.includes(route.operationId));
      expect(await onCopy((copy) => tablesChangedBy(route, copy))).toEqual(tables);
      expect(happened).toEqual([]);
      expect(await checksums(app.db, app.db.read)).toEqual(before);
    },
  );

  it("raises no alarm", () => {
    expect(app.log.slice(lines).filter((line) => line.includes("alarm"))).toEqual([]);
  });
});
