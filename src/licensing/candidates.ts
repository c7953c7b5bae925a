import type { Db } from "../db/connect.js";
import { LIMIT, sqlDialects } from "../db/dialect.js";
import { dialectOf, placeholders, queryRows } from "../db/query.js";
import { fold } from "../schema/fold.js";

/** A person who may be added to a group. */
export interface Candidate {
  readonly id: string;
  readonly displayName: string;
  /** True if the person has a seat of any SKU. */
  readonly licensed: boolean;
}

/** Selects candidates. */
export interface CandidateQuery {
  /** A part of a name or user name, compared without case; undefined for everyone. */
  readonly search?: string | undefined;
  /** The last candidate of the previous page. */
  readonly after?: Pick<Candidate, "id" | "licensed"> | undefined;
  readonly limit: number;
}

/** Returns which of some users have a seat of any SKU. */
export async function findLicensed(
  db: Db,
  tenantId: string,
  userIds: readonly string[],
): Promise<ReadonlySet<string>> {
  if (userIds.length === 0) return new Set();
  const rows = await queryRows<{ user_id: string }>(
    db,
    `select distinct user_id from seats where tenant_id = ? and state = 'active'
     and user_id in (${placeholders(userIds.length)})`,
    [tenantId, ...userIds],
  );
  return new Set(rows.map(({ user_id: id }) => id));
}

/** Lists the users who are not members of a group yet, those with a license first. R098 */
export async function listCandidates(
  db: Db,
  tenantId: string,
  groupId: string,
  { search, after, limit }: CandidateQuery,
): Promise<Candidate[]> {
  const { position } = sqlDialects[dialectOf(db)];
  const seat = `case when exists (select 1 from seats s where s.tenant_id = u.tenant_id and s.user_id = u.id
    and s.state = 'active') then 1 else 0 end`;
  const found = ["u.user_name_key", "u.display_name_key", "u.given_name_key", "u.family_name_key"]
    .map((column) => `${position(`coalesce(${column}, '')`, "?")} > 0`)
    .join(" or ");
  const rows = await queryRows<{ id: string; display_name: string; licensed: number }>(
    db,
    `select c.id, c.display_name, c.licensed from (
       select u.id, u.display_name, ${seat} as licensed from users u
       where u.tenant_id = ? ${search === undefined ? "" : `and (${found})`}
         and not exists (select 1 from group_members m
           where m.tenant_id = u.tenant_id and m.group_id = ? and m.member_id = u.id)) c
     where ${after === undefined ? "true" : "(c.licensed < ? or (c.licensed = ? and c.id > ?))"}
     order by c.licensed desc, c.id ${LIMIT}`,
    [
      tenantId,
      ...(search === undefined ? [] : Array<string>(4).fill(fold(search))),
      groupId,
      ...(after === undefined ? [] : [Number(after.licensed), Number(after.licensed), after.id]),
      limit,
    ],
  );
  return rows.map(({ id, display_name: displayName, licensed }) => ({
    id,
    displayName,
    licensed: licensed === 1,
  }));
}
