import type { Db } from "../../db/connect.js";
import { LIMIT, sqlDialects } from "../../db/dialect.js";
import { dialectOf, queryRows } from "../../db/query.js";
import { fold } from "../../schema/fold.js";
import { JOIN_NAMES, type MemberRow, SHOWN_NAME } from "./members.js";

/** The columns in which members are searched. */
const SEARCHED = [
  "u.user_name_key",
  "u.display_name_key",
  "u.given_name_key",
  "u.family_name_key",
  "g.display_name_key",
];

/**
 * Lists a page of a group's members after an id, in the order of ids; for groups too large for one row.
 * @param search - a part of a name or user name, compared without case; undefined for all members
 */
export async function listMembers(
  db: Db,
  tenantId: string,
  groupId: string,
  after: string,
  limit: number,
  search?: string,
): Promise<MemberRow[]> {
  const { position } = sqlDialects[dialectOf(db)];
  const found = SEARCHED.map((column) => `${position(`coalesce(${column}, '')`, "?")} > 0`).join(" or ");
  return queryRows<MemberRow>(
    db,
    `select m.member_id as value, m.member_type as type, ${SHOWN_NAME} as display
     from group_members m ${JOIN_NAMES}
     where m.tenant_id = ? and m.group_id = ? and m.member_id > ? ${search === undefined ? "" : `and (${found})`}
     order by m.member_id ${LIMIT}`,
    [tenantId, groupId, after, ...(search === undefined ? [] : SEARCHED.map(() => fold(search))), limit],
  );
}
