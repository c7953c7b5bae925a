import { getInstance, type Instance, listInstances } from "../../access/instances.js";
import {
  type ExplainedAccess,
  type ExplainedReason,
  explainAccess,
  explainReason,
} from "../../crm/decision/explain.js";
import { loadFacts, type UserInInstance } from "../../crm/decision/load-facts.js";
import { loadRecordFacts } from "../../crm/records/record-facts.js";
import { findUnownedRecords, nameKeyOf } from "../../crm/records/stubs.js";
import type { Db } from "../../db/connect.js";
import { listUserResources } from "../../directory/users/stored-users.js";
import type { ServerContext } from "../../effects/context.js";
import { formerUserId } from "../../effects/users/resolve-user.js";
import { notFound } from "../users/update-user.js";
import { findCauses, type NamedCause } from "./find-causes.js";

type ReadContext = Pick<ServerContext, "db" | "viewer" | "now">;

/** A reason, and the change that caused it if the audit trail has it. */
export interface CausedReason extends ExplainedReason {
  readonly causedBy: NamedCause | undefined;
}

/** The decision about a user in an instance, and the changes that caused it if the audit trail has them. */
export interface UserAccess extends ExplainedAccess {
  readonly reasons: readonly CausedReason[];
  /** The newest of them. */
  readonly causedBy: NamedCause | undefined;
}

/**
 * Explains the access of a user, deleted or not, or of an unowned record, to all instances or one. docs/access.md
 * @param name - id or userName, or the application's id of an application user
 * @throws AppError `notFound`
 */
export async function accessOfUser(
  ctx: ReadContext,
  name: string,
  instance?: string,
): Promise<readonly UserAccess[]> {
  const { db, viewer } = ctx;
  const { tenantId } = viewer;
  const instances =
    instance === undefined
      ? await listInstances(db.read, tenantId)
      : [await getInstance(db.read, tenantId, instance)];
  const now = ctx.now();
  const known = await formerUserId(db.read, tenantId, name);
  const people = known === undefined ? [] : await loadFacts(db.read, tenantId, [known], instances, now);
  const found = people.length > 0 ? people : await nobodys(db.read, tenantId, name, instances);
  if (found.length === 0 && instances.length > 0) throw notFound("User", name);
  const explained = await explainAccess(db.read, tenantId, found, now);
  return Promise.all(explained.map((one) => withCause(ctx, one, now)));
}

/** Finds unowned records by id or name. */
async function nobodys(
  db: Db,
  tenantId: string,
  name: string,
  instances: readonly Instance[],
): Promise<readonly UserInInstance[]> {
  if (name.includes("\0")) return [];
  const named = await findUnownedRecords(db, tenantId, [nameKeyOf(name)]);
  const ids = [name, ...named.map(({ id }) => id)];
  const records = await loadRecordFacts(db, tenantId, ids, instances);
  return records.map(({ instance, record, facts }) => ({
    userId: record.id,
    instance,
    user: { id: record.id, resource: { userName: record.name }, deletedAt: undefined },
    record,
    roles: [],
    isInvitedAgain: false,
    facts,
  }));
}

/** Explains the access of a page of users, by id, to an instance, with a constant number of statements. */
export async function accessInInstance(
  { db, viewer, now: clock }: ReadContext,
  instance: string,
  page: { readonly after?: string | undefined; readonly limit: number },
): Promise<readonly ExplainedAccess[]> {
  const { tenantId } = viewer;
  const found: Instance = await getInstance(db.read, tenantId, instance);
  const users = await listUserResources(db.read, tenantId, page.after, page.limit);
  const now = clock();
  const ids = users.map(({ id }) => id);
  const people = await loadFacts(db.read, tenantId, ids, [found], now);
  const inOrder = people.toSorted((a, b) => (a.userId < b.userId ? -1 : 1));
  return explainAccess(db.read, tenantId, inOrder, now);
}

async function withCause(
  { db, viewer }: ReadContext,
  explained: ExplainedAccess,
  now: number,
): Promise<UserAccess> {
  const { byReason, newest } = await findCauses(db.read, viewer.tenantId, explained, now);
  const reasons = explained.reasons.map((reason) => {
    const causedBy = byReason.get(reason.code);
    return { ...(reason.code === "SIGN_IN_BLOCKED" ? blockedAt(causedBy) : reason), causedBy };
  });
  return { ...explained, reasons, causedBy: newest };
}

/** When a blocked user was blocked, and by whom. */
function blockedAt(cause: NamedCause | undefined): ExplainedReason {
  const blockedBy = cause === undefined ? undefined : cause.trigger === "scim" ? "provider" : "administrator";
  return explainReason("SIGN_IN_BLOCKED", { blockedAt: cause?.at, blockedBy });
}
