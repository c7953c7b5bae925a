import { hashProvisioned } from "../../auth/password-hash.js";
import { isPasswordHash } from "../../auth/password-hash-form.js";
import { AppError } from "../../errors.js";
import type { Context } from "../context.js";

/**
 * Hashes the password that a representation of a user holds: a text is new, null removes it, undefined leaves it. Done
 * ahead of the transaction, since it takes a tenth of a second and writers would wait for it. A hash is no password:
 * it is refused, or left out and noted where a connection drops it.
 * @throws AppError `invalidValue` PASSWORD_IS_HASH
 */
export async function hashSentPassword(
  ctx: Context,
  password: string | null | undefined,
): Promise<string | null | undefined> {
  if (typeof password !== "string") return password;
  if (!isPasswordHash(password)) return hashProvisioned(ctx.viewer.connectionId, password);
  if (ctx.trigger === "scim" && ctx.options.dropPasswordHashes) {
    ctx.reportIgnored(["password (a hash)"]);
    return undefined;
  }
  throw new AppError(
    "PASSWORD_IS_HASH",
    "password is the hash of one ($scheme$…), with which nobody could sign in: send the password itself, or leave it out",
  );
}
