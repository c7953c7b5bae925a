import { isPasswordHash } from "../../auth/password-hash.js";
import { AppError } from "../../errors.js";
import type { Context } from "../context.js";

/**
 * Hashes the password in a user's representation: a text is new, null removes it, undefined leaves it. It runs before
 * the transaction, because it takes a tenth of a second and writers would wait for it. The hash of a password is
 * refused, or ignored and reported if the connection's options say so.
 * @throws AppError `invalidValue` PASSWORD_IS_HASH
 */
export async function hashSentPassword(
  ctx: Context,
  password: string | null | undefined,
): Promise<string | null | undefined> {
  if (typeof password !== "string") return password;
  if (!isPasswordHash(password)) return ctx.hashPassword(ctx.viewer.connectionId, password);
  if (ctx.trigger === "scim" && ctx.options.dropPasswordHashes) {
    ctx.reportIgnored(["password (a hash)"]);
    return undefined;
  }
  throw new AppError(
    "PASSWORD_IS_HASH",
    "password is the hash of one ($scheme$…), with which nobody could sign in: send the password itself, or leave it out",
  );
}
