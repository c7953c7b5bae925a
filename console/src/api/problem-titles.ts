import { codeWords } from "./code-words";

/** Titles of the codes that people meet most; any other code is put into words. */
const TITLES: Readonly<Record<string, string>> = {
  SIGN_IN_FAILED: "You could not be signed in",
  SIGN_IN_BLOCKED: "Sign-in is blocked",
  SIGN_IN_THROTTLED: "Too many attempts",
  PASSWORD_CHANGE_REQUIRED: "Choose a new password",
  PASSWORD_CONFIRMATION_REQUIRED: "Your password is needed again",
  PASSWORD_EXPIRED: "The temporary password has ended",
  WOULD_SHUT_OUT: "This would shut people out",
  LICENSE_POOL_EXHAUSTED: "No seats are left",
  forbidden: "You are not permitted to do this",
  notFound: "This does not exist",
  notConnected: "Not connected",
  consoleFailed: "The page has failed",
  preconditionFailed: "Somebody has changed this meanwhile",
  tooManyRequests: "Too many requests",
};

/** Returns a title for a code: of `LICENSE_INHERITED`, "License inherited". */
export function titleOf(code: string): string {
  return TITLES[code] ?? codeWords(code);
}
