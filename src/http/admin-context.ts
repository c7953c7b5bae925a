import type { Request } from "express";
import type { Administrator } from "../access/administrator-roles.js";
import { ADMIN_OPTIONS } from "../admin/admin-options.js";
import type { AdminContext } from "../admin/route.js";
import type { TokenCache } from "../auth/token-cache.js";
import type { Mapping } from "../crm/form/user-form.js";
import type { Database } from "../db/connect.js";
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
export interface AdminDeps {
  readonly db: Database;
  readonly mapping: Mapping;
  readonly limits: ProviderLimits;
  readonly schemas: SchemaCache;
  readonly sealer: Sealer;
  readonly tokens: TokenCache;
  readonly provisioningLog: ProvisioningLogWriter;
  readonly log: Logger;
  /** Returns the URL of the server without a trailing slash, as clients reach it. */
  readonly baseUrlOf: (req: Request) => string;
  /** Returns the time in UTC milliseconds. */
  readonly now: () => number;
}

/** What the request of an administrator works with. */
export interface AdministratorContext extends AdminContext {
  readonly administrator: Administrator;
}

/** The context of an administrator's request that has passed authentication: the whole of the token's tenant. */
export async function adminContextOf(deps: AdminDeps, req: Request): Promise<AdministratorContext> {
  const principal = req.user as Principal;
  const { tenantId, tokenId, connection, scopes, userId } = principal;
  const now = deps.now();
  const [administrator, schemas] = await Promise.all([
    findAdministrator(deps.db.read, principal),
    deps.schemas.find(tenantId, now),
  ]);
  return {
    db: deps.db,
    viewer: { tenantId, connectionId: connection.id, visibility: "all", schemas },
    actor: userId === undefined ? { kind: "token", id: tokenId } : { kind: "account", id: userId },
    trigger: "admin",
    requestId: req.requestId,
    scopes,
    options: ADMIN_OPTIONS,
    mapping: deps.mapping,
    seal: deps.sealer.seal,
    now: deps.now,
    reportIgnored: () => undefined,
    reportChanged: () => undefined,
    reportAlarm: alarmReporter(deps.log, req, tenantId),
    administrator,
    baseUrl: deps.baseUrlOf(req),
    sync: syncDeps({
      db: deps.db,
      mapping: deps.mapping,
      now: deps.now,
      reportFailure: (task, err) => deps.log.warn({ ...task, err }, "synchronization of a person failed"),
    }),
    services: {
      flushProvisioningLog: () => deps.provisioningLog.flush(),
      forgetTokens: () => deps.tokens.forget(),
    },
  };
}
