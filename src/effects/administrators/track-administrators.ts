import { getInstance, type Instance, listInstances } from "../../access/instances.js";
import { isSystemAdministrator } from "../../access/role-privileges.js";
import { rolesOf } from "../../access/roles-of.js";
import { type DecidedUser, hasAdministrator, openDecisions } from "../../crm/decision/decisions.js";
import { administers } from "../../crm/decision/facts.js";
import type { Trx } from "../../db/connect.js";
import type { ServerContext } from "../context.js";
import { lastSystemAdministrator } from "./system-administrators.js";

/**
 * Called after the change.
 * @throws AppError `conflict` LAST_SYSTEM_ADMINISTRATOR when it must not be
 */
export type Requirement = () => Promise<void>;

/**
 * Starts to track a change of users, so that each instance keeps somebody who can enter and administer it: a change
 * that ends the access of the last one is refused. Costs two statements if no user is System Administrator.
 * @param userIds - the changed users; their rows are locked
 * @returns the check to call after the change, in the same transaction
 */
export async function trackAdministrators(
  trx: Trx,
  ctx: ServerContext,
  userIds: readonly string[],
): Promise<Requirement> {
  const before = await placesOf(trx, ctx, userIds, administers);
  return async () => {
    if (before.size === 0) return;
    const after = await placesOf(trx, ctx, userIds, administers);
    const lost = [...before].filter(([key]) => !after.has(key));
    await requireAdministrators(
      trx,
      ctx,
      lost.map(([, instance]) => instance),
    );
  };
}

/**
 * Checks after a change outside of the users has removed their licenses.
 * @throws AppError `conflict` LAST_SYSTEM_ADMINISTRATOR
 */
export async function requireLicensedAdministrators(
  trx: Trx,
  ctx: ServerContext,
  userIds: readonly string[],
): Promise<void> {
  if (userIds.length === 0) return;
  const lost = await placesOf(trx, ctx, userIds, (one) => {
    const licensed = { ...one, facts: { ...one.facts, license: "assigned" as const } };
    return !administers(one) && administers(licensed);
  });
  await requireAdministrators(trx, ctx, [...lost.values()]);
}

/**
 * Starts to track a change of what opens instances, in the same way.
 * @param instanceIds - the instances it may close to users
 */
export async function trackInstances(
  trx: Trx,
  ctx: ServerContext,
  instanceIds: readonly string[],
): Promise<Requirement> {
  const { tenantId } = ctx.viewer;
  const concerned = (await listInstances(trx, tenantId)).filter(({ id }) => instanceIds.includes(id));
  const before: Instance[] = [];
  for (const instance of concerned) {
    if (await hasAdministrator(trx, tenantId, instance, ctx.now(), "atLast")) before.push(instance);
  }
  return () => requireAdministrators(trx, ctx, before);
}

/** Finds where users are System Administrators and meet a condition, by user and instance. */
async function placesOf(
  trx: Trx,
  ctx: ServerContext,
  userIds: readonly string[],
  holds: (one: DecidedUser) => boolean,
): Promise<ReadonlyMap<string, Instance>> {
  const { tenantId } = ctx.viewer;
  if (userIds.length === 0) return new Map();
  const held = await rolesOf(trx, tenantId, userIds);
  const ids = new Set(
    [...held.values()].flat().flatMap((role) => (isSystemAdministrator(role) ? [role.instanceId] : [])),
  );
  if (ids.size === 0) return new Map();
  const instances = (await listInstances(trx, tenantId)).filter(({ id }) => ids.has(id));
  const decisions = await openDecisions(trx, tenantId, instances, ctx.now());
  const people = await decisions.load(userIds);
  return new Map(
    people.filter(holds).map(({ userId, instance }) => [`${userId} ${instance.id}`, instance] as const),
  );
}

/** Locks the instances, so that changes which would leave nobody wait for each other. */
async function requireAdministrators(
  trx: Trx,
  ctx: ServerContext,
  instances: readonly Instance[],
): Promise<void> {
  const { tenantId } = ctx.viewer;
  const ids = new Set(instances.map(({ id }) => id));
  for (const id of [...ids].sort()) {
    const instance = await getInstance(trx, tenantId, id, true);
    if (await hasAdministrator(trx, tenantId, instance, ctx.now(), "atLast")) continue;
    throw lastSystemAdministrator(instance.name);
  }
}
