import type { Db } from "../../db/connect.js";
import { indexKey } from "../../db/index-key.js";
import { candidateIdsSql, queryRows } from "../../db/query.js";
import { CRM_USER_URN } from "../../schema/definitions/crm-user.js";
import { fold } from "../../schema/fold.js";

/** The key of the attribute by which application users are found. */
const APPLICATION_ID_KEY = `${CRM_USER_URN}:applicationId`.toLowerCase();

/** The names by which users can be found without their ids. */
export interface SubjectNames {
  readonly userNames: readonly string[];
  readonly applicationIds: readonly string[];
}

/** The ids of users by name, including deleted users; undefined for an unknown name. */
export interface SubjectIds {
  byUserName(userName: string): string | undefined;
  byApplicationId(applicationId: string): string | undefined;
}

interface FoundRow {
  readonly kind: "userName" | "applicationId" | "deleted";
  readonly key: string;
  readonly id: string;
}

/**
 * Finds users, deleted ones too, by userName and by application id, ignoring case, with one statement; none if there
 * are no names.
 */
export async function findSubjects(db: Db, tenantId: string, names: SubjectNames): Promise<SubjectIds> {
  const userKeys = keysOf(names.userNames);
  const applicationKeys = keysOf(names.applicationIds);
  const found = new Map<string, string>();
  if (userKeys.length + applicationKeys.length > 0) {
    const rows = await queryRows<FoundRow>(
      db,
      `select 'userName' as kind, users.user_name_key as key, users.id from users
       where users.tenant_id = ? and users.user_name_key ${candidateIdsSql(db, "e")}
       union all
       select 'applicationId', v.value, v.resource_id from attribute_values v
       where v.tenant_id = ? and v.attribute = ?
         and v.value ${candidateIdsSql(db, "f")}
       union all
       select 'deleted', t.name_key, max(t.id) from tombstones t
       where t.tenant_id = ? and t.name_key ${candidateIdsSql(db, "g")} group by t.name_key`,
      [
        tenantId,
        JSON.stringify(userKeys),
        tenantId,
        APPLICATION_ID_KEY,
        JSON.stringify(applicationKeys),
        tenantId,
        JSON.stringify(userKeys),
      ],
    );
    for (const { kind, key, id } of rows) found.set(`${kind} ${key}`, id);
  }
  return {
    byUserName: (name) => found.get(`userName ${keyOf(name)}`) ?? found.get(`deleted ${keyOf(name)}`),
    byApplicationId: (id) => found.get(`applicationId ${keyOf(id)}`),
  };
}

function keyOf(name: string): string {
  return indexKey(fold(name));
}

function keysOf(names: readonly string[]): { id: string }[] {
  // PostgreSQL cannot store U+0000 or an unpaired surrogate, and no name contains one.
  const possible = names.filter((name) => !name.includes("\0") && isWellFormed(name));
  return [...new Set(possible.map(keyOf))].map((id) => ({ id }));
}

function isWellFormed(text: string): boolean {
  return !/[\uD800-\uDFFF]/u.test(text);
}
