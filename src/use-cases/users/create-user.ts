import { setPasswordHash } from "../../auth/accounts.js";
import { newId } from "../../db/new-id.js";
import { setExternalId } from "../../directory/resources/external-ids.js";
import type { UserRow } from "../../directory/resources/resource-row.js";
import { insertUser } from "../../directory/users/users.js";
import { guardAdministrators } from "../../effects/administrators/global-administrators.js";
import { recordChange } from "../../effects/audit/record-resource.js";
import { type Context, clientSchema } from "../../effects/context.js";
import { passwordOrigin } from "../../effects/passwords/password-guard.js";
import { hashSentPassword } from "../../effects/passwords/provisioned-password.js";
import { applyEffects, runEffects } from "../../effects/pending-change.js";
import { USER_EFFECTS } from "../../effects/user-effects.js";
import { normalizeUser, splitUser } from "../../effects/users/normalize-user.js";
import { nameApplication } from "../../effects/users/register-application.js";
import { changedNames } from "../../schema/changed-names.js";
import { coerceResource } from "../../schema/coerce.js";
import type { Resource } from "../../schema/model.js";
import { inSeatTransaction } from "../seat-transaction.js";

/** A checked user that can be stored. */
export interface NewUser {
  readonly resource: Resource;
  readonly externalId: string | undefined;
  readonly passwordHash: string | undefined;
  /** The ids of the instances in which an application user gets its record; all if undefined. */
  readonly instances?: readonly string[] | undefined;
}

/**
 * Reads the representation of a user to create. It does everything that needs no transaction, because hashing takes a
 * tenth of a second and writers would wait for it.
 * @throws AppError `invalidValue`, `invalidSyntax`
 */
export async function readNewUser(ctx: Context, input: unknown): Promise<NewUser> {
  const { resource: user, ignored } = coerceResource(clientSchema(ctx, "User"), input, ctx.options);
  ctx.reportIgnored(ignored);
  const named = await nameApplication(ctx, user);
  const { resource, externalId, password } = splitUser(normalizeUser(ctx, named, undefined));
  const passwordHash = (await hashSentPassword(ctx, password)) ?? undefined;
  return { resource, externalId, passwordHash };
}

/**
 * Creates a user. RFC 7644 §3.3.
 * @throws AppError `uniqueness` when the userName is taken
 */
export async function createUser(ctx: Context, user: NewUser, id: string = newId()): Promise<UserRow> {
  const { externalId, passwordHash } = user;
  const now = ctx.now();
  const resource = await inSeatTransaction(ctx, async (trx, gate) => {
    await guardAdministrators(trx, ctx, id, undefined, user.resource);
    const change = { trx, ctx, gate, id, current: undefined, next: user.resource };
    const next = await applyEffects(USER_EFFECTS.beforeStored, "create", change);
    await insertUser(trx, ctx.viewer, id, next, now);
    const stored = { ...change, next, at: now, instances: user.instances };
    await runEffects(USER_EFFECTS.afterStored, "create", stored);
    if (passwordHash !== undefined) {
      const password = { hash: passwordHash, origin: passwordOrigin(ctx) };
      await setPasswordHash(trx, ctx.viewer.tenantId, id, password, now);
    }
    if (externalId !== undefined) await setExternalId(trx, ctx.viewer, id, externalId);
    await recordChange(trx, ctx, now, {
      action: "user.created",
      type: "User",
      id,
      before: {},
      after: { ...next, ...(externalId !== undefined && { externalId }) },
      passwordChanged: passwordHash !== undefined,
    });
    return next;
  });
  const apart = [...(externalId === undefined ? [] : ["externalId"]), ...(passwordHash ? ["password"] : [])];
  ctx.reportChanged([...changedNames({}, resource), ...apart]);
  return {
    id,
    version: 1,
    created_at: now,
    last_modified_at: now,
    resource: JSON.stringify(resource),
    external_id: externalId ?? null,
    groups: null,
  };
}
