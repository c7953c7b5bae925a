import { v7 as uuidv7 } from "uuid";
import { inTransaction } from "../db/transaction.js";
import { setExternalId } from "../directory/external-ids.js";
import { hashPassword, setPasswordHash } from "../directory/passwords.js";
import type { UserRow } from "../directory/resource-row.js";
import { insertUser } from "../directory/users.js";
import { coerceResource } from "../schema/coerce.js";
import type { Context } from "./context.js";
import { settleUser, splitUser } from "./user-rules.js";

/**
 * Creates a user from a SCIM representation. RFC 7644 §3.3.
 * @throws AppError `uniqueness` when the userName is taken, `invalidValue`, `invalidSyntax`
 */
export async function createUser(ctx: Context, input: unknown): Promise<UserRow> {
  const { resource: user, ignored } = coerceResource(ctx.viewer.schemas.User, input, ctx.mode);
  ctx.reportIgnored(ignored);
  const { resource, externalId, password } = splitUser(settleUser(ctx, user, undefined));
  const hash = password === undefined ? undefined : await hashPassword(password);
  const now = ctx.now();
  const id = uuidv7();
  await inTransaction(ctx.db, async (trx) => {
    await insertUser(trx, ctx.viewer, id, resource, now);
    if (hash !== undefined) await setPasswordHash(trx, ctx.viewer.tenantId, id, hash, now);
    if (externalId !== undefined) await setExternalId(trx, ctx.viewer, id, externalId);
  });
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
