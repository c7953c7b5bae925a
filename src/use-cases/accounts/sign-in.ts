import { type Account, findAccount } from "../../auth/accounts.js";
import { inSignInTurn, verifyPasswordIfAny } from "../../auth/password-hash.js";
import { hasSignedInFrom, networkOf, rememberAddress } from "../../auth/sign-in-addresses.js";
import {
  type CountedAttempt,
  countAttempt,
  type FailureLimits,
  failureSubject,
  forgetFailures,
  purgeFailures,
  uncountAttempt,
} from "../../auth/sign-in-failures.js";
import type { Database, Db } from "../../db/connect.js";
import { MINUTE } from "../../db/duration.js";
import { isAdministrator } from "../../effects/passwords/password-guard.js";
import { fold } from "../../schema/fold.js";
import { DEFAULT_TENANT_SETTINGS, findTenantSettings, type TenantSettings } from "../../tenants/settings.js";
import { findTenant } from "../../tenants/tenants.js";

/** What a sign-in needs from the process. */
export interface SignInDeps {
  readonly db: Database;
  /** The time in UTC milliseconds. */
  readonly now: () => number;
}

/** The credentials of a sign-in. */
export interface SignInAttempt {
  /** The name of the tenant. */
  readonly tenant: string;
  readonly userName: string;
  readonly password: string;
  /** The client's address; if undefined, failures are not counted by address. */
  readonly remoteAddress: string | undefined;
}

/** A person whose password was right. */
export interface SignedIn {
  readonly tenantId: string;
  readonly account: Account;
  readonly settings: TenantSettings;
}

/**
 * `mustChange`: the person must choose a new password first; `expired`: the temporary password has expired; `blocked`:
 * the user is not active; `ofProvider`: an administrator's password that a provisioning client set.
 */
export type PasswordState = "ok" | "mustChange" | "expired" | "blocked" | "ofProvider";

/**
 * The result of a sign-in. Only a caller who knows the password learns whether the user exists or is blocked, and the
 * state of the password.
 */
export type SignInResult =
  | (SignedIn & { readonly result: PasswordState })
  | { readonly result: "wrong" }
  /** The password was not checked. `until` is in UTC milliseconds. */
  | { readonly result: "throttled"; readonly until: number };

/** A failed sign-in, without the name of the user. */
export type SignInRefusal =
  | { readonly result: Exclude<PasswordState, "ok"> | "wrong" }
  | Extract<SignInResult, { readonly result: "throttled" }>;

/** The limit of an address as a multiple of that of an account; a whole office may share an address. */
const ADDRESS_FACTOR = 10;

/** The limit of an account at a known address as a multiple of the usual one; others may share that address. */
const KNOWN_FACTOR = 100;

/** The tenant under which attempts on unknown tenants are counted. */
const NO_TENANT = "";

/**
 * Checks a user name and a password. An unknown tenant or user takes as long as a wrong password and gets the same
 * answer. Failures are counted in the database, for all servers: per user name and address, so that nobody can lock out
 * a person elsewhere, and per address. From a known address the right password is accepted, however many attempts of
 * others failed. R007, R014
 * @throws AppError `unavailable` if the queue of sign-ins is full
 */
export function verifySignIn(deps: SignInDeps, attempt: SignInAttempt): Promise<SignInResult> {
  const { remoteAddress } = attempt;
  // An attempt that cannot be checked now is not counted.
  return inSignInTurn(remoteAddress === undefined ? "" : networkOf(remoteAddress), () =>
    judge(deps, attempt),
  );
}

async function judge(deps: SignInDeps, attempt: SignInAttempt): Promise<SignInResult> {
  const { db } = deps;
  const now = deps.now();
  const tenant = await findTenant(db.read, attempt.tenant);
  const tenantId = tenant?.id ?? NO_TENANT;
  const settings = tenant ? await findTenantSettings(db.read, tenantId) : DEFAULT_TENANT_SETTINGS;
  const account = tenant && (await findAccount(db.read, tenantId, attempt.userName));

  const counts = await countsOf(deps, tenantId, attempt, account, settings);
  const counted = await countAll(deps, tenantId, counts, now);
  if (!counted.passes) return { result: "throttled", until: counted.until };

  const isRight = await verifyPasswordIfAny(attempt.password, account?.hash);
  if (!isRight || account === undefined) {
    await purgeFailures(db.write, tenantId, now);
    const isBeyond = counted.failures > settings["passwords.maxFailures"];
    return isBeyond ? { result: "throttled", until: counted.until } : { result: "wrong" };
  }
  await forgetFailures(db.write, tenantId, counts.account.subject);
  if (counts.address) await uncountAttempt(db.write, tenantId, counts.address.subject);
  const { remoteAddress } = attempt;
  if (remoteAddress !== undefined) {
    await rememberAddress(db.write, tenantId, account.userId, remoteAddress, now);
  }
  return { tenantId, account, settings, result: await stateOf(db.read, tenantId, account, deps.now()) };
}

interface Count {
  readonly subject: string;
  readonly limits: FailureLimits;
}

interface Counts {
  /** Undefined if the address is not known, or the user has signed in from it. */
  readonly address: Count | undefined;
  /** The count of the account at the address. */
  readonly account: Count;
}

async function countsOf(
  { db, now }: SignInDeps,
  tenantId: string,
  { userName, remoteAddress }: SignInAttempt,
  account: Account | undefined,
  settings: TenantSettings,
): Promise<Counts> {
  const wait = settings["passwords.waitMinutes"] * MINUTE;
  const limitsOf = (factor: number): FailureLimits => ({
    maxFailures: settings["passwords.maxFailures"] * factor,
    wait,
  });
  const network = remoteAddress === undefined ? "" : networkOf(remoteAddress);
  const pair = `${network} ${fold(userName)}`;
  const isKnown =
    account !== undefined &&
    remoteAddress !== undefined &&
    (await hasSignedInFrom(db.read, tenantId, account.userId, remoteAddress, now()));
  if (isKnown) {
    return {
      account: { subject: failureSubject("known", pair), limits: limitsOf(KNOWN_FACTOR) },
      address: undefined,
    };
  }
  return {
    account: { subject: failureSubject("pair", pair), limits: limitsOf(1) },
    address:
      remoteAddress === undefined
        ? undefined
        : { subject: failureSubject("address", network), limits: limitsOf(ADDRESS_FACTOR) },
  };
}

/** Counts the address first; while it has to wait, its attempts do not count against accounts. */
async function countAll(
  { db }: SignInDeps,
  tenantId: string,
  { address, account }: Counts,
  now: number,
): Promise<CountedAttempt> {
  if (address) {
    const counted = await countAttempt(db.write, tenantId, address.subject, address.limits, now);
    if (!counted.passes) return counted;
  }
  return countAttempt(db.write, tenantId, account.subject, account.limits, now);
}

async function stateOf(
  db: Db,
  tenantId: string,
  { userId, resource, mustChange, expiresAt, isFromProvider }: Account,
  now: number,
): Promise<PasswordState> {
  if (resource["active"] === false) return "blocked";
  if (isFromProvider && (await isAdministrator(db, tenantId, userId, resource))) return "ofProvider";
  if (expiresAt !== undefined && expiresAt <= now) return "expired";
  return mustChange ? "mustChange" : "ok";
}
