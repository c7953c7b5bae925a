import { isDeepStrictEqual } from "node:util";
import { setPasswordHash } from "../../auth/accounts.js";
import { mayHaveRecordSql } from "../../crm/sync/tasks.js";
import type { Trx } from "../../db/connect.js";
import { dialectOf } from "../../db/query.js";
import { setExternalId } from "../../directory/resources/external-ids.js";
import { toResource, type UserRow } from "../../directory/resources/resource-row.js";
import { lockUser, updateUserRow } from "../../directory/users/users.js";
import { guardAdministrators } from "../../effects/administrators/global-administrators.js";
import { mayShutOut } from "../../effects/administrators/system-administrators.js";
import { trackAdministrators } from "../../effects/administrators/track-administrators.js";
import { namedRights } from "../../effects/attributes/wished-rights.js";
import { recordChange } from "../../effects/audit/record-resource.js";
import type { Context } from "../../effects/context.js";
import { clientOf, userNotFound } from "../../effects/not-found.js";
import { checkPasswordMayChange, passwordOrigin } from "../../effects/passwords/password-guard.js";
import { applyEffects, runEffects } from "../../effects/pending-change.js";
import { checkPrecondition, type Precondition } from "../../effects/precondition.js";
import { isUnitNamed } from "../../effects/roles/apply-business-unit.js";
import { USER_EFFECTS } from "../../effects/user-effects.js";
import { refusePassword } from "../../effects/users/application-rules.js";
import { normalizeUser, splitUser, type UserParts } from "../../effects/users/normalize-user.js";
import { changedNames } from "../../schema/changed-names.js";
import { crmOfUser } from "../../schema/crm-extension.js";
import type { Resource } from "../../schema/model.js";
import { inSeatTransaction } from "../seat-transaction.js";

/** A change of a user: a pure function of the stored user, and the change of the password. */
export interface UserChange {
  /** Gets the stored user with its externalId and must not modify it; may run more than once. */
  apply(current: Resource): Resource;
  /**
   * The licenses and roles in the request, whatever the user already has: each source keeps its own request, even if
   * nothing visible changes. Undefined if the change names none.
   */
  readonly wishes?: (() => Resource) | undefined;
  /** The hash of a new password; null removes the password, undefined keeps it. */
  readonly passwordHash: string | null | undefined;
}

export { notFound } from "../../effects/not-found.js";

async function store(
  trx: Trx,
  ctx: Context,
  row: UserRow,
  before: UserParts,
  after: UserParts,
): Promise<UserRow> {
  const changed: UserRow = {
    ...row,
    // Never earlier than before, even for two changes within a millisecond or after a clock was set back.
    last_modified_at: Math.max(ctx.now(), row.last_modified_at),
    version: row.version + 1,
    resource: JSON.stringify(after.resource),
    external_id: after.externalId ?? null,
  };
  await updateUserRow(trx, ctx.viewer, changed, before.resource, after.resource);
  if (after.externalId !== before.externalId) {
    await setExternalId(trx, ctx.viewer, row.id, after.externalId);
  }
  return changed;
}

/**
 * Changes a user in one transaction. A change without effect keeps version and lastModified.
 * @throws AppError `notFound`, `preconditionFailed`, and whatever the change or the checks find
 * @see RFC 7644 §3.5
 */
export async function updateUser(
  ctx: Context,
  id: string,
  precondition: Precondition,
  change: UserChange,
): Promise<UserRow> {
  let names: string[] = [];
  const user = await inSeatTransaction(ctx, async (trx, gate) => {
    const locked = await lockUser(trx, ctx.viewer, id, mayHaveRecordSql(dialectOf(trx)));
    if (!locked) throw await userNotFound(trx, ctx.viewer.tenantId, id, clientOf(ctx));
    const { meets: mayHaveRecord, ...row } = locked;
    checkPrecondition(row.version, precondition);

    const current = toResource(row);
    const wanted = normalizeUser(ctx, change.apply(current), current);
    await guardAdministrators(trx, ctx, id, current, wanted);
    const wishes = namedRights(ctx.viewer.schemas.User, change.wishes?.() ?? {});
    const requireKept = await trackAdministrators(trx, ctx, mayShutOut(current, wanted) ? [id] : []);
    const namesUnit = isUnitNamed(change, current);
    const pending = { trx, ctx, gate, id, current, next: wanted, wishes, namesUnit };
    const next = await applyEffects(USER_EFFECTS.beforeStored, "update", pending);
    const before = splitUser(current);
    const after = splitUser(next);

    const { passwordHash } = change;
    if (passwordHash === undefined && isDeepStrictEqual(current, next)) return row;
    if (passwordHash !== undefined) await checkPasswordMayChange(trx, ctx, id, current);
    if (crmOfUser(current).isApplication) refusePassword(passwordHash);
    const changed = await store(trx, ctx, row, before, after);
    const stored = { ...pending, next, at: changed.last_modified_at, mayHaveRecord: Boolean(mayHaveRecord) };
    await runEffects(USER_EFFECTS.afterStored, "update", stored);
    names = [...changedNames(current, next), ...(passwordHash === undefined ? [] : ["password"])];
    if (passwordHash !== undefined) {
      await setPasswordHash(
        trx,
        ctx.viewer.tenantId,
        id,
        { hash: passwordHash ?? undefined, origin: passwordOrigin(ctx) },
        changed.last_modified_at,
      );
    }
    await recordChange(trx, ctx, changed.last_modified_at, {
      action: "user.changed",
      type: "User",
      id,
      before: current,
      after: next,
      passwordChanged: passwordHash !== undefined,
    });
    await requireKept();
    return changed;
  });
  ctx.reportChanged(names);
  return user;
}
