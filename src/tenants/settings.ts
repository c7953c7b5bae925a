import type { Db, Trx } from "../db/connect.js";
import { queryRows } from "../db/query.js";
import { AppError } from "../errors.js";
import { choice, flag, pattern, type TenantSetting, whole } from "./setting-kinds.js";

/** All settings of a tenant; an instance can override some. */
const settings = {
  ruleset: choice(["classic", "current"], "The CRM's classic rules, or today's Power Platform rules.", true),
  "licenses.releaseOnDeactivate": pattern(
    "never",
    /^(?:never|immediately|days:[1-9]\d{0,3})$/,
    "never, immediately or days:N",
    "When active=false releases the seats of a user.",
  ),
  "licenses.alarmPercent": whole(90, 1, 100, "Share of a pool in use from which the report shows a warning."),
  "invitation.ttlDays": whole(14, 1, 365, "Days until an invitation expires and its seat is released."),
  "invitation.nearExpiryHours": whole(
    48,
    1,
    8760,
    "Hours before the end from which an invitation is Near Expired.",
  ),
  "invitation.onReenable": choice(
    ["required", "none"],
    "Whether a user who was disabled and is enabled again needs a new invitation.",
    true,
  ),
  "invitation.revertGrace": whole(
    60,
    0,
    43_200,
    "Minutes within which lost access can be restored without a new invitation, whatever removed it.",
    true,
  ),
  "invitation.signInUrl": pattern(
    "",
    /^(?:https?:\/\/\S{1,500})?$/,
    "an http or https URL, or empty",
    "Where the page of an invitation sends people after they accept.",
  ),
  "nonInteractive.limit": whole(5, 0, 1_000_000, "Non-interactive users per instance.", true),
  "nonInteractive.wastedSeatDays": whole(
    7,
    0,
    3650,
    "Days after which a seat kept by a non-interactive user is reported.",
    true,
  ),
  "roles.groupTeamCounts": choice(
    ["byRuleset", "true", "false"],
    "Whether roles of a group team are enough to sign in; by rule set: in `current` only.",
    true,
  ),
  "roles.keepOnBusinessUnitChange": flag(
    false,
    "Whether moving to another business unit keeps the roles that exist there.",
    true,
  ),
  "roles.allowOnDisabled": flag(false, "Whether roles are assigned to disabled records at once.", true),
  "adminRoles.autoSystemAdministrator": choice(
    ["byRuleset", "true", "false"],
    "Whether global and service administrators get System Administrator; by rule set: in `classic` only.",
    true,
  ),
  "adminRoles.stickySystemAdministrator": flag(
    false,
    "Whether that role stays when the administrator role is removed.",
    true,
  ),
  "access.hold.people": whole(
    25,
    0,
    1_000_000,
    "People who may lose access to an instance by the changes of a connection within the window.",
    true,
  ),
  "access.hold.percent": whole(
    20,
    0,
    100,
    "Share of those with access who may lose it so; the changes wait above both numbers.",
    true,
  ),
  "access.hold.window": whole(
    60,
    1,
    10_080,
    "Minutes for which people who lost access by changes of a connection are counted together.",
  ),
  "access.hold.hours": whole(4, 1, 72, "Hours after which held changes take effect by themselves."),
  "access.brake.people": whole(
    10,
    0,
    1_000_000,
    "People who may lose access to an instance by one change of an administrator without a confirmation.",
    true,
  ),
  "access.brake.percent": whole(
    20,
    0,
    100,
    "Share of those with access who may lose it so; a confirmation is needed above both numbers.",
    true,
  ),
  "access.historyDays": whole(0, 0, 36_500, "Days for which ended states of access are kept; 0 for ever."),
  "userIds.pattern": pattern(
    "{given}.{family}@{domain}",
    /^(?=.{1,200}$)(?=.*\{(?:given|family|initial)\})[^\s]+$/,
    "a text with {given}, {initial} or {family}, and {domain}",
    "Form of generated user names.",
  ),
  "userIds.domain": pattern(
    "example.com",
    /^[A-Za-z0-9](?:[A-Za-z0-9.-]{0,250}[A-Za-z0-9])?$/,
    "a domain name",
    "What {domain} stands for.",
  ),
  "passwords.temporaryLength": whole(16, 12, 128, "Length of a temporary password, in characters."),
  "passwords.minLength": whole(
    12,
    8,
    128,
    "Minimum length of a password that a person chooses, in characters.",
  ),
  "passwords.temporaryDays": whole(30, 1, 365, "Days for which a temporary password can be used."),
  "passwords.maxFailures": whole(
    10,
    3,
    1000,
    "Failed sign-ins of an account from one address before it has to wait there.",
  ),
  "passwords.waitMinutes": whole(15, 1, 1440, "Minutes of that wait."),
  "sessions.hours": whole(8, 1, 168, "Hours after which people have to sign in again."),
  "sessions.idleMinutes": whole(
    60,
    5,
    1440,
    "Minutes without a request after which a browser has to sign in again.",
  ),
  "deletedUsers.days": whole(30, 1, 365, "Days for which a deleted user can be restored."),
} satisfies Record<string, TenantSetting<string | number | boolean>>;

/** The name of a setting. */
export type SettingName = keyof typeof settings;

/** The settings in force for a tenant, or for one of its instances. */
export type TenantSettings = {
  readonly [K in SettingName]: (typeof settings)[K] extends TenantSetting<infer T> ? T : never;
};

/** The names of all settings, in the order of the documentation. */
export const SETTING_NAMES = Object.keys(settings) as SettingName[];

/** The documentation of a setting. */
export interface TenantSettingInfo {
  readonly name: SettingName;
  readonly default: string;
  readonly expected: string;
  readonly perInstance: boolean;
  readonly meaning: string;
  /** The values that one chooses from; undefined for any other kind. */
  readonly values: readonly string[] | undefined;
  /** The valid values as a JSON Schema. */
  readonly json: Readonly<Record<string, unknown>>;
}

/** Returns the documentation of all settings, in order. */
export function describeTenantSettings(): TenantSettingInfo[] {
  return SETTING_NAMES.map((name) => {
    const { fallback, expected, perInstance, doc, values, json }: TenantSetting<unknown> = settings[name];
    return { name, default: String(fallback), expected, perInstance, meaning: doc, values, json };
  });
}

/** The default settings. */
export const DEFAULT_TENANT_SETTINGS = Object.fromEntries(
  SETTING_NAMES.map((name) => [name, settings[name].fallback]),
) as TenantSettings;

/**
 * Finds the settings in force with one statement.
 * @param instanceId - the instance whose overrides apply; undefined for the tenant's settings
 */
export async function findTenantSettings(
  db: Db,
  tenantId: string,
  instanceId?: string,
): Promise<TenantSettings> {
  const rows = await queryRows<{ scope: string; name: string; value: string }>(
    db,
    `select scope, name, value from tenant_settings where tenant_id = ? and scope in ('', ?) order by scope`,
    [tenantId, instanceId ?? ""],
  );
  return applyChoices(rows);
}

/** Finds the settings of all instances of a tenant by instance id, and those of the tenant under the empty id. */
export async function findAllSettings(
  db: Db,
  tenantId: string,
): Promise<(instanceId: string) => TenantSettings> {
  const rows = await queryRows<{ scope: string; name: string; value: string }>(
    db,
    "select scope, name, value from tenant_settings where tenant_id = ? order by scope",
    [tenantId],
  );
  return (instanceId) => applyChoices(rows.filter(({ scope }) => scope === "" || scope === instanceId));
}

/** Finds the names of the settings in which an instance differs from its tenant, whatever the values are. */
export async function findOwnSettings(
  db: Db,
  tenantId: string,
  instanceId: string,
): Promise<ReadonlySet<string>> {
  const rows = await queryRows<{ name: string }>(
    db,
    "select name from tenant_settings where tenant_id = ? and scope = ?",
    [tenantId, instanceId],
  );
  return new Set(rows.map(({ name }) => name));
}

function applyChoices(rows: readonly { name: string; value: string }[]): TenantSettings {
  const chosen = rows.flatMap(({ name, value }) => {
    const known = SETTING_NAMES.find((candidate) => candidate === name);
    const parsed = known && settings[known].parse(value);
    return parsed === undefined ? [] : [[name, parsed]];
  });
  return { ...DEFAULT_TENANT_SETTINGS, ...(Object.fromEntries(chosen) as Partial<TenantSettings>) };
}

/**
 * Sets one setting of a tenant or an instance; undefined resets it to its default.
 * @param instanceId - empty for the tenant
 * @throws AppError `invalidValue` for an unknown name or an invalid text
 */
export async function setTenantSetting(
  trx: Trx,
  tenantId: string,
  instanceId: string,
  name: string,
  text: string | undefined,
): Promise<void> {
  const known = SETTING_NAMES.find((candidate) => candidate === name);
  if (known === undefined) {
    throw new AppError(
      "invalidValue",
      `There is no setting '${name.slice(0, 60)}': use one of ${SETTING_NAMES.join(", ")}`,
    );
  }
  const setting: TenantSetting<unknown> = settings[known];
  const { perInstance, expected } = setting;
  if (instanceId !== "" && !perInstance) {
    throw new AppError("invalidValue", `'${name}' is a setting of the tenant, not of an instance`);
  }
  if (text !== undefined && setting.parse(text) === undefined) {
    throw new AppError("invalidValue", `'${name}' must be ${expected}`);
  }
  await queryRows(trx, "delete from tenant_settings where tenant_id = ? and scope = ? and name = ?", [
    tenantId,
    instanceId,
    known,
  ]);
  if (text === undefined) return;
  await queryRows(trx, "insert into tenant_settings (tenant_id, scope, name, value) values (?, ?, ?, ?)", [
    tenantId,
    instanceId,
    known,
    text,
  ]);
}
