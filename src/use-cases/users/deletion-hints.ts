import type { Db } from "../../db/connect.js";
import { findUserResource } from "../../directory/users/stored-users.js";
import { findLicenses } from "../../licensing/license-view.js";
import { crmOfUser } from "../../schema/crm-extension.js";

/** A hint to consider before a deletion. */
export interface DeletionHint {
  readonly code: "REMOVE_LICENSE_INSTEAD";
  readonly detail: string;
}

/**
 * Returns hints before a user is deleted: a user with a license other than that of the CRM may be meant to keep the
 * other applications. Application users are not considered. R103
 * @param now - UTC milliseconds
 */
export async function hintsOfDeletion(
  db: Db,
  tenantId: string,
  userId: string,
  now: number,
): Promise<DeletionHint[]> {
  const user = await findUserResource(db, tenantId, userId);
  if (user === undefined) return [];
  const licenses = (await findLicenses(db, tenantId, [userId], now)).get(userId) ?? [];
  const seated = licenses.filter(({ status }) => status === "active" || status === "held");
  // Licenses of other applications may be known only by name.
  if (seated.length === 0 || crmOfUser(user.resource).licenses.length < 2) return [];
  const names = seated.map(({ partNumber }) => `"${partNumber}"`).join(", ");
  return [
    {
      code: "REMOVE_LICENSE_INSTEAD",
      detail: `The user has other licenses too (with a seat: ${names}). Who is to keep other applications is not deleted but loses the CRM's license: restore the user and remove that license.`,
    },
  ];
}
