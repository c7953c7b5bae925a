import { type Instance, listInstances } from "../../access/instances.js";
import { insertRecords, type NewRecord } from "../../crm/records/new-records.js";
import { applicationColumns, applicationUserName } from "../../crm/sync/application.js";
import { enqueueSync } from "../../crm/sync/tasks.js";
import type { Db, Trx } from "../../db/connect.js";
import { claimApplicationId } from "../../directory/users/applications.js";
import { AppError } from "../../errors.js";
import { recordAudit } from "../../observability/audit.js";
import { crmOfUser } from "../../schema/crm-extension.js";
import type { Resource } from "../../schema/model.js";
import { findTenantName } from "../../tenants/tenants.js";
import { type Context, originOf, type ServerContext } from "../context.js";
import type { PendingChange, StoredUserChange } from "../pending-change.js";

/** The cause of the record. */
const CAUSE = "application";

/** Creates the error for an app that is already registered. R134 */
function duplicateApplication(applicationId: string): AppError {
  return new AppError(
    "DUPLICATE_APPLICATION_USER",
    `there is an application user of the app "${applicationId}" already: change that one`,
  );
}

/**
 * Returns a new application user with a default name if its client sends none. docs/modes-of-users.md
 * @param user - coerced
 */
export async function nameApplication(ctx: Context, user: Resource): Promise<Resource> {
  const { isApplication, applicationId } = crmOfUser(user);
  if (!isApplication || user["userName"] !== undefined || applicationId === undefined) return user;
  const names = await namesOf(ctx.db.read, ctx.viewer.tenantId, user, applicationId);
  return { ...user, userName: applicationUserName(names) };
}

async function namesOf(
  db: Db,
  tenantId: string,
  { displayName, userName }: Resource,
  applicationId: string,
): Promise<{ applicationId: string; name: string; tenant: string }> {
  const tenant = (await findTenantName(db, tenantId)) ?? tenantId;
  const name = [displayName, userName].find((one) => typeof one === "string" && one.trim() !== "");
  return { applicationId, name: typeof name === "string" ? name.trim() : "app", tenant };
}

/**
 * Links a registered app to its user, one to one; does nothing for people.
 * @returns the unchanged user
 * @throws AppError `uniqueness` DUPLICATE_APPLICATION_USER. R134
 */
export async function claimApplication({ trx, ctx, id: userId, next }: PendingChange): Promise<Resource> {
  const { isApplication, applicationId } = crmOfUser(next);
  if (!isApplication || applicationId === undefined) return next;
  if (await claimApplicationId(trx, ctx.viewer.tenantId, applicationId, userId)) return next;
  throw duplicateApplication(applicationId);
}

/**
 * Creates the record of an application user in instances, enabled and non-interactive at once; the instance's own row
 * follows by synchronization. R130, R134
 * @throws AppError `uniqueness` DUPLICATE_APPLICATION_USER if there is one already
 */
export async function registerApplication({
  trx,
  ctx,
  id: userId,
  next: user,
  instances,
}: Pick<StoredUserChange, "trx" | "ctx" | "id" | "next" | "instances">): Promise<void> {
  const { isApplication, applicationId } = crmOfUser(user);
  if (!isApplication || applicationId === undefined) return;
  const { tenantId } = ctx.viewer;
  const names = await namesOf(trx, tenantId, user, applicationId);
  const all = await listInstances(trx, tenantId);
  const record: NewRecord = {
    kind: "application",
    userId,
    name: typeof user["userName"] === "string" ? user["userName"] : "",
    columns: applicationColumns(names),
    mode: "nonInteractive",
    enabled: true,
    roles: [],
    reasons: ["NO_INTERACTIVE_SIGN_IN"],
    cause: CAUSE,
  };
  for (const instance of all.filter(({ id }) => instances?.includes(id) ?? true)) {
    const [recordId] = (await insertRecords(trx, tenantId, instance.id, [record], ctx.now())).values();
    if (recordId === undefined) throw duplicateApplication(applicationId);
    await note(trx, ctx, instance, userId, recordId);
  }
}

async function note(
  trx: Trx,
  ctx: ServerContext,
  { id: instanceId, name: instance }: Instance,
  userId: string,
  recordId: string,
): Promise<void> {
  const { tenantId } = ctx.viewer;
  await enqueueSync(trx, { tenantId, userIds: [userId], instanceId, cause: CAUSE }, ctx.now());
  await recordAudit(trx, originOf(ctx), ctx.now(), {
    action: "record.created",
    resourceType: "User",
    resourceId: userId,
    facts: { instanceId, instance, recordId, cause: CAUSE, reasons: ["NO_INTERACTIVE_SIGN_IN"] },
  });
}
