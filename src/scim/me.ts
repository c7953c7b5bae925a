import { AppError } from "../errors.js";

/**
 * The user that `/Me` means: the one the token is bound to. RFC 7644 §3.11.
 * @throws AppError `notImplemented` for the token of a provisioning client, which is nobody's
 */
export function meId(userId: string | undefined): string {
  if (userId === undefined) {
    throw new AppError("notImplemented", "/Me needs a token that is bound to a user; this one is not");
  }
  return userId;
}
