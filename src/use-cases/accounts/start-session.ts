import { lockPassword } from "../../auth/accounts.js";
import {
  createSession,
  endSession,
  endSessionsOf,
  type NewSession,
  type SessionTerms,
} from "../../auth/sessions.js";
import type { Trx } from "../../db/connect.js";
import { HOUR, MINUTE } from "../../db/duration.js";
import { inTransaction } from "../../db/transaction.js";
import { type Origin, recordAudit } from "../../observability/audit.js";
import { crmOfUser } from "../../schema/crm-extension.js";
import type { TenantSettings } from "../../tenants/settings.js";
import { type SignInAttempt, type SignInDeps, type SignInRefusal, verifySignIn } from "./sign-in.js";

/** A browser in which somebody signs in. */
export interface Browser {
  /** The name it gives itself. */
  readonly userAgent: string | undefined;
}

/** A new session, with the administrator roles of its user. */
export interface StartedSession {
  readonly result: "ok";
  readonly tenantId: string;
  readonly session: NewSession;
  readonly roles: readonly string[];
}

/**
 * Signs a person in. Any active user may sign in, without a license or a role. R014
 * @param browser - undefined for a session by token
 */
export async function startSession(
  deps: SignInDeps,
  attempt: SignInAttempt,
  requestId: string | undefined,
  browser?: Browser,
): Promise<StartedSession | SignInRefusal> {
  const verified = await verifySignIn(deps, attempt);
  if (verified.result === "wrong" || verified.result === "throttled") return verified;
  const { result, tenantId, account, settings } = verified;
  if (result !== "ok") return { result };
  const { userId, hash = "", resource } = account;
  const session = await inTransaction(deps.db, async (trx) => {
    // A concurrent change of the password ended all sessions, and no new one may follow it.
    if (!(await lockPassword(trx, tenantId, userId, hash))) return undefined;
    const now = deps.now();
    const created = await createSession(trx, tenantId, userId, termsOf(settings, browser), now);
    await recordAudit(trx, accountOrigin(tenantId, userId, requestId), now, {
      action: "session.started",
      resourceType: "Session",
      resourceId: created.id,
      facts: { userId },
    });
    return created;
  });
  if (session === undefined) return { result: "wrong" };
  return { result: "ok", tenantId, session, roles: crmOfUser(resource).administratorRoles };
}

function termsOf(settings: TenantSettings, browser: Browser | undefined): SessionTerms {
  const lifetime = settings["sessions.hours"] * HOUR;
  if (browser === undefined) return { lifetime };
  return { lifetime, browser: { ...browser, idle: settings["sessions.idleMinutes"] * MINUTE } };
}

/**
 * Ends a session of a person.
 * @returns whether the person had it
 */
export async function finishSession(
  { db, now }: SignInDeps,
  tenantId: string,
  session: { readonly id: string; readonly userId: string },
  requestId: string | undefined,
): Promise<boolean> {
  return inTransaction(db, async (trx) => {
    if (!(await endSession(trx, tenantId, session))) return false;
    await recordEnd(trx, accountOrigin(tenantId, session.userId, requestId), now(), session);
    return true;
  });
}

/** Ends all sessions of a person. */
export async function finishSessions(
  { db, now }: SignInDeps,
  tenantId: string,
  userId: string,
  requestId: string | undefined,
): Promise<void> {
  await inTransaction(db, async (trx) => {
    const origin = accountOrigin(tenantId, userId, requestId);
    for (const id of await endSessionsOf(trx, tenantId, userId)) {
      await recordEnd(trx, origin, now(), { id, userId });
    }
  });
}

async function recordEnd(
  trx: Trx,
  origin: Origin,
  at: number,
  { id, userId }: { readonly id: string; readonly userId: string },
): Promise<void> {
  await recordAudit(trx, origin, at, {
    action: "session.ended",
    resourceType: "Session",
    resourceId: id,
    facts: { userId },
  });
}

/** The context of a person who acts for themselves. */
export function accountOrigin(tenantId: string, userId: string, requestId: string | undefined): Origin {
  return { tenantId, actor: { kind: "account", id: userId }, trigger: "console", requestId };
}
