import { getInstance, type Instance } from "../../access/instances.js";
import { findRecords } from "../../crm/records/records.js";
import { customRoleExpected } from "../../crm/sync/application.js";
import type { Trx } from "../../db/connect.js";
import { findApplicationUser } from "../../directory/users/applications.js";
import { lockUsers } from "../../directory/users/users.js";
import { type Context, within } from "../../effects/context.js";
import { registerApplication } from "../../effects/users/register-application.js";
import type { Warning } from "../../effects/warnings.js";
import { AppError } from "../../errors.js";
import { withCrmOfUser } from "../../schema/crm-extension.js";
import type { Resource } from "../../schema/model.js";
import { inChange } from "../changes/in-change.js";
import { moveUser } from "../roles/move-user.js";
import { getUserRoles, setUserRoles } from "../roles/user-roles.js";
import { createUser, readNewUser } from "../users/create-user.js";

/** The request to add an application user. */
export interface ApplicationInput {
  /** The UUID of the registered app. */
  readonly applicationId: string;
  /** Its name; optional if it has an application user in another instance. */
  readonly displayName?: string | undefined;
  /** Id, path or name; the root if undefined. */
  readonly businessUnit?: string | undefined;
  /** Ids or names of roles of the business unit. */
  readonly roles?: readonly string[] | undefined;
}

/** An application user in an instance. */
export interface ApplicationUser {
  readonly userId: string;
  readonly recordId: string;
  readonly userName: string;
  readonly applicationId: string;
  /** Names. */
  readonly roles: readonly string[];
  /** `CUSTOM_ROLE_EXPECTED`, `NO_SECURITY_ROLE`. R133 */
  readonly warnings: readonly Warning[];
}

/**
 * Adds the application user of a registered app to an instance, and creates it if the app has none. It is enabled and
 * non-interactive at once, and needs neither a license nor a group. R128, R130–R135
 * @param ref - id or name of the instance
 * @throws AppError `notFound`, `uniqueness` DUPLICATE_APPLICATION_USER, `invalidValue` UNKNOWN_ROLE,
 * UNKNOWN_BUSINESS_UNIT
 */
export async function addApplicationUser(
  ctx: Context,
  ref: string,
  input: ApplicationInput,
): Promise<ApplicationUser> {
  return inChange(ctx, async (trx) => {
    const { tenantId } = ctx.viewer;
    const inner = within(ctx, trx);
    const instance = await getInstance(trx, tenantId, ref);
    const applicationId = input.applicationId.toLowerCase();
    const known = await findApplicationUser(trx, tenantId, applicationId);
    const userId = known ?? (await create(inner, instance, input));
    if (known !== undefined) await registerHere(trx, inner, instance, known);
    const { businessUnit, roles = [] } = input;
    if (businessUnit !== undefined) await moveUser(inner, instance.id, userId, businessUnit);
    if (roles.length > 0) await setUserRoles(inner, instance.id, [userId], roles);
    return describe(trx, tenantId, instance, userId, applicationId);
  });
}

/**
 * Checks the right to add an application user; an administrator of the instance may, even without the right to create
 * people.
 */
async function create(
  ctx: Context,
  instance: Instance,
  { applicationId, displayName }: ApplicationInput,
): Promise<string> {
  if (displayName === undefined || displayName.trim() === "") {
    throw new AppError("invalidValue", "displayName is missing: name the app");
  }
  const asServer = { ...ctx, administrator: undefined };
  const input = withCrmOfUser({ displayName, active: true }, { userKind: "application", applicationId });
  const user = await readNewUser(asServer, input);
  return (await createUser(asServer, { ...user, instances: [instance.id] })).id;
}

async function registerHere(trx: Trx, ctx: Context, instance: Instance, userId: string): Promise<void> {
  const [row] = await lockUsers(trx, ctx.viewer.tenantId, [userId]);
  if (row === undefined) throw new Error("an application user is a user");
  const next = JSON.parse(row.resource) as Resource;
  await registerApplication({ trx, ctx, id: userId, next, instances: [instance.id] });
}

async function describe(
  trx: Trx,
  tenantId: string,
  instance: Instance,
  userId: string,
  applicationId: string,
): Promise<ApplicationUser> {
  const [record] = await findRecords(trx, tenantId, [userId], instance.id);
  if (record === undefined) throw new Error("a program that was registered has a record");
  const { roles } = await getUserRoles(trx, tenantId, instance.id, userId);
  const warnings: readonly Warning[] =
    roles.length === 0 ? ["NO_SECURITY_ROLE"] : customRoleExpected(roles).map(() => "CUSTOM_ROLE_EXPECTED");
  return {
    userId,
    recordId: record.id,
    userName: record.name,
    applicationId,
    roles: roles.map(({ name }) => name),
    warnings,
  };
}
