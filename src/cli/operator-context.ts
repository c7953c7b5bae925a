import { loadConfig } from "../config/settings.js";
import type { Database } from "../db/connect.js";
import type { Context } from "../effects/context.js";
import { tenantContext } from "../effects/tenant-context.js";
import { createSealer } from "../mail/sealer.js";
import { configuredServerKey, mappingOf } from "../server.js";
import { getConnection } from "../tenants/connections.js";
import type { Tenant } from "../tenants/tenants.js";
import type { Call } from "./command.js";
import { withTenant } from "./database.js";

/** The context of somebody at a terminal, with what shows resources as the admin API does. */
export interface OperatorContext extends Context {
  /** URL of the server without a trailing slash; empty where the settings do not tell it. */
  readonly baseUrl: string;
}

/**
 * The context of an operator, which seals mails with the server's own key: it must be set only where one is sent.
 * @param connection - name of the one whose resources new ones are; none if undefined
 */
export async function operatorContext(
  call: Call,
  db: Database,
  tenant: Tenant,
  connection?: string,
): Promise<OperatorContext> {
  const config = loadConfig(call.terminal.env);
  const seal: Context["seal"] = (text, place) => createSealer(configuredServerKey(config)).seal(text, place);
  const ctx = await tenantContext(db, tenant.id, {
    actor: { kind: "cli", id: "usher" },
    trigger: "cli",
    mapping: mappingOf(config),
    seal,
  });
  const baseUrl = config.publicUrl ?? "";
  // A name that is wrong must be told, where a provider would go on.
  const options = {
    ...ctx.options,
    dropUnknownAttributes: false,
    dropUnknownSchemas: false,
    acceptUnknownMembers: false,
  };
  if (connection === undefined) return { ...ctx, options, baseUrl };
  const { id: connectionId } = await getConnection(db.read, tenant.id, connection);
  return { ...ctx, options, baseUrl, viewer: { ...ctx.viewer, connectionId } };
}

/** Runs something in the context of the operator, on the tenant that `--tenant` names. */
export async function asOperator<T>(
  call: Call,
  run: (ctx: OperatorContext) => Promise<T>,
  connection?: string,
): Promise<T> {
  return withTenant(call, async (db, tenant) => run(await operatorContext(call, db, tenant, connection)));
}
