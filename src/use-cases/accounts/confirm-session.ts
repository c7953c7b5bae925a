import { confirmSession, type SessionPrincipal } from "../../auth/sessions.js";
import { describeCaller } from "./describe-caller.js";
import { type SignInDeps, type SignInRefusal, verifySignIn } from "./sign-in.js";

/**
 * Checks the password of a person who is signed in with a browser, so that the session may make dangerous changes for
 * ten minutes. A wrong password counts as a failed sign-in.
 * @param attempt - the password, and the client's address
 * @returns until when it counts, in UTC milliseconds; or why it does not
 */
export async function repeatPassword(
  deps: SignInDeps,
  session: SessionPrincipal,
  attempt: { readonly password: string; readonly remoteAddress: string | undefined },
): Promise<{ readonly result: "ok"; readonly until: number } | SignInRefusal> {
  const { tenant, user } = await describeCaller(deps.db.read, session);
  const verified = await verifySignIn(deps, { ...attempt, tenant, userName: user?.userName ?? "" });
  if (verified.result === "wrong" || verified.result === "throttled") return verified;
  const { result, account } = verified;
  if (account.userId !== session.userId) return { result: "wrong" };
  if (result !== "ok") return { result };
  return { result, until: await confirmSession(deps.db.write, session, deps.now()) };
}
