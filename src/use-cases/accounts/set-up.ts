import { checkChosenPassword } from "../../auth/password-policy.js";
import { createSetupLink, findSetupTenant, type SetupLink, takeSetupLink } from "../../auth/setup-links.js";
import type { Trx } from "../../db/connect.js";
import { inTransaction } from "../../db/transaction.js";
import { countHolders, lockAdministrators } from "../../directory/users/administrators.js";
import { originOf, type ServerContext, type Services, within } from "../../effects/context.js";
import { tenantContext } from "../../effects/tenant-context.js";
import { AppError } from "../../errors.js";
import { recordAudit } from "../../observability/audit.js";
import { withCrmOfUser } from "../../schema/crm-extension.js";
import { findTenantSettings } from "../../tenants/settings.js";
import { findTenantName } from "../../tenants/tenants.js";
import { inChange } from "../changes/in-change.js";
import { createUser, readNewUser } from "../users/create-user.js";

/** The first global administrator, as the person gives it. */
export interface FirstAdministrator {
  /** The secret of the set-up link. */
  readonly setupToken: string;
  readonly userName: string;
  readonly password: string;
  readonly displayName?: string | undefined;
  readonly email?: string | undefined;
}

/** One text for links that are unknown, used or too old, so that it reveals nothing. */
const UNUSABLE =
  "this link is unknown, was used or has ended: run 'usher admin setup-link' on the server for a new one";

/**
 * Creates the set-up link of a tenant, which replaces an earlier one.
 * @throws AppError `SETUP_DONE` if the tenant has a global administrator
 */
export async function addSetupLink(ctx: ServerContext): Promise<SetupLink> {
  const { tenantId } = ctx.viewer;
  return inTransaction(ctx.db, async (trx) => {
    await requireNoAdministrator(trx, tenantId);
    const link = await createSetupLink(trx, tenantId, ctx.now());
    await recordAudit(trx, originOf(ctx), ctx.now(), {
      action: "tenant.setupLinkCreated",
      resourceType: "Tenant",
      resourceId: tenantId,
      facts: { expiresAt: new Date(link.expiresAt).toISOString() },
    });
    return link;
  });
}

/**
 * Creates the first global administrator of a tenant by its set-up link, which works once. If it fails, the link still
 * works.
 * @returns the name of the tenant
 * @throws AppError `SETUP_LINK_UNUSABLE`, `SETUP_DONE`, `invalidValue` for a user name or password that cannot be used
 */
export async function setUp(
  services: Services,
  { setupToken, userName, password, displayName, email }: FirstAdministrator,
): Promise<string> {
  const tenantId = await findSetupTenant(services.db.read, setupToken, services.now());
  if (tenantId === undefined) throw new AppError("SETUP_LINK_UNUSABLE", UNUSABLE);
  const ctx = await tenantContext(services.db, tenantId, {
    ...services,
    actor: { kind: "system", id: "setup" },
    trigger: "console",
    baseUrl: undefined,
  });
  const settings = await findTenantSettings(services.db.read, tenantId);
  checkChosenPassword(password, { minLength: settings["passwords.minLength"], userName });
  const attributes = {
    userName,
    password,
    active: true,
    ...(displayName !== undefined && { displayName }),
    ...(email !== undefined && { emails: [{ value: email, type: "work", primary: true }] }),
  };
  const user = await readNewUser(ctx, withCrmOfUser(attributes, { administratorRoles: ["global"] }));
  await inChange(ctx, async (trx) => {
    if (!(await takeSetupLink(trx, tenantId, setupToken)))
      throw new AppError("SETUP_LINK_UNUSABLE", UNUSABLE);
    await requireNoAdministrator(trx, tenantId);
    await createUser(within(ctx, trx), user);
  });
  return (await findTenantName(services.db.read, tenantId)) ?? "";
}

/** Waits for a concurrent change of administrators. @throws AppError `SETUP_DONE` */
async function requireNoAdministrator(trx: Trx, tenantId: string): Promise<void> {
  await lockAdministrators(trx, tenantId);
  if ((await countHolders(trx, tenantId, "global", { atMost: 1 })) === 0) return;
  throw new AppError(
    "SETUP_DONE",
    "the tenant has a global administrator: sign in, or run 'usher account reset-password'",
  );
}
