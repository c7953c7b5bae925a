import type { Request, Response } from "express";
import { SECOND } from "../db/duration.js";
import { AppError } from "../errors.js";
import type { SignInAttempt, SignInRefusal } from "../use-cases/accounts/sign-in.js";
import { DEFAULT_NAME } from "../use-cases/tenants/bootstrap.js";
import { jsonBody, PLAIN_TYPES } from "./bodies.js";
import { passwordOfProvider } from "./password-of-provider.js";

/** The most characters of a name or password; no longer one is stored. */
const MAX_TEXT = 1024;

/** Reads the bodies of requests that anybody may send, which are therefore short. */
export const shortBodies = jsonBody({ limit: 16 * 1024, types: PLAIN_TYPES });

/** The error for each failed sign-in. `wrong` has one text, whatever is wrong. */
const REFUSALS = {
  wrong: () => new AppError("SIGN_IN_FAILED", "user name or password is wrong: check both, and the tenant"),
  blocked: () => new AppError("SIGN_IN_BLOCKED", "this account is blocked: ask your administrator"),
  expired: () =>
    new AppError("PASSWORD_EXPIRED", "the temporary password is too old: ask your administrator for another"),
  ofProvider: () => passwordOfProvider(),
  mustChange: () =>
    new AppError(
      "PASSWORD_CHANGE_REQUIRED",
      "the password is temporary: choose your own with POST /admin/v1/sessions/password",
    ),
} as const;

/** Returns the credentials of a request, with the address they came from. */
export function attemptOf(
  req: Request,
  {
    tenant = DEFAULT_NAME,
    userName,
    password,
  }: Pick<SignInAttempt, "userName" | "password"> & {
    readonly tenant?: string | undefined;
  },
): SignInAttempt {
  return { tenant, userName, password, remoteAddress: req.ip };
}

/**
 * Returns the error of a failed sign-in; sets `Retry-After` if the person has to wait.
 * @param now - UTC milliseconds
 */
export function signInRefusal(result: SignInRefusal, now: number, res: Response): AppError {
  if (result.result === "throttled") {
    const seconds = Math.max(1, Math.ceil((result.until - now) / SECOND));
    res.setHeader("Retry-After", String(seconds));
    return new AppError("SIGN_IN_THROTTLED", `too many failures: try again in ${seconds} s`);
  }
  return REFUSALS[result.result]();
}

/**
 * Returns the strings of a body: the required ones, and the optional ones that are there.
 * @throws AppError `invalidValue` that names the wrong member
 */
export function readTexts<Name extends string, Optional extends string = "tenant">(
  body: unknown,
  names: readonly Name[],
  optional: readonly (Optional | "tenant")[] = ["tenant"],
): Record<Name, string> & Partial<Record<Optional, string>> {
  if (typeof body !== "object" || body === null || Array.isArray(body)) {
    throw new AppError("invalidValue", `The body must be an object with ${names.join(", ")}`);
  }
  const given = new Map<string, unknown>(Object.entries(body));
  const known: readonly string[] = [...optional, ...names];
  const unknown = [...given.keys()].find((name) => !known.includes(name));
  if (unknown !== undefined) {
    throw new AppError("invalidValue", `'${unknown.slice(0, 60)}' is unknown here: use ${known.join(", ")}`);
  }
  const wanted = [...names, ...optional.filter((name) => (given.get(name) ?? undefined) !== undefined)];
  const texts = wanted.map((name) => {
    const value = given.get(name);
    if (typeof value === "string" && value.length <= MAX_TEXT) return [name, value];
    throw new AppError("invalidValue", `'${name}' must be a string of at most ${MAX_TEXT} characters`);
  });
  return Object.fromEntries(texts) as Record<Name, string> & Partial<Record<Optional, string>>;
}
