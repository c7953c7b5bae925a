import { getInstance, type Instance } from "../../access/instances.js";
import type { Db } from "../../db/connect.js";
import { groupExists, unknownGroup } from "../../directory/groups/groups.js";
import { type ServerContext } from "../../effects/context.js";
import { refreshGroupAccess } from "../../effects/groups/group-representation.js";
import { setGuard } from "../../effects/groups/guard.js";
import { checkPrecondition, type Precondition } from "../../effects/precondition.js";
import { inChange } from "../changes/in-change.js";

async function checkGroup(db: Db, tenantId: string, groupId: string | undefined): Promise<void> {
  if (groupId === undefined || (await groupExists(db, tenantId, groupId))) return;
  throw unknownGroup(groupId);
}

/**
 * Sets or clears the guard of an instance: one group at most, which stays set when the group is deleted. R105
 * @param ref - id or name of the instance
 * @param groupId - undefined for no guard
 * @throws AppError `notFound`, `preconditionFailed`, `invalidValue` UNKNOWN_GROUP
 */
export async function guardInstance(
  ctx: ServerContext,
  ref: string,
  groupId: string | undefined,
  precondition: Precondition = { ifMatch: undefined, ifNoneMatch: undefined },
): Promise<Instance> {
  const { tenantId } = ctx.viewer;
  return inChange(ctx, async (trx) => {
    const before = await getInstance(trx, tenantId, ref, true);
    checkPrecondition(before.version, precondition);
    await checkGroup(trx, tenantId, groupId);
    await setGuard(trx, ctx, before, groupId);
    const touched = [before.guardGroupId, groupId].flatMap((id) => id ?? []);
    await refreshGroupAccess(trx, ctx, [...new Set(touched)]);
    return getInstance(trx, tenantId, before.id);
  });
}
