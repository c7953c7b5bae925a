import type { Db } from "../../db/connect.js";
import { queryFirst } from "../../db/query.js";
import type { Viewer } from "./resource-row.js";

/** Who has a name that somebody else wants. */
export interface NameHolder {
  /** Whether the one who wants it sees who has it. */
  readonly isVisible: boolean;
  readonly isActive: boolean;
}

const HOLDERS = {
  users: "select connection_id, active from users where tenant_id = ? and user_name_key = ? and id <> ?",
  groups:
    "select connection_id, 1 as active from groups where tenant_id = ? and unique_name_key = ? and id <> ?",
} as const;

/**
 * Who has a userName, or the displayName of a group where that is unique; undefined when nobody else has.
 * @param key - as the index has it
 * @param id - of the resource that wants it
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
 * What a client can do about a name that is taken; of a holder whom it does not see it learns nothing but that.
 * @param holder - undefined where only the attempt has shown that somebody has it
 */
export function stepForTakenName(
  { visibility }: Pick<Viewer, "visibility">,
  attribute: string,
  holder: NameHolder | undefined,
): string {
  if (holder !== undefined && !holder.isVisible) {
    return "it belongs to another connection, so that no filter of yours finds it: an administrator can hand it over with 'usher adopt'";
  }
  const find = `find it with a filter on ${attribute}, or send another`;
  if (holder === undefined && visibility === "own") {
    return `${find}; if no filter finds it, it belongs to another connection: an administrator can hand it over with 'usher adopt'`;
  }
  if (holder?.isActive !== false) return find;
  return `who has it is inactive: find it with a filter on ${attribute} and set active to true to bring that one back, or send another`;
}
