import { createSetupLink, type SetupLink } from "../../auth/setup-links.js";
import { insertToken, isKnownToken } from "../../auth/tokens.js";
import type { Database, Db, Trx } from "../../db/connect.js";
import { queryFirst } from "../../db/query.js";
import { inTransaction } from "../../db/transaction.js";
import { type Origin, recordAudit } from "../../observability/audit.js";
import type { ClientName } from "../../tenants/client-names.js";
import type { Scope } from "../../tenants/connection.js";
import { insertConnection } from "../../tenants/connections.js";
import { insertTenant } from "../../tenants/tenants.js";

/** The options of the first start. */
export interface BootstrapInput {
  /** The first token of the first connection; generated if undefined. */
  readonly token?: string | undefined;
  /** The first administrator's token; generated if undefined. */
  readonly adminToken?: string | undefined;
  /** The product whose preset the first connection has; none if undefined. */
  readonly client?: ClientName | undefined;
  /** Gives the first tenant what stands above the directory, in the same transaction. */
  readonly equip?: (trx: Trx, tenantId: string, now: number) => Promise<void>;
  /** UTC milliseconds. */
  readonly now: number;
}

/**
 * The result of the first start. It contains a secret only if that was generated, to be printed once and never logged.
 */
export interface BootstrapResult {
  /** Whether this call, of several concurrent ones, created the first tenant. */
  readonly created: boolean;
  readonly secret: string | undefined;
  readonly adminSecret: string | undefined;
  /** Makes the first administrator with a browser; none if the administrator's token is configured. */
  readonly setupLink: SetupLink | undefined;
  /** Configured tokens that this database does not know and that therefore do not work. */
  readonly ignored: readonly ("token" | "adminToken")[];
}

/** The name of the first tenant and of its first connection. */
export const DEFAULT_NAME = "default";

/** The actor that creates the first tenant. */
const BOOTSTRAP: Origin["actor"] = { kind: "system", id: "bootstrap" };

const SCOPES: readonly Scope[] = ["scim", "crm.read", "access.read"];
const ADMIN_SCOPES: readonly Scope[] = ["admin:global"];

/**
 * Creates the first tenant, connection and tokens in an empty database; a database with a tenant is left unchanged. Of
 * several concurrent processes exactly one creates them.
 */
export async function bootstrap(db: Database, input: BootstrapInput): Promise<BootstrapResult> {
  const secrets = (await isEmpty(db.write))
    ? await inTransaction(db, (trx) => createFirst(trx, input))
    : undefined;
  if (secrets !== undefined) return { created: true, ...secrets, ignored: [] };
  const ignored: ("token" | "adminToken")[] = [];
  for (const name of ["token", "adminToken"] as const) {
    const secret = input[name];
    if (secret !== undefined && !(await isKnownToken(db.write, secret))) ignored.push(name);
  }
  return { created: false, secret: undefined, adminSecret: undefined, setupLink: undefined, ignored };
}

async function isEmpty(db: Db): Promise<boolean> {
  return (await queryFirst(db, "select 1 from tenants limit 1")) === undefined;
}

async function createFirst(
  trx: Trx,
  input: BootstrapInput,
): Promise<Pick<BootstrapResult, "secret" | "adminSecret" | "setupLink"> | undefined> {
  const { now } = input;
  if (!(await isEmpty(trx))) return undefined;
  // The name is unique: a concurrent process that also found the database empty waits here and adds nothing.
  const tenant = await insertTenant(trx, DEFAULT_NAME, now);
  if (tenant === undefined) return undefined;
  await input.equip?.(trx, tenant.id, now);
  const connection = await insertConnection(trx, tenant.id, DEFAULT_NAME, { client: input.client }, now);
  const owner = { tenantId: tenant.id, connectionId: connection.id };
  const first = await insertToken(
    trx,
    { ...owner, name: "first token", scopes: SCOPES, secret: input.token },
    now,
  );
  const admin = await insertToken(
    trx,
    { ...owner, name: "first administrator", scopes: ADMIN_SCOPES, secret: input.adminToken },
    now,
  );
  const origin: Origin = { tenantId: tenant.id, actor: BOOTSTRAP, trigger: "cli", requestId: undefined };
  await recordAudit(trx, origin, now, {
    action: "tenant.bootstrapped",
    resourceType: "Tenant",
    resourceId: tenant.id,
    facts: { connectionId: connection.id, tokenIds: [first.id, admin.id] },
  });
  const setupLink = input.adminToken === undefined ? await createSetupLink(trx, tenant.id, now) : undefined;
  return {
    setupLink,
    secret: input.token === undefined ? first.secret : undefined,
    adminSecret: input.adminToken === undefined ? admin.secret : undefined,
  };
}
