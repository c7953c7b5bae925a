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

/** What the check of a password needs. */
export interface SignInDeps {
  readonly db: Database;
  /** The time in UTC milliseconds. */
  readonly now: () => number;
}

/** Somebody who says who they are. */
export interface SignInAttempt {
  /** Name of the tenant. */
  readonly tenant: string;
  readonly userName: string;
  readonly password: string;
  /** From where; undefined when that is not known, and then it is not counted. */
  readonly remoteAddress: string | undefined;
}

/** Somebody whose password was right. */
export interface SignedIn {
  readonly tenantId: string;
  readonly account: Account;
  readonly settings: TenantSettings;
}

/**
 * `mustChange`: another password must be chosen first; `expired`: it is too late for that; `blocked`: not active;
 * `ofProvider`: of an administrator, and set by a provisioning client.
 */
export type PasswordState = "ok" | "mustChange" | "expired" | "blocked" | "ofProvider";

/**
 * What came of it. Whether there is such a user, whether it is blocked, and the state of its password are told only to
 * those who know the password.
 */
export type SignInResult =
  | (SignedIn & { readonly result: PasswordState })
  | { readonly result: "wrong" }
  /** Nothing was judged. `until` is in UTC milliseconds. */
  | { readonly result: "throttled"; readonly until: number };

/** A sign-in that came to nothing, without a word of whose it was. */
export type SignInRefusal =
  | { readonly result: Exclude<PasswordState, "ok"> | "wrong" }
  | Extract<SignInResult, { readonly result: "throttled" }>;

/** So many times the limit of an account at an address is that of the address, behind which an office may be. */
const ADDRESS_FACTOR = 10;

/** So many times the limit is that of an account at an address from which it has signed in: others may be there too. */
const KNOWN_FACTOR = 100;

/** The tenant under which guesses at names of tenants are counted. */
const NO_TENANT = "";

/**
 * Checks user name and password. An unknown tenant or user takes as long as a wrong password and is answered the
 * same; failures are counted in the database, so that they hold for all servers: for a user name at an address, so
 * that nobody can lock out somebody who is elsewhere, and for an address. Where somebody has signed in before, the
 * right password is taken however often others were wrong there.
 * R007, R014
 * @throws AppError `unavailable` when too many are at it
 */
export function verifySignIn(deps: SignInDeps, attempt: SignInAttempt): Promise<SignInResult> {
  const { remoteAddress } = attempt;
  // What cannot be judged now is not counted either.
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
  /** Undefined where the address is not known, or has been signed in from. */
  readonly address: Count | undefined;
  /** Of the account at the address. */
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

/** The address first: one that has to wait no longer counts against accounts. */
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
