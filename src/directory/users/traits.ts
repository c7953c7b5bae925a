import type { Db } from "../../db/connect.js";
import { manyIdsSql, queryTuples } from "../../db/query.js";
import { crmOfUser } from "../../schema/crm-extension.js";
import { CRM_USER_URN, crmUserDefinition } from "../../schema/definitions/crm-user.js";
import { fold } from "../../schema/fold.js";
import { findDeletedUsers, type KnownUser } from "./stored-users.js";

/** What decides about the access of a user and is stored with the user itself. */
export interface UserTraits {
  readonly id: string;
  /** SCIM's `active`; true if it is not assigned. */
  readonly active: boolean;
  /** Whether the user is a program. R128 */
  readonly isApplication: boolean;
  /** SCIM's name of the default access mode; undefined if it is not assigned. R113 */
  readonly accessMode: string | undefined;
  readonly administratorRoles: readonly string[];
  /** UTC milliseconds; undefined if the user is not deleted. */
  readonly deletedAt: number | undefined;
}

/** Returns the traits of a user whose resource was loaded. */
export function traitsOf({ id, resource, deletedAt }: KnownUser): UserTraits {
  const { isApplication, accessMode, administratorRoles } = crmOfUser(resource);
  return {
    id,
    active: resource["active"] !== false,
    isApplication,
    accessMode,
    administratorRoles,
    deletedAt,
  };
}

/** Returns the key of an attribute of the CRM extension. */
function keyOf(name: string): string {
  return `${CRM_USER_URN}:${name}`.toLowerCase();
}

const [KIND, MODE, ROLES] = [keyOf("userKind"), keyOf("accessMode"), keyOf("administratorRoles")];

/** The values of these attributes, which accept nothing else, by attribute and folded value. */
const canonicalValues = new Map(
  crmUserDefinition.attributes.flatMap(({ name, config: { canonicalValues: values } }) =>
    Array.isArray(values) ? values.map((value) => [`${keyOf(name)} ${fold(value)}`, value] as const) : [],
  ),
);

/**
 * Finds the traits of users by id, including those of deleted ones whose tombstones still exist. Two statements, and
 * another one if an id is not that of a user. Indexes answer them: the resources are not read.
 */
export async function findTraits(db: Db, tenantId: string, ids: readonly string[]): Promise<UserTraits[]> {
  const wanted = JSON.stringify(ids);
  const users = await queryTuples<readonly [id: string, active: number]>(
    db,
    ["id", "active"],
    // Not `u.active`, for which both databases would fetch the row with the resource.
    `select u.id, case when u.id in (
       select i.id from users i where i.tenant_id = ? and i.active = 0 and i.id ${manyIdsSql(db, "e")}
     ) then 0 else 1 end as active
     from users u where u.tenant_id = ? and u.id ${manyIdsSql(db, "f")}`,
    [tenantId, wanted, tenantId, wanted],
  );
  const found = new Map(users.map(([id, active]) => [id, withoutValues(id, active === 1)]));
  const values = await queryTuples<readonly [id: string, attribute: string, value: string]>(
    db,
    ["resource_id", "attribute", "value"],
    `select v.resource_id, v.attribute, v.value from attribute_values v
     where v.tenant_id = ? and v.resource_id ${manyIdsSql(db, "e")} and v.attribute in (?, ?, ?)`,
    [tenantId, wanted, KIND, MODE, ROLES],
  );
  for (const [id, attribute, key] of values) {
    const traits = found.get(id);
    const value = canonicalValues.get(`${attribute} ${key}`);
    if (traits !== undefined && value !== undefined) found.set(id, withValue(traits, attribute, value));
  }
  const missing = ids.filter((id) => !found.has(id));
  const deleted = missing.length === 0 ? [] : await findDeletedUsers(db, tenantId, missing);
  return [...found.values(), ...deleted.map(traitsOf)];
}

const NO_ROLES: readonly string[] = [];

function withoutValues(id: string, active: boolean): UserTraits {
  return {
    id,
    active,
    isApplication: false,
    accessMode: undefined,
    administratorRoles: NO_ROLES,
    deletedAt: undefined,
  };
}

function withValue(traits: UserTraits, attribute: string, value: string): UserTraits {
  if (attribute === KIND) return { ...traits, isApplication: value === "application" };
  if (attribute === MODE) return { ...traits, accessMode: value };
  return { ...traits, administratorRoles: [...traits.administratorRoles, value] };
}
