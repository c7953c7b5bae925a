import { createHash } from "node:crypto";
import { type Instance, listInstances } from "../../access/instances.js";
import { lockModes, readModePlaces } from "../../crm/modes/mode-places.js";
import { insertJob } from "../../crm/sync/jobs.js";
import type { Trx } from "../../db/connect.js";
import { originOf, type ServerContext, within } from "../../effects/context.js";
import { checkPrecondition, NO_PRECONDITION, type Precondition } from "../../effects/precondition.js";
import { AppError } from "../../errors.js";
import { recordAudit } from "../../observability/audit.js";
import {
  findTenantSettings,
  type SettingName,
  setTenantSetting,
  type TenantSettings,
} from "../../tenants/settings.js";
import { lockTenant } from "../../tenants/tenants.js";
import { inChange } from "../changes/in-change.js";
import { refreshAdministrators } from "../roles/refresh-roles.js";

/** The settings that affect the decision about everybody. */
const DECIDING_SETTINGS: ReadonlySet<string> = new Set<SettingName>([
  "ruleset",
  "adminRoles.autoSystemAdministrator",
  "roles.groupTeamCounts",
  "invitation.onReenable",
]);

/** Those of them that affect the automatic roles of administrators. R004 */
const SHOWN_SETTINGS: ReadonlySet<string> = new Set<SettingName>([
  "ruleset",
  "adminRoles.autoSystemAdministrator",
]);

/**
 * Sets one setting of the tenant or an instance; undefined resets it to its default.
 * @param instanceId - empty for the tenant
 * @returns the settings in force
 * @throws AppError `invalidValue` for an unknown name or an invalid text, `conflict` NON_INTERACTIVE_LIMIT
 */
export async function changeSetting(
  ctx: ServerContext,
  instanceId: string,
  name: string,
  text: string | undefined,
): Promise<TenantSettings> {
  const { tenantId } = ctx.viewer;
  const settings = await inChange(ctx, async (trx) => {
    const before = await findTenantSettings(trx, tenantId, instanceId);
    if (name === "nonInteractive.limit") await lockAllModes(trx, tenantId);
    await setTenantSetting(trx, tenantId, instanceId, name, text);
    if (name === "nonInteractive.limit") await requirePlaces(trx, tenantId);
    const after = await findTenantSettings(trx, tenantId, instanceId);
    const [old, now] = [before[name as SettingName], after[name as SettingName]];
    if (old === now) return after;
    await recordAudit(trx, originOf(ctx), ctx.now(), {
      action: "setting.changed",
      resourceType: instanceId === "" ? "Tenant" : "Instance",
      resourceId: instanceId === "" ? tenantId : instanceId,
      facts: { name, before: old, after: now },
    });
    if (DECIDING_SETTINGS.has(name))
      await insertJob(trx, tenantId, instanceId === "" ? undefined : instanceId, ctx.now());
    return after;
  });
  if (SHOWN_SETTINGS.has(name)) await refreshAdministrators(ctx);
  return settings;
}

/** Returns the version of settings: the same for the same values. */
export function versionOfSettings(settings: TenantSettings): string {
  return createHash("sha256").update(JSON.stringify(settings)).digest("hex").slice(0, 16);
}

/** Locks the settings against others who expect a version, and checks it. */
async function requireVersion(
  trx: Trx,
  tenantId: string,
  instanceId: string,
  precondition: Precondition,
): Promise<void> {
  if (precondition.ifMatch === undefined && precondition.ifNoneMatch === undefined) return;
  await lockTenant(trx, tenantId);
  checkPrecondition(versionOfSettings(await findTenantSettings(trx, tenantId, instanceId)), precondition);
}

async function lockAllModes(trx: Trx, tenantId: string): Promise<void> {
  for (const { id } of await byId(trx, tenantId)) await lockModes(trx, tenantId, id);
}

/** Refuses a limit below the current number, because nothing decides who would be one too many. R150 */
async function requirePlaces(trx: Trx, tenantId: string): Promise<void> {
  for (const { id, name } of await byId(trx, tenantId)) {
    const places = await readModePlaces(trx, tenantId, id);
    if (places.count <= places.limit) continue;
    throw new AppError(
      "NON_INTERACTIVE_LIMIT",
      `instance "${name}" has ${places.count} non-interactive users: change the mode of some before you set the limit to ${places.limit}`,
    );
  }
}

async function byId(trx: Trx, tenantId: string): Promise<Instance[]> {
  return (await listInstances(trx, tenantId)).toSorted((a, b) => (a.id < b.id ? -1 : 1));
}

/**
 * Sets several settings of the tenant or an instance, all or none.
 * @param instanceId - empty for the tenant
 * @param choices - texts by name; undefined resets a setting to its default
 * @param precondition - the version that the settings must have
 * @throws AppError `invalidValue` for an unknown name or an invalid text, `preconditionFailed`
 */
export async function changeSettings(
  ctx: ServerContext,
  instanceId: string,
  choices: Readonly<Record<string, string | undefined>>,
  precondition = NO_PRECONDITION,
): Promise<void> {
  await inChange(ctx, async (trx) => {
    const inner = within(ctx, trx);
    await requireVersion(trx, ctx.viewer.tenantId, instanceId, precondition);
    for (const [name, text] of Object.entries(choices)) await changeSetting(inner, instanceId, name, text);
  });
}
