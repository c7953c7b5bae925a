import type { Request, RequestHandler, Response } from "express";
import { isWithin } from "../db/clock-skew.js";
import { SECOND } from "../db/duration.js";
import { UUID } from "../db/new-id.js";
import type { AppError } from "../errors.js";
import type { Logger } from "../observability/log.js";
import { logErrors } from "../observability/log-errors.js";
import type { LogEntry } from "../provisioning-log/entries.js";
import { errorAttributes, shownReason } from "../provisioning-log/error-text.js";
import { type Quirk } from "../provisioning-log/quirks.js";
import type { ProvisioningLogWriter } from "../provisioning-log/writer.js";
import { maskText, secretNames } from "../schema/mask-secrets.js";
import { ERROR_STATUS } from "../scim/error-response.js";
import { quirksOf } from "../scim/quirks.js";
import { shownQuery } from "../scim/shown-query.js";
import type { Principal } from "../tenants/connection.js";
import type { SchemaCache } from "../tenants/schema-cache.js";
import { captureBody, maskedBody } from "./captured-body.js";
import { operationOf } from "./scim-operation.js";

declare global {
  namespace Express {
    interface Request {
      /** Details of a SCIM request for the provisioning log; undefined for any other request. */
      trace?: RequestTrace;
    }
  }
}

/** Details that are collected while a request is served. */
export interface RequestTrace {
  changed: readonly string[];
  ignored: readonly string[];
  error: AppError | undefined;
}

/** The services that the log of requests uses. */
interface LogDeps {
  readonly provisioningLog: ProvisioningLogWriter;
  readonly schemas: SchemaCache;
  readonly log: Logger;
  /** Returns the time in UTC milliseconds. */
  readonly now: () => number;
}

/** The facts known when a request arrives. */
interface Arrival {
  readonly principal: Principal;
  /** Relative to the SCIM root. */
  readonly path: string;
  readonly query: string | undefined;
  /** Whether every request is listed, and not only counted if it reads. */
  readonly isWatched: boolean;
  /** Returns the body of the response as far as it was sent; undefined unless bodies are logged. */
  readonly responseBody: (() => Buffer) | undefined;
}

/**
 * Records each request of a connection in the provisioning log when it has ended; reads that succeed are counted, unless
 * somebody watches the connection. Expects an authenticated request.
 */
export function logProvisioning(deps: LogDeps): RequestHandler {
  const sampled = limitToOncePerSecond();
  return (req, res, next) => {
    if (req.user === undefined) return next();
    req.trace = { changed: [], ignored: [], error: undefined };
    const begin = req.url.indexOf("?");
    const now = deps.now();
    const { watchedUntil, logBodiesUntil } = req.user.connection;
    const arrival: Arrival = {
      principal: req.user,
      path: req.path,
      query: begin === -1 ? undefined : req.url.slice(begin + 1),
      isWatched: watchedUntil > now || logBodiesUntil > now,
      responseBody: logBodiesUntil > now ? captureBody(res) : undefined,
    };
    const observe = logErrors(deps.log, "could not record a request in the provisioning log", () => {
      // A connection that sends too many requests must not flood the log.
      if (res.statusCode === 429 && !sampled(arrival.principal.connection.id, deps.now())) return;
      return recordRequest(deps, arrival, req, res);
    });
    res.once("close", observe);
    return next();
  };
}

/** Returns a check that is true once a second for each connection. */
function limitToOncePerSecond(): (connectionId: string, now: number) => boolean {
  const passed = new Map<string, number>();
  return (connectionId, now) => {
    if (isWithin((passed.get(connectionId) ?? 0) + SECOND, SECOND, now)) return false;
    if (passed.size > 1000) passed.clear();
    passed.set(connectionId, now);
    return true;
  };
}

/** Records the request even if some of its details cannot be determined. */
function recordRequest(
  deps: LogDeps,
  arrival: Arrival,
  req: Request,
  res: Response,
): Promise<void> | undefined {
  const entry = toEntry(arrival, req, res, deps.now());
  const quirks = quirksShown(deps, arrival, req);
  if (quirks.includes("unquotedFilter") && res.statusCode < 400) {
    deps.log.info({ requestId: req.requestId }, "a string without quotes in a filter was read");
  }
  if (!arrival.isWatched && deps.provisioningLog.count(entry, quirks)) return undefined;
  return listRequest(deps, arrival, req, entry, quirks);
}

/** Returns the quirks of a request; none if they cannot be determined. */
function quirksShown({ log }: LogDeps, { path, query }: Arrival, req: Request): readonly Quirk[] {
  const { method, headers, requestId } = req;
  const body: unknown = req.body;
  try {
    return quirksOf({ method, path, query, headers, body });
  } catch (err) {
    log.warn({ requestId, err }, "could not determine the quirks of a client");
    return [];
  }
}

async function listRequest(
  deps: LogDeps,
  arrival: Arrival,
  req: Request,
  entry: LogEntry,
  quirks: readonly Quirk[],
): Promise<void> {
  const { path, query } = arrival;
  const { requestId } = req;
  const listed = { ...entry, query: shownQuery(query, searchOf(req, path), false) };
  const details = needsDetails(arrival, listed)
    ? await detailsOf(deps, arrival, req).catch((err: unknown) => {
        deps.log.warn({ requestId, err }, "could not determine what an error is about");
        return {};
      })
    : {};
  deps.provisioningLog.add({ ...listed, ...details }, quirks);
}

function toEntry({ principal, path }: Arrival, req: Request, res: Response, endedAt: number): LogEntry {
  const { connection, tenantId, tokenId } = principal;
  const { operation, resourceType, id } = operationOf(req.method, path);
  const { changed = [], ignored = [], error } = req.trace ?? {};
  const isComplete = res.writableFinished;
  return {
    tenantId,
    connectionId: connection.id,
    tokenId,
    requestId: req.requestId,
    endedAt,
    duration: Math.round((performance.now() - req.begunAt) * 10) / 10,
    operation,
    resourceType,
    resourceId: id ?? locationId(res),
    status: res.statusCode,
    code: error?.code ?? (isComplete ? undefined : "aborted"),
    scimType: error && ERROR_STATUS[error.code].scimType,
    attributes: [],
    changed,
    ignored,
    userAgent: req.headers["user-agent"],
  };
}

/** Returns the id of the created resource, or of the user that /Me refers to. */
function locationId(res: Response): string | undefined {
  const location = res.getHeader("Location");
  const id = typeof location === "string" ? location.slice(location.lastIndexOf("/") + 1) : "";
  return UUID.test(id) ? id : undefined;
}

function needsDetails({ responseBody }: Arrival, { code }: LogEntry): boolean {
  return responseBody !== undefined || code !== undefined;
}

/**
 * Returns the details that need the tenant's schemas: the attributes that an error concerns, and which values are
 * secret.
 */
async function detailsOf(
  { schemas: cache, now }: LogDeps,
  arrival: Arrival,
  req: Request,
): Promise<Pick<LogEntry, "attributes" | "reason" | "query" | "detail" | "requestBody" | "responseBody">> {
  const { principal, responseBody } = arrival;
  const error = req.trace?.error;
  const schemas = await cache.find(principal.tenantId, now());
  const attributes = error ? errorAttributes(error.message, schemas) : [];
  const reason = error && shownReason(error.message, schemas);
  if (responseBody === undefined) return { attributes, reason };
  const secrets = secretNames(schemas);
  const answer = responseBody().toString("utf8");
  return {
    attributes,
    reason,
    query: wholeQuery(arrival, req, secrets),
    detail: error && maskText(error.message, secrets),
    requestBody: req.body === undefined ? undefined : maskedBody(req.body, secrets),
    responseBody: answer === "" ? undefined : maskedBody(parseOrNote(answer), secrets),
  };
}

/** Returns the body of a search by POST, which contains a query. */
function searchOf({ method, body }: Request, path: string): unknown {
  return method === "POST" && /\/\.search\/?$/i.test(path) ? body : undefined;
}

function wholeQuery(
  { query, path }: Arrival,
  req: Request,
  secrets: ReadonlySet<string>,
): string | undefined {
  const shown = shownQuery(query, searchOf(req, path), true);
  return shown === undefined ? undefined : maskText(shown, secrets);
}

function parseOrNote(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return "(too long, or not JSON)";
  }
}
