import { findRecords } from "../../crm/records/records.js";
import type { Trx } from "../../db/connect.js";
import { lockUsers, updateUserRow } from "../../directory/users/users.js";
import { arrangeResource } from "../../schema/arrange.js";
import { crmOfUser, withCrmOfUser } from "../../schema/crm-extension.js";
import type { Resource, ResourceSchema } from "../../schema/model.js";
import { wholeViewer } from "../whole-viewer.js";

/** Returns a user with its `userKind`; that of a person follows from the access modes of the records. R118 */
export function withKind(schema: ResourceSchema, user: Resource, isShown: boolean): Resource {
  const { userKind } = crmOfUser(user);
  if (userKind === "application" || (userKind === "nonInteractive") === isShown) return user;
  return arrangeResource(schema, withCrmOfUser(user, { userKind: isShown ? "nonInteractive" : "person" }));
}

/** Returns whether a user has a record in a mode, in any instance. */
export async function isNonInteractive(trx: Trx, tenantId: string, userId: string): Promise<boolean> {
  return (await findRecords(trx, tenantId, [userId])).some(({ mode }) => mode === "nonInteractive");
}

/** Refreshes the representations of people whose `userKind` changed; it locks their rows. */
export async function refreshKinds(
  trx: Trx,
  tenantId: string,
  userIds: readonly string[],
  now: number,
): Promise<void> {
  const rows = await lockUsers(trx, tenantId, userIds);
  const records = await findRecords(trx, tenantId, userIds);
  const viewer = await wholeViewer(trx, tenantId);
  for (const row of rows) {
    const own = records.filter(({ userId }) => userId === row.id);
    const current = JSON.parse(row.resource) as Resource;
    const next = withKind(
      viewer.schemas.User,
      current,
      own.some(({ mode }) => mode === "nonInteractive"),
    );
    if (next === current) continue;
    const changed = {
      id: row.id,
      version: row.version + 1,
      last_modified_at: Math.max(now, row.last_modified_at),
    };
    await updateUserRow(trx, viewer, changed, current, next);
  }
}
