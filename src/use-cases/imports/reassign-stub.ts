import { getInstance } from "../../access/instances.js";
import { moveRows } from "../../crm/records/owned-rows.js";
import { findRecord, findRecords } from "../../crm/records/records.js";
import { lockUsers } from "../../directory/users/users.js";
import { originOf, type ServerContext } from "../../effects/context.js";
import { userNotFound } from "../../effects/not-found.js";
import { AppError } from "../../errors.js";
import { recordAudit } from "../../observability/audit.js";
import { quote } from "../../schema/quote.js";
import { inChange } from "../changes/in-change.js";

/**
 * Reassigns all rows that a stub owns in an instance to a user who was created later. The stub remains; repeating the
 * call moves rows that were imported since. R143
 * @param ref - id or name of the instance
 * @param recordId - the record of the stub
 * @param userId - a user with a record in the instance
 * @returns the number of rows
 * @throws AppError `notFound`; `conflict` NOT_SYNCHRONIZED_YET; `mutability` if the user is a stub too
 */
export async function reassignStub(
  ctx: ServerContext,
  ref: string,
  recordId: string,
  userId: string,
): Promise<number> {
  const { tenantId } = ctx.viewer;
  return inChange(ctx, async (trx) => {
    const { id: instanceId, name: instance } = await getInstance(trx, tenantId, ref);
    const [user] = await lockUsers(trx, tenantId, [userId]);
    if (user === undefined) throw await userNotFound(trx, tenantId, userId);
    const stub = await findRecord(trx, tenantId, instanceId, recordId);
    if (stub?.kind !== "stub") {
      throw new AppError("notFound", `The instance ${quote(instance)} has no stub ${quote(recordId)}`);
    }
    const [record] = await findRecords(trx, tenantId, [userId], instanceId);
    if (record === undefined) {
      throw new AppError(
        "NOT_SYNCHRONIZED_YET",
        `the user has no record in instance ${quote(instance)} yet: license and synchronize first`,
      );
    }
    const rows = await moveRows(trx, tenantId, instanceId, stub.id, record.id);
    await recordAudit(trx, originOf(ctx), ctx.now(), {
      action: "stub.reassigned",
      resourceType: "User",
      resourceId: userId,
      facts: { instanceId, instance, stub: stub.id, recordId: record.id, rows },
    });
    return rows;
  });
}
