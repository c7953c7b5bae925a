import type { Db } from "../db/connect.js";
import { findKnownUsers } from "../directory/users/stored-users.js";
import { quote } from "../schema/quote.js";

/** Uses of one kind that prevent a deletion. */
export interface Use {
  /** In the plural: `users`. */
  readonly noun: string;
  readonly count: number;
  /** The names of a few of them. */
  readonly sample: readonly string[];
}

/** Describes the uses that prevent a deletion: `2 teams ('East', 'West') and 7 users ('ann', 'bob', …)`. */
export function describeUses(uses: readonly Use[]): string {
  const parts = uses.map(({ noun, count, sample }) => {
    const names = sample.map(quote).join(", ");
    const more = count > sample.length ? ", …" : "";
    return `${count} ${count === 1 ? noun.replace(/s$/, "") : noun}${names === "" ? "" : ` (${names}${more})`}`;
  });
  return parts.length < 2 ? parts.join("") : `${parts.slice(0, -1).join(", ")} and ${parts.at(-1)}`;
}

/** Finds the userNames of users, in the order of their ids. */
export async function userNamesOf(db: Db, tenantId: string, ids: readonly string[]): Promise<string[]> {
  const users = await findKnownUsers(db, tenantId, ids);
  return users
    .toSorted((a, b) => (a.id < b.id ? -1 : 1))
    .map(({ id, resource: { userName } }) => (typeof userName === "string" ? userName : id));
}
