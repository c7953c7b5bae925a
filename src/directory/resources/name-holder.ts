import type { Db } from "../../db/connect.js";
import { queryFirst } from "../../db/query.js";
import type { Viewer } from "./resource-row.js";

/** The resource that already has a wanted name. */
export interface NameHolder {
  /** Whether the requesting connection sees that resource. */
  readonly isVisible: boolean;
  readonly isActive: boolean;
}

const HOLDERS = {
  users: "select connection_id, active from users where tenant_id = ? and user_name_key = ? and id <> ?",
  groups:
    "select connection_id, 1 as active from groups where tenant_id = ? and unique_name_key = ? and id <> ?",
} as const;

/**
 * Finds the resource that has a userName or a unique displayName; undefined if no other one has it.
 * @param key - the index key of the name
 * @param id - the resource that wants the name
 */
export async function findNameHolder(
  db: Db,
  { tenantId, connectionId, visibility }: Pick<Viewer, "tenantId" | "connectionId" | "visibility">,
  table: keyof typeof HOLDERS,
  key: string,
  id: string,
): Promise<NameHolder | undefined> {
  const bindings = [tenantId, key, id];
  const row = await queryFirst<{ connection_id: string | null; active: number | null }>(
    db,
    HOLDERS[table],
    bindings,
  );
  return (
    row && {
      isVisible: visibility === "all" || row.connection_id === connectionId,
      isActive: row.active !== 0,
    }
  );
}

/**
 * Returns the next step for a client whose name is taken. A client learns nothing about a holder it does not see.
 * @param holder - undefined if only the failed write has shown that the name is taken
 */
export function stepForTakenName(
  { visibility }: Pick<Viewer, "visibility">,
  attribute: string,
  holder: NameHolder | undefined,
): string {
  if (holder !== undefined && !holder.isVisible) {
    return "it belongs to another connection, so your filters do not find it: an administrator can hand it over with 'usher adopt'";
  }
  const find = `find it with a filter on ${attribute}, or send another`;
  if (holder === undefined && visibility === "own") {
    return `${find}; if no filter finds it, it belongs to another connection: an administrator can hand it over with 'usher adopt'`;
  }
  if (holder?.isActive !== false) return find;
  return `its holder is inactive: find it with a filter on ${attribute} and set active to true to restore it, or send another`;
}
