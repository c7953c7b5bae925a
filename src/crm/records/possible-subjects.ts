import { accessRules } from "../../access/access-facts.js";
import { AUTOMATIC_ROLES } from "../../access/automatic-role.js";
import type { Db } from "../../db/connect.js";
import { LIMIT } from "../../db/dialect.js";
import { queryRows } from "../../db/query.js";
import { holdersOf } from "../../directory/users/administrators.js";
import { listApplicationUserIds } from "../../directory/users/applications.js";
import { listActiveUserIds } from "../../directory/users/stored-users.js";
import { licensedForSql } from "../../licensing/licensed.js";
import { findAllSettings } from "../../tenants/settings.js";

/** A user whom an instance may let in; whether it does is for the decision to say. */
export interface PossibleSubject {
  readonly userId: string;
  /** The key of the list by which the next page begins after this user. */
  readonly key: string;
}

/** Lists a page of possible subjects in the order of their keys, beginning after a key; the empty one begins it all. */
export type SubjectList = (after: string, limit: number) => Promise<readonly PossibleSubject[]>;

/** The subjects that are looked for. */
export interface SubjectsWanted {
  readonly type: "user" | "application";
  /** True for those who may sign in to the portal, which needs no record in the instance. */
  readonly portal: boolean;
  readonly instanceId: string;
  /** UTC milliseconds. */
  readonly now: number;
}

/**
 * Returns the lists that together have everybody whom an instance may let in, each user once. Only an enabled record
 * lets a person in; under the rules `current` a person without any may enter, too. A6
 */
export async function possibleSubjects(
  db: Db,
  tenantId: string,
  { type, portal, instanceId, now }: SubjectsWanted,
): Promise<readonly SubjectList[]> {
  if (type === "application") return [byId((page) => listApplicationUserIds(db, tenantId, page))];
  if (portal) return [byId((page) => listActiveUserIds(db, tenantId, page))];
  const recorded: SubjectList = (after, limit) =>
    listEnabledPeople(db, tenantId, instanceId, { after, limit });
  const { ruleset } = accessRules((await findAllSettings(db, tenantId))(instanceId));
  if (ruleset !== "current") return [recorded];
  return [recorded, byId((page) => listUnrecorded(db, tenantId, { instanceId, now }, page))];
}

/** A page of a list in the order of ids. */
interface IdPage {
  readonly after: string;
  readonly limit: number;
}

function byId(list: (page: IdPage) => Promise<readonly string[]>): SubjectList {
  return async (after, limit) => (await list({ after, limit })).map((userId) => ({ userId, key: userId }));
}

async function listEnabledPeople(
  db: Db,
  tenantId: string,
  instanceId: string,
  { after, limit }: IdPage,
): Promise<PossibleSubject[]> {
  const rows = await queryRows<{ id: string; user_id: string }>(
    db,
    `select r.id, r.user_id from records r
     where r.tenant_id = ? and r.instance_id = ? and r.kind = 'person' and r.enabled = 1 and r.id > ?
       and r.user_id is not null
     order by r.id ${LIMIT}`,
    [tenantId, instanceId, after, limit],
  );
  return rows.map(({ id, user_id: userId }) => ({ userId, key: id }));
}

/** Lists the active people without a record who have a license that opens the instance, or need none. R004, R058 */
async function listUnrecorded(
  db: Db,
  tenantId: string,
  { instanceId, now }: Pick<SubjectsWanted, "instanceId" | "now">,
  { after, limit }: IdPage,
): Promise<string[]> {
  const licensed = licensedForSql("u", instanceId, now);
  const administrators = holdersOf(tenantId, AUTOMATIC_ROLES);
  const rows = await queryRows<{ id: string }>(
    db,
    `select u.id from users u
     where u.tenant_id = ? and u.id > ? and (u.active is null or u.active = 1)
       and not exists (select 1 from records r
         where r.tenant_id = u.tenant_id and r.user_id = u.id and r.instance_id = ?)
       and (${licensed.sql} or u.id in (${administrators.sql}))
     order by u.id ${LIMIT}`,
    [tenantId, after, instanceId, ...licensed.bindings, ...administrators.bindings, limit],
  );
  return rows.map(({ id }) => id);
}
