import type { Db } from "../../db/connect.js";
import { candidateIdsSql, queryRows } from "../../db/query.js";
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

interface Row {
  readonly id: string;
  readonly active: number | null;
  readonly attribute: string | null;
  readonly value: string | null;
}

/**
 * Finds the traits of users by id, including those of deleted ones whose tombstones still exist. Reads no resource but
 * those of deleted users. One statement, and another if an id is not that of a user.
 */
export async function findTraits(db: Db, tenantId: string, ids: readonly string[]): Promise<UserTraits[]> {
  const rows = await queryRows<Row>(
    db,
    `select u.id, u.active, v.attribute, v.value from users u
     left join attribute_values v on v.tenant_id = u.tenant_id and v.resource_id = u.id and v.attribute in (?, ?, ?)
     where u.tenant_id = ? and u.id ${candidateIdsSql(db, "e")}`,
    [KIND, MODE, ROLES, tenantId, JSON.stringify(ids.map((id) => ({ id })))],
  );
  const found = new Map<string, UserTraits>();
  for (const row of rows) found.set(row.id, withValue(found.get(row.id) ?? withoutValues(row), row));
  const missing = ids.filter((id) => !found.has(id));
  const deleted = missing.length === 0 ? [] : await findDeletedUsers(db, tenantId, missing);
  return [...found.values(), ...deleted.map(traitsOf)];
}

function withoutValues({ id, active }: Row): UserTraits {
  return {
    id,
    active: active !== 0,
    isApplication: false,
    accessMode: undefined,
    administratorRoles: [],
    deletedAt: undefined,
  };
}

function withValue(traits: UserTraits, { attribute, value: key }: Row): UserTraits {
  const value = attribute === null ? undefined : canonicalValues.get(`${attribute} ${key}`);
  if (value === undefined) return traits;
  if (attribute === KIND) return { ...traits, isApplication: value === "application" };
  if (attribute === MODE) return { ...traits, accessMode: value };
  return { ...traits, administratorRoles: [...traits.administratorRoles, value] };
}
