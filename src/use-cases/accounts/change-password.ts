import { replacePasswordHash } from "../../auth/accounts.js";
import { hashPassword, inSignInTurn } from "../../auth/password-hash.js";
import { checkChosenPassword } from "../../auth/password-policy.js";
import { inTransaction } from "../../db/transaction.js";
import { recordAudit } from "../../observability/audit.js";
import { type SignInAttempt, type SignInDeps, type SignInRefusal, verifySignIn } from "./sign-in.js";
import { accountOrigin } from "./start-session.js";

/** A person's request to change a password. */
export interface PasswordChange extends SignInAttempt {
  readonly newPassword: string;
  readonly requestId: string | undefined;
}

/**
 * Replaces a password, temporary or not, by one that the person chose, and ends all sessions of the person. Failures
 * are counted as in sign-ins. R007
 * @returns `ok` if it was changed; any other result is that of a sign-in, and nothing changed
 * @throws AppError `invalidValue` if the new password violates the policy
 */
export async function changePassword(
  deps: SignInDeps,
  change: PasswordChange,
): Promise<{ readonly result: "ok" } | SignInRefusal> {
  const verified = await verifySignIn(deps, change);
  if (verified.result === "wrong" || verified.result === "throttled") return verified;
  if (verified.result !== "ok" && verified.result !== "mustChange") return { result: verified.result };
  const { tenantId, account, settings } = verified;
  checkChosenPassword(change.newPassword, {
    minLength: settings["passwords.minLength"],
    userName: account.resource["userName"] as string,
    before: change.password,
  });
  // Before the transaction, because it takes a tenth of a second and writers would wait for it.
  const after = await inSignInTurn(change.remoteAddress ?? "", () => hashPassword(change.newPassword));
  const { userId, hash: before = "" } = account;
  const isChanged = await inTransaction(deps.db, async (trx) => {
    const now = deps.now();
    if (!(await replacePasswordHash(trx, tenantId, userId, { before, after }, now))) return false;
    await recordAudit(trx, accountOrigin(tenantId, userId, change.requestId), now, {
      action: "user.passwordChanged",
      resourceType: "User",
      resourceId: userId,
    });
    return true;
  });
  // Another request was faster, so the old password is wrong by now.
  return { result: isChanged ? "ok" : "wrong" };
}
