import type { Instance } from "../../access/instances.js";
import { findHeldRoles, type HeldRole, rolesOf } from "../../access/roles-of.js";
import type { Db } from "../../db/connect.js";
import { findKnownUsers, type KnownUser } from "../../directory/users/stored-users.js";
import { traitsOf } from "../../directory/users/traits.js";
import { findRecords, type UserRecord } from "../records/records.js";
import { type InInstance, openWith } from "./decisions.js";

/** A user in an instance, with all that is stored of the user, the record and the roles. */
export type UserInInstance = InInstance<KnownUser, UserRecord, HeldRole>;

/**
 * Loads the facts of the decision about users in instances, with all that they were made of, for any number of both in a
 * constant number of statements; a few more if a guard shuts out a System Administrator. Users who never existed are
 * left out. For decisions alone, `openDecisions` is faster.
 * @param now - UTC milliseconds
 */
export async function loadFacts(
  db: Db,
  tenantId: string,
  userIds: readonly string[],
  instances: readonly Instance[],
  now: number,
): Promise<readonly UserInInstance[]> {
  const decisions = await openWith({ db, tenantId, now }, instances, {
    users: async (ids) =>
      (await findKnownUsers(db, tenantId, ids)).map((user) => ({ user, traits: traitsOf(user) })),
    records: (ids, instanceId) => findRecords(db, tenantId, ids, instanceId),
    roles: () => rolesOf(db, tenantId, userIds),
    rolesOfIds: (ids) => findHeldRoles(db, tenantId, ids),
  });
  return decisions.load(userIds);
}
