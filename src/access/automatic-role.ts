import type { Db } from "../db/connect.js";
import { findAllSettings } from "../tenants/settings.js";
import { accessRules } from "./access-facts.js";

/** The administrator roles whose holders are System Administrators automatically, folded. R004, R005 */
export const AUTOMATIC_ROLES: readonly string[] = ["global", "service"];

/** Returns true if one of these administrator roles is such a role. */
export function mayBeAutomatic(administratorRoles: Iterable<string>): boolean {
  return [...administratorRoles].some((role) => AUTOMATIC_ROLES.includes(role));
}

/** How an instance treats administrators of the directory. R004, R084 */
export interface AutomaticRule {
  /** True if global and service administrators are System Administrators automatically. */
  readonly automatic: boolean;
  /** True if they keep the role after they lose the administrator role. */
  readonly sticky: boolean;
}

/** Returns the rule of each instance of a tenant, by id. One statement. */
export async function findAutomaticRules(
  db: Db,
  tenantId: string,
): Promise<(instanceId: string) => AutomaticRule> {
  const settingsOf = await findAllSettings(db, tenantId);
  return (instanceId) => {
    const settings = settingsOf(instanceId);
    return {
      automatic: accessRules(settings).autoSystemAdministrator,
      sticky: settings["adminRoles.stickySystemAdministrator"],
    };
  };
}
