import { Type } from "@sinclair/typebox";
import { findKnownUsers } from "../directory/users/stored-users.js";
import { text } from "./json-schema.js";
import type { AdminContext } from "./route.js";

/** The properties with the names of the person that an item of a list is about. */
export const personNamesJson = {
  userName: Type.Optional({ ...text, description: "Of the user, if it is still known." }),
  displayName: Type.Optional(text),
};

/** The names of a person; absent if the user is unknown. */
export interface PersonNames {
  readonly userName?: string | undefined;
  readonly displayName?: string | undefined;
}

/**
 * Finds the names of the people of a page with one statement.
 * @param who - whether deleted people are named as long as they can be restored
 * @returns the names by id
 */
export async function findPersonNames(
  { db, viewer }: Pick<AdminContext, "db" | "viewer">,
  ids: readonly (string | undefined)[],
  who: "all" | "undeleted" = "all",
): Promise<(id: string | undefined) => PersonNames> {
  const wanted = [...new Set(ids.filter((id) => id !== undefined))];
  const known = wanted.length === 0 ? [] : await findKnownUsers(db.read, viewer.tenantId, wanted);
  const named = known.filter(({ deletedAt }) => who === "all" || deletedAt === undefined);
  const names = new Map(
    named.map(({ id, resource: { userName, displayName } }) => [
      id,
      { userName: toText(userName), displayName: toText(displayName) },
    ]),
  );
  return (id) => (id === undefined ? undefined : names.get(id)) ?? {};
}

function toText(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}
