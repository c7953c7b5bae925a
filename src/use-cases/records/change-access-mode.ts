import type { AccessMode } from "../../access/access-facts.js";
import { getInstance } from "../../access/instances.js";
import { defaultModeOf } from "../../crm/decision/facts.js";
import { findRecords, type UserRecord } from "../../crm/records/records.js";
import { lockUsers } from "../../directory/users/users.js";
import { trackAdministrators } from "../../effects/administrators/track-administrators.js";
import type { ServerContext } from "../../effects/context.js";
import { userNotFound } from "../../effects/not-found.js";
import { setModes } from "../../effects/records/set-modes.js";
import { refreshKinds } from "../../effects/records/user-kind.js";
import { refuseFixed } from "../../effects/users/application-rules.js";
import { crmOfUser } from "../../schema/crm-extension.js";
import type { Resource } from "../../schema/model.js";
import { inChange } from "../changes/in-change.js";

/**
 * Sets the access mode of a person's record in one instance. The record changes at once, the instance itself by
 * synchronization. R110–R113, R116, R121–R124
 * @param instance - id or name
 * @returns the record
 * @throws AppError `notFound`; `mutability` STUB_USER, APPLICATION_USER_FIXED; and as `setModes`
 */
export async function changeAccessMode(
  ctx: ServerContext,
  userId: string,
  instance: string,
  mode: AccessMode,
): Promise<UserRecord> {
  const { tenantId } = ctx.viewer;
  return inChange(ctx, async (trx) => {
    const { id: instanceId, ...rest } = await getInstance(trx, tenantId, instance);
    const [row] = await lockUsers(trx, tenantId, [userId]);
    if (row === undefined) throw await userNotFound(trx, tenantId, userId);
    const user = JSON.parse(row.resource) as Resource;
    refuseFixed(user, "accessMode");
    const requireKept = await trackAdministrators(trx, ctx, [userId]);
    const order = { userId, to: mode, byDefault: defaultModeOf(crmOfUser(user)), isChosen: true };
    await setModes(trx, ctx, order, [{ id: instanceId, ...rest }]);
    await requireKept();
    await refreshKinds(trx, tenantId, [userId], ctx.now());
    const [record] = await findRecords(trx, tenantId, [userId], instanceId);
    if (record === undefined) throw new Error("a record whose mode was set is there");
    return record;
  });
}
