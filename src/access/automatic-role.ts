import type { Db } from "../db/connect.js";
import { findAllSettings } from "../tenants/settings.js";
import { accessRules } from "./access-facts.js";

/** The administrator roles whose holders are System Administrators by themselves, folded. R004, R005 */
export const AUTOMATIC_ROLES: readonly string[] = ["global", "service"];

/** Whether somebody with these administrator roles is one for whom that holds. */
export function mayBeAutomatic(administratorRoles: Iterable<string>): boolean {
  return [...administratorRoles].some((role) => AUTOMATIC_ROLES.includes(role));
}

/** What an instance does about administrators of the directory. R004, R084 */
export interface AutomaticRule {
  /** Whether global and service administrators are System Administrators by themselves. */
  readonly automatic: boolean;
  /** Whether they stay it when they are administrators no longer. */
  readonly sticky: boolean;
}

/** The rule of each instance of a tenant by its id; one statement. */
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
