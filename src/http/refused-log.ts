import type { ErrorRequestHandler, Request } from "express";
import { findTokenOwner } from "../auth/tokens.js";
import { isWithin } from "../db/clock-skew.js";
import type { Database } from "../db/connect.js";
import { SECOND } from "../db/duration.js";
import { AppError } from "../errors.js";
import type { Logger } from "../observability/log.js";
import { logErrors } from "../observability/log-errors.js";
import type { ProvisioningLogWriter } from "../provisioning-log/writer.js";
import { findOldestTenant } from "../tenants/tenants.js";
import { operationOf } from "./scim-operation.js";

/** The most refused sign-ins that are recorded in a second, one per address. */
const MAX_PER_SECOND = 10;

/** The characters of a token that are shown: enough to distinguish tokens, of 43 that are secret. */
const MAX_SHOWN = 6;

/** The services that the log of refused sign-ins uses. */
interface RefusedDeps {
  readonly db: Database;
  readonly provisioningLog: ProvisioningLogWriter;
  readonly log: Logger;
  /** Returns the time in UTC milliseconds. */
  readonly now: () => number;
}

/**
 * Records requests that were refused for their token, or for none: its beginning, the address and the client. One with
 * a revoked or expired token is recorded for its connection; any other for the oldest tenant, which is the operator's
 * own. Anybody can send such requests, so only some are recorded when there are many.
 */
export function logRefused(deps: RefusedDeps): ErrorRequestHandler {
  const isRecorded = limitPerSecond();
  return (error: unknown, req, res, next) => {
    const isRefused = error instanceof AppError && error.code === "unauthorized" && req.user === undefined;
    if (isRefused && isRecorded(req.ip ?? "", deps.now())) {
      const { path } = req;
      const observe = logErrors(deps.log, "could not record a refused sign-in", () =>
        recordRefusal(deps, error, req, path),
      );
      res.once("close", observe);
    }
    next(error);
  };
}

async function recordRefusal(deps: RefusedDeps, error: AppError, req: Request, path: string): Promise<void> {
  const { db, provisioningLog, now } = deps;
  const { scheme, secret } = credentialOf(req.headers.authorization ?? "");
  const owner =
    (secret === undefined ? undefined : await findTokenOwner(db.read, secret)) ?? (await fallbackOwner(db));
  if (owner === undefined) return;
  const { operation, resourceType, id } = operationOf(req.method, path);
  const entry = {
    ...owner,
    requestId: req.requestId,
    endedAt: now(),
    duration: Math.round((performance.now() - req.begunAt) * 10) / 10,
    operation,
    resourceType,
    resourceId: id,
    status: 401,
    code: error.code,
    scimType: undefined,
    attributes: [],
    changed: [],
    ignored: [],
    userAgent: req.headers["user-agent"],
    reason: error.message,
    path: `${req.method} ${path}`,
    address: req.ip,
    credential: secret === undefined ? scheme || undefined : `${scheme} ${beginningOf(secret)}…`,
  };
  provisioningLog.add(entry, []);
}

async function fallbackOwner(db: Database) {
  const tenant = await findOldestTenant(db.read);
  return tenant && { tenantId: tenant.id, connectionId: "", tokenId: "" };
}

/** Shows nothing of schemes other than Bearer: a password may be short. */
function credentialOf(header: string): { readonly scheme: string; readonly secret: string | undefined } {
  const [, scheme = "", secret] = /^(\S+)(?: +(\S+))?/.exec(header) ?? [];
  const isBearer = /^bearer$/i.test(scheme);
  return { scheme: isBearer ? "Bearer" : scheme.slice(0, 20), secret: isBearer ? secret : undefined };
}

/** Shows at most a third of a credential that is not one of our tokens. */
function beginningOf(secret: string): string {
  const [, prefix = "", rest = ""] = /^(usher_(?:session_)?)?(.*)$/s.exec(secret) ?? [];
  return prefix + rest.slice(0, Math.min(MAX_SHOWN, Math.floor(rest.length / 3)));
}

function limitPerSecond(): (address: string, now: number) => boolean {
  let begin = 0;
  let addresses = new Set<string>();
  return (address, now) => {
    if (!isWithin(begin + SECOND, SECOND, now)) {
      begin = now;
      addresses = new Set();
    }
    if (addresses.has(address) || addresses.size >= MAX_PER_SECOND) return false;
    addresses.add(address);
    return true;
  };
}
