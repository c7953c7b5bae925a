import type { SyncDeps } from "../crm/sync/sync-deps.js";
import type { Trx } from "../db/connect.js";
import type { AdminServices, Context } from "./context.js";
import { nothingOutside } from "./outside.js";
import { syncDeps } from "./records/sync-deps.js";

/** The context of any use-case; the last two members are those of administrators. */
interface Previewed extends Context {
  readonly services?: AdminServices;
  readonly sync?: SyncDeps;
}

const ignore = (): void => undefined;

/** The process is not touched: its caches and its log stay as they are. No stored secret is shown. */
const noServices: AdminServices = {
  flushProvisioningLog: async () => undefined,
  forgetTokens: ignore,
  open: () => undefined,
};

/**
 * Returns the context in which a use-case changes nothing but the rows that a transaction sees: statements, scans and
 * synchronization run in the transaction, and nothing outside of the database happens. Whoever rolls the transaction
 * back has had a preview.
 */
export function previewContext<C extends Previewed>(ctx: C, trx: Trx): C {
  // A part of a transaction has no file that could be copied.
  const db = { ...ctx.db, file: undefined, read: trx, write: trx, scans: ctx.db.scans.inside(trx) };
  const { mapping, now } = ctx;
  return {
    ...ctx,
    ...nothingOutside,
    db,
    mustConfirm: false,
    reportIgnored: ignore,
    reportChanged: ignore,
    reportAlarm: undefined,
    ...(ctx.services && { services: noServices }),
    ...(ctx.sync && { sync: syncDeps({ db, mapping, now, reportFailure: ignore }) }),
  };
}
