import { ADMIN_OPTIONS } from "../admin/admin-options.js";
import type { AdminContext } from "../admin/route.js";
import { type Config, loadConfig } from "../config/settings.js";
import type { Database } from "../db/connect.js";
import { syncDeps } from "../effects/records/sync-deps.js";
import { tenantContext } from "../effects/tenant-context.js";
import { createSealer } from "../mail/sealer.js";
import { configuredServerKey, mappingOf } from "../server.js";
import { getConnection } from "../tenants/connections.js";
import { getTenant, type Tenant } from "../tenants/tenants.js";
import { DEFAULT_NAME } from "../use-cases/tenants/bootstrap.js";
import type { CommandContext } from "./call-operation.js";
import type { Call } from "./command.js";
import { withDatabase } from "./database.js";

/** The context of a command. */
export interface OperatorContext extends CommandContext {
  readonly call: Call;
}

/** The actor of commands in the audit trail. */
export const OPERATOR = { actor: { kind: "cli", id: "usher" }, trigger: "cli" } as const;

/**
 * Runs a function in the context of the operator, on the tenant of `--tenant`.
 * @param connection - the connection to which new resources belong; none if undefined
 */
export async function asOperator<T>(
  call: Call,
  run: (ctx: OperatorContext) => Promise<T>,
  connection?: string,
): Promise<T> {
  return withDatabase(call, async (db) => {
    const tenant = await getTenant(db.read, call.text("tenant") ?? DEFAULT_NAME);
    return run(await operatorContext(call, db, tenant, connection));
  });
}

/** Creates the sealer of mails with the server key, which must be set only if a mail is sent. */
async function operatorContext(
  call: Call,
  db: Database,
  tenant: Tenant,
  connection: string | undefined,
): Promise<OperatorContext> {
  const config = loadConfig(call.terminal.env);
  const mapping = mappingOf(config);
  const baseUrl = serverUrl(config);
  const ctx = await tenantContext(db, tenant.id, {
    ...OPERATOR,
    options: ADMIN_OPTIONS,
    mapping,
    seal: (text, place) => createSealer(configuredServerKey(config)).seal(text, place),
    baseUrl,
  });
  const connectionId =
    connection === undefined ? undefined : (await getConnection(db.read, tenant.id, connection)).id;
  return {
    ...ctx,
    call,
    baseUrl,
    viewer: connectionId === undefined ? ctx.viewer : { ...ctx.viewer, connectionId },
    services: {
      ...HERE,
      open: (sealed, place) => createSealer(configuredServerKey(config)).open(sealed, place),
    },
    sync: syncDeps({
      db,
      mapping,
      now: ctx.now,
      reportFailure: ({ userId, instanceId }) =>
        call.note(`user ${userId} could not be synchronized in instance ${instanceId}`),
    }),
  };
}

/** A command has no log or token cache in memory. */
const HERE: Omit<AdminContext["services"], "open"> = {
  flushProvisioningLog: async () => undefined,
  forgetTokens: () => undefined,
};

function serverUrl({ publicUrl, host, port }: Config): string {
  return publicUrl ?? `http://${host.includes(":") ? `[${host}]` : host}:${port}`;
}
