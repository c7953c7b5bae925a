import type { Database, Db } from "../db/connect.js";
import { MINUTE } from "../db/duration.js";
import { verifyPasswordIfAny } from "../directory/passwords.js";
import {
  countAttempt,
  type FailureLimits,
  failureSubject,
  forgetFailures,
  purgeFailures,
  uncountAttempt,
} from "../directory/sign-in-failures.js";
import {
  DEFAULT_TENANT_SETTINGS,
  findTenantSettings,
  type TenantSettings,
} from "../directory/tenant-settings.js";
import { findTenant } from "../directory/tenants.js";
import { type Account, findAccount } from "../directory/user-passwords.js";
import { fold } from "../schema/fold.js";
import { isAdministrator } from "./password-guard.js";

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

/** So many times the limit of an account is that of an address, behind which an office may be. */
const ADDRESS_FACTOR = 10;

/** The tenant under which guesses at names of tenants are counted. */
const NO_TENANT = "";

/**
 * Checks user name and password. An unknown tenant or user takes as long as a wrong password and is answered the
 * same; failures are counted in the database, by user name and by address, so that they hold for all servers.
 * crm.md R007, R014
 */
export async function verifySignIn(deps: SignInDeps, attempt: SignInAttempt): Promise<SignInResult> {
  const { db } = deps;
  const now = deps.now();
  const tenant = await findTenant(db.read, attempt.tenant);
  const tenantId = tenant?.id ?? NO_TENANT;
  const settings = tenant ? await findTenantSettings(db.read, tenantId) : DEFAULT_TENANT_SETTINGS;
  const counts = countsOf(attempt, settings);

  const until = await countAll(deps, tenantId, counts, now);
  if (until !== undefined) return { result: "throttled", until };

  const account = tenant && (await findAccount(db.read, tenantId, attempt.userName));
  const isRight = await verifyPasswordIfAny(attempt.password, account?.hash);
  if (!isRight || account === undefined) {
    await purgeFailures(db.write, tenantId, now);
    return { result: "wrong" };
  }
  await forgetFailures(db.write, tenantId, counts.account.subject);
  if (counts.address) await uncountAttempt(db.write, tenantId, counts.address.subject);
  return { tenantId, account, settings, result: await stateOf(db.read, tenantId, account, deps.now()) };
}

interface Count {
  readonly subject: string;
  readonly limits: FailureLimits;
}

interface Counts {
  readonly address: Count | undefined;
  readonly account: Count;
}

function countsOf({ userName, remoteAddress }: SignInAttempt, settings: TenantSettings): Counts {
  const maxFailures = settings["passwords.maxFailures"];
  const wait = settings["passwords.waitMinutes"] * MINUTE;
  return {
    account: { subject: failureSubject("account", fold(userName)), limits: { maxFailures, wait } },
    address:
      remoteAddress === undefined
        ? undefined
        : {
            subject: failureSubject("address", networkOf(remoteAddress)),
            limits: { maxFailures: maxFailures * ADDRESS_FACTOR, wait },
          },
  };
}

/** The address first: one that has to wait cannot make accounts wait as well. */
async function countAll(
  { db }: SignInDeps,
  tenantId: string,
  { address, account }: Counts,
  now: number,
): Promise<number | undefined> {
  if (address) {
    const until = await countAttempt(db.write, tenantId, address.subject, address.limits, now);
    if (until !== undefined) return until;
  }
  return countAttempt(db.write, tenantId, account.subject, account.limits, now);
}

/** Who has an IPv6 address has the 2^64 of its network. */
function networkOf(address: string): string {
  const v4 = /^(?:::ffff:)?(\d{1,3}(?:\.\d{1,3}){3})$/i.exec(address)?.[1];
  if (v4 !== undefined) return v4;
  const [head = "", tail] = address.split("::");
  const groups = head.split(":");
  if (tail === undefined) return groups.slice(0, 4).join(":");
  const filled = [...groups, ...Array.from({ length: 8 }, () => "0")];
  return filled.slice(0, 4).join(":");
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
