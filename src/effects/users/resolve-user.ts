import { findUserId } from "../../auth/accounts.js";
import type { Db } from "../../db/connect.js";
import { UUID } from "../../db/new-id.js";
import { findDeletedUser } from "../../directory/resources/tombstones.js";
import { findApplicationUser } from "../../directory/users/applications.js";
import { findSubjects } from "../../directory/users/find-by-name.js";
import { userNotFound } from "../not-found.js";

/**
 * Finds the id of a user by id, by userName or, for an application user, by the application's id.
 * @throws AppError as `userNotFound`, which says what the name refers to if not to a user
 */
export async function requireUser(db: Db, tenantId: string, name: string): Promise<string> {
  const id = await findUser(db, tenantId, name);
  if (id !== undefined) return id;
  throw await userNotFound(db, tenantId, name);
}

/** Finds the id of a user, deleted or not, in the same way; undefined if there is none. */
export async function formerUserId(db: Db, tenantId: string, name: string): Promise<string | undefined> {
  if (name.includes("\0")) return undefined;
  return (await findUser(db, tenantId, name)) ?? (await findDeletedUser(db, tenantId, name));
}

async function findUser(db: Db, tenantId: string, name: string): Promise<string | undefined> {
  if (name.includes("\0")) return undefined;
  const id = await findUserId(db, tenantId, name);
  return id ?? (await findApplicationUser(db, tenantId, name.toLowerCase()));
}

/**
 * Replaces userNames by ids; unknown names stay unchanged, so that the operation reports them. One statement, or none
 * if all are ids.
 */
export async function userIdsOf(db: Db, tenantId: string, names: readonly string[]): Promise<string[]> {
  const userNames = names.filter((name) => !UUID.test(name));
  if (userNames.length === 0) return [...names];
  const subjects = await findSubjects(db, tenantId, { userNames, applicationIds: [] });
  return names.map((name) => (UUID.test(name) ? name : (subjects.byUserName(name) ?? name)));
}
