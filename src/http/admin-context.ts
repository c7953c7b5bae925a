import type { Request } from "express";
import type { Administrator } from "../access/administrator-roles.js";
import { ADMIN_OPTIONS } from "../admin/admin-options.js";
import type { AdminContext } from "../admin/route.js";
import { mustConfirm } from "../auth/sessions.js";
import type { TokenCache } from "../auth/token-cache.js";
import type { Caller, Services } from "../effects/context.js";
import { syncDeps } from "../effects/records/sync-deps.js";
import type { Sealer } from "../mail/sealer.js";
import type { Logger } from "../observability/log.js";
import type { ProvisioningLogWriter } from "../provisioning-log/writer.js";
import type { ProviderLimits } from "../scim/service-provider-config.js";
import type { Principal } from "../tenants/connection.js";
import type { SchemaCache } from "../tenants/schema-cache.js";
import { findAdministrator } from "../use-cases/accounts/find-administrator.js";
import { alarmReporter } from "./report-alarm.js";

/** The services that the administrators' routes use. */
export interface AdminDeps extends Services {
  readonly limits: ProviderLimits;
  readonly schemas: SchemaCache;
  readonly tokens: TokenCache;
  readonly provisioningLog: ProvisioningLogWriter;
  readonly log: Logger;
  /** Decrypts what `seal` encrypted. */
  readonly open: Sealer["open"];
  /** Returns the URL of the server without a trailing slash, as clients reach it. */
  readonly baseUrlOf: (req: Request) => string;
}

/** The context of an administrator's request. */
export interface AdministratorContext extends AdminContext {
  readonly administrator: Administrator;
}

/** Returns the caller of an administrator's request: an account or a token, which sees its whole tenant. */
async function callerOf(
  deps: AdminDeps,
  req: Request,
): Promise<Caller & Pick<AdministratorContext, "administrator" | "baseUrl">> {
  const principal = req.user as Principal;
  const { tenantId, tokenId, connection, scopes, userId } = principal;
  const [administrator, schemas] = await Promise.all([
    findAdministrator(deps.db.read, principal),
    deps.schemas.find(tenantId, deps.now()),
  ]);
  return {
    viewer: { tenantId, connectionId: connection.id, visibility: "all", schemas },
    actor: userId === undefined ? { kind: "token", id: tokenId } : { kind: "account", id: userId },
    trigger: "admin",
    administrator,
    requestId: req.requestId,
    mustConfirm: mustConfirm(principal, deps.now()),
    scopes,
    options: ADMIN_OPTIONS,
    baseUrl: deps.baseUrlOf(req),
    reportIgnored: () => undefined,
    reportChanged: () => undefined,
    reportAlarm: alarmReporter(deps.log, req, tenantId),
  };
}

/** Returns the context of an authenticated administrator's request, which covers the token's whole tenant. */
export async function adminContextOf(deps: AdminDeps, req: Request): Promise<AdministratorContext> {
  const { db, mapping, seal, now, hashPassword, wait, log } = deps;
  return {
    db,
    mapping,
    seal,
    now,
    hashPassword,
    wait,
    ...(await callerOf(deps, req)),
    sync: syncDeps({
      db,
      mapping,
      now,
      reportFailure: (task, err) => log.warn({ ...task, err }, "synchronization of a person failed"),
    }),
    services: {
      flushProvisioningLog: () => deps.provisioningLog.flush(),
      forgetTokens: () => deps.tokens.forget(),
      open: deps.open,
    },
  };
}
