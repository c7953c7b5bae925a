import { getInstance } from "../../access/instances.js";
import { isSystemAdministrator } from "../../access/role-privileges.js";
import { decisionOf, loadFacts } from "../../crm/decision/load-facts.js";
import type { ServerContext } from "../../effects/context.js";
import { AppError } from "../../errors.js";

/**
 * Returns whether the requesting account may enter an instance now and, if asked, is System Administrator there. R107,
 * R109, R123
 * @param instance - id or name; nobody is in an unknown one
 */
export async function isInInstance(
  { db, viewer, administrator, now }: ServerContext,
  instance: string,
  who: "administrators" | "everybody",
): Promise<boolean> {
  const userId = administrator?.userId;
  if (userId === undefined) return false;
  const { tenantId } = viewer;
  const found = await getInstance(db.read, tenantId, instance).catch((error: unknown) => {
    if (error instanceof AppError && error.code === "notFound") return undefined;
    throw error;
  });
  if (found === undefined) return false;
  const [one] = await loadFacts(db.read, tenantId, [userId], [found], now());
  if (one === undefined || !decisionOf(one).apiAccess) return false;
  return who === "everybody" || one.roles.some(isSystemAdministrator);
}
