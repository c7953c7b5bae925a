import { findUserId } from "../../auth/accounts.js";
import type { Db } from "../../db/connect.js";
import { UUID } from "../../db/new-id.js";
import { findDeletedUser } from "../../directory/resources/tombstones.js";
import { findApplicationUser } from "../../directory/users/applications.js";
import { findSubjects } from "../../directory/users/find-by-name.js";
import { userNotFound } from "../not-found.js";

/**
 * The id of a user whom somebody names by it, by the userName or, of an application user, by the application's id.
 * @throws AppError as `noUser`, which says what it is if it is no user
 */
export async function requireUser(db: Db, tenantId: string, name: string): Promise<string> {
  const id = await findUser(db, tenantId, name);
  if (id !== undefined) return id;
  throw await userNotFound(db, tenantId, name);
}

/** The id of a user who is there or was deleted, named as in `requireUser`; undefined when there is none. */
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
 * The ids of users who are named by them or by the userName; what names nobody stays as it is, for whoever asks for it
 * to say so. No statement for ids alone, else one.
 */
export async function userIdsOf(db: Db, tenantId: string, names: readonly string[]): Promise<string[]> {
  const userNames = names.filter((name) => !UUID.test(name));
  if (userNames.length === 0) return [...names];
  const subjects = await findSubjects(db, tenantId, { userNames, applicationIds: [] });
  return names.map((name) => (UUID.test(name) ? name : (subjects.byUserName(name) ?? name)));
}
