import { isDeepStrictEqual } from "node:util";
import { insertBusinessUnit, ROOT_NAME } from "../../access/business-units.js";
import type { NewInstance } from "../../access/instances.js";
import { getInstance, type Instance, insertInstance, updateInstance } from "../../access/instances.js";
import { isSystemAdministrator } from "../../access/role-privileges.js";
import { insertDefaultRoles } from "../../access/security-roles.js";
import { decisionOf, openDecisions } from "../../crm/decision/decisions.js";
import { insertRecords, type NewRecord } from "../../crm/records/new-records.js";
import { insertJob } from "../../crm/sync/jobs.js";
import type { Trx } from "../../db/connect.js";
import { instanceValues, valueChanges } from "../../effects/audit/audit-values.js";
import type { ServerContext } from "../../effects/context.js";
import { originOf } from "../../effects/context.js";
import { refreshGroupAccess } from "../../effects/groups/group-representation.js";
import { checkPrecondition, type Precondition } from "../../effects/precondition.js";
import { AppError } from "../../errors.js";
import { recordAudit } from "../../observability/audit.js";
import { inChange } from "../changes/in-change.js";
import { refreshAllRoles } from "../roles/refresh-roles.js";

/** The first instance of a tenant. */
const FIRST: NewInstance = { name: "main", displayName: "Main", type: "default" };

/** The platform's own users in each instance, which nobody sees or changes. docs/modes-of-users.md */
const SYSTEM_USERS: readonly NewRecord[] = (
  [
    ["crmoln@microsoft.com", "supportUser"],
    ["crmoln2@microsoft.com", "delegatedAdmin"],
  ] as const
).map(([name, mode]) => ({
  kind: "system",
  name,
  columns: { domainname: name },
  mode,
  enabled: true,
  roles: [],
  reasons: ["SYSTEM_USER"],
  cause: "instance",
}));

/**
 * Creates an instance with its root business unit, default roles and the platform's own users. R063
 * @throws AppError `uniqueness` INSTANCE_NAME_TAKEN, `invalidValue`
 */
export async function createInstance(
  trx: Trx,
  tenantId: string,
  instance: NewInstance,
  now: number,
): Promise<Instance> {
  const made = await insertInstance(trx, tenantId, instance, now);
  const rootId = await insertBusinessUnit(trx, tenantId, made.id, { name: ROOT_NAME }, now);
  await insertDefaultRoles(trx, tenantId, made.id, rootId, now);
  await insertRecords(trx, tenantId, made.id, SYSTEM_USERS, now);
  return made;
}

/** Creates the first instance of a new tenant, in the transaction that creates the tenant. */
export async function createFirstInstance(trx: Trx, tenantId: string, now: number): Promise<void> {
  await createInstance(trx, tenantId, FIRST, now);
}

/**
 * Adds an instance with its root business unit and default roles; a job then creates the records of people. Roles that
 * connections want in all instances, or in one of this name, are assigned there too. R063
 * @throws AppError `uniqueness` INSTANCE_NAME_TAKEN, `invalidValue`
 */
export async function addInstance(ctx: ServerContext, instance: NewInstance): Promise<Instance> {
  const now = ctx.now();
  const added = await inChange(ctx, async (trx) => {
    const made = await createInstance(trx, ctx.viewer.tenantId, instance, now);
    await recordAudit(trx, originOf(ctx), now, {
      action: "instance.created",
      resourceType: "Instance",
      resourceId: made.id,
      changes: valueChanges({}, instanceValues(made)),
    });
    await insertJob(trx, ctx.viewer.tenantId, made.id, now);
    return made;
  });
  await refreshAllRoles(ctx);
  return added;
}

/** The properties of an instance that can change; omitted ones stay unchanged. */
export type InstanceChange = Partial<Pick<Instance, "displayName" | "type" | "connectorConfig">>;

/**
 * Changes the name, the purpose and the URL of an instance.
 * @param ref - its id or name
 * @throws AppError `notFound`, `preconditionFailed`
 */
export async function changeInstance(
  ctx: ServerContext,
  ref: string,
  precondition: Precondition,
  change: InstanceChange,
): Promise<Instance> {
  const { tenantId } = ctx.viewer;
  const now = ctx.now();
  return inChange(ctx, async (trx) => {
    const before = await getInstance(trx, tenantId, ref, true);
    checkPrecondition(before.version, precondition);
    const after: Instance = { ...before, ...change };
    if (isDeepStrictEqual(before, after)) return before;
    await updateInstance(trx, tenantId, after, now);
    await recordAudit(trx, originOf(ctx), now, {
      action: "instance.changed",
      resourceType: "Instance",
      resourceId: before.id,
      changes: valueChanges(instanceValues(before), instanceValues(after)),
      facts: { connectorChanged: !isDeepStrictEqual(before.connectorConfig, after.connectorConfig) },
    });
    const { guardGroupId } = before;
    if (guardGroupId !== undefined) await refreshGroupAccess(trx, ctx, [guardGroupId]);
    return getInstance(trx, tenantId, before.id);
  });
}

/**
 * Returns whether the requesting account may enter an instance now and, if asked, is System Administrator there. R107,
 * R109, R123
 * @param instance - id or name; nobody is in an unknown one
 */
export async function isInInstance(
  { db, viewer, administrator, now }: ServerContext,
  instance: string,
  who: "administrators" | "everybody",
): Promise<boolean> {
  const userId = administrator?.userId;
  if (userId === undefined) return false;
  const { tenantId } = viewer;
  const found = await getInstance(db.read, tenantId, instance).catch((error: unknown) => {
    if (error instanceof AppError && error.code === "notFound") return undefined;
    throw error;
  });
  if (found === undefined) return false;
  const [one] = await (await openDecisions(db.read, tenantId, [found], now())).load([userId]);
  if (one === undefined || !decisionOf(one).apiAccess) return false;
  return who === "everybody" || one.roles.some(isSystemAdministrator);
}
