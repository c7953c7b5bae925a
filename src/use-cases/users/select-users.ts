import { ADMINISTRATOR_ROLES } from "../../access/administrator-roles.js";
import { getInstance } from "../../access/instances.js";
import { holdersOfCopies } from "../../access/role-assignments.js";
import { type AccessFilter, peopleWithAccess } from "../../crm/history/access-counts.js";
import type { SqlFragment } from "../../db/condition.js";
import { hasAnyExternalIdSql } from "../../directory/resources/external-ids.js";
import type { ListCondition } from "../../directory/search/list-query.js";
import { holdersOf } from "../../directory/users/administrators.js";
import { applicationUsers } from "../../directory/users/applications.js";
import type { ServerContext } from "../../effects/context.js";
import { invitedPeople } from "../../licensing/invitations-due.js";
import { hasSeatSql, peopleWithSeat } from "../../licensing/licensed.js";
import { getSku } from "../../licensing/skus.js";
import { getConnection } from "../../tenants/connections.js";

/** The lists of users that administrators look at, and what is in each. */
export const USER_VIEWS = {
  active: "Users who are not blocked.",
  blocked: "Users whose sign-in is blocked.",
  licensed: "Users with a seat of any SKU.",
  unlicensed: "Users without a seat who are not application users.",
  waitingForSeat: "Users who wait for a seat.",
  cannotSignIn: "Users who cannot enter an instance that they are of.",
  administrators: "Users with an administrator role.",
  invited: "Users with an open invitation.",
  local: "Users to whom no provider has given an externalId.",
  applications: "Application users.",
} as const satisfies Readonly<Record<string, string>>;

/** A list of users that administrators look at. */
export type UserView = keyof typeof USER_VIEWS;

/** Which users are looked for. An omitted part matches all. */
export interface UserFacets extends Omit<AccessFilter, "instanceId"> {
  readonly view?: UserView | undefined;
  /** Id or part number of a SKU of which they have a seat. */
  readonly license?: string | undefined;
  /** Name of the connection to which they belong. */
  readonly connection?: string | undefined;
  /** Id or name of the instance whose access is meant; undefined for any. */
  readonly instance?: string | undefined;
  /** Id of a security role that they hold. */
  readonly role?: string | undefined;
  /** Changed at this time or later; UTC milliseconds. */
  readonly changedSince?: number | undefined;
}

type SelectContext = Pick<ServerContext, "db" | "viewer" | "now">;

/**
 * Returns the condition on `users` that all facets are met; undefined if none is given.
 * @throws AppError `notFound` for an unknown SKU, connection or instance
 */
export async function userCondition(
  ctx: SelectContext,
  facets: UserFacets,
): Promise<ListCondition | undefined> {
  const conditions = [...(await facetConditions(ctx, facets)), ...viewConditions(ctx, facets.view)];
  if (conditions.length === 0) return undefined;
  return {
    sql: conditions.map(({ sql }) => `(${sql})`).join(" and "),
    bindings: conditions.flatMap(({ bindings }) => bindings),
    isScan: conditions.every(({ isScan }) => isScan),
  };
}

/** A sub-select gives the ids, so that a page costs what it matches and not what it leaves out. */
function among({ sql, bindings }: SqlFragment): ListCondition {
  return { sql: `users.id in (${sql})`, bindings, isScan: false };
}

async function facetConditions({ db, viewer }: SelectContext, facets: UserFacets): Promise<ListCondition[]> {
  const { tenantId } = viewer;
  const { license, connection, instance, access, reason, mode, role, changedSince } = facets;
  const conditions: ListCondition[] = [];
  if (license !== undefined) {
    const { id: skuId } = await getSku(db.read, tenantId, license, 0);
    conditions.push(among(peopleWithSeat(tenantId, { skuId, state: "active" })));
  }
  if (connection !== undefined) {
    const { id } = await getConnection(db.read, tenantId, connection);
    conditions.push({ sql: "users.connection_id = ?", bindings: [id], isScan: false });
  }
  if ([instance, access, reason, mode].some((part) => part !== undefined)) {
    const instanceId = instance && (await getInstance(db.read, tenantId, instance)).id;
    conditions.push(among(peopleWithAccess(tenantId, { instanceId, access, reason, mode })));
  }
  if (role !== undefined) conditions.push(among(holdersOfCopies(tenantId, role)));
  if (changedSince !== undefined) {
    conditions.push({ sql: "users.last_modified_at >= ?", bindings: [changedSince], isScan: false });
  }
  return conditions;
}

function viewConditions({ viewer, now }: SelectContext, view: UserView | undefined): ListCondition[] {
  const { tenantId } = viewer;
  switch (view) {
    case undefined:
      return [];
    case "active":
      return [{ sql: "users.active is null or users.active = 1", bindings: [], isScan: false }];
    case "blocked":
      return [{ sql: "users.active = 0", bindings: [], isScan: false }];
    case "licensed":
      return [among(peopleWithSeat(tenantId, { state: "active" }))];
    case "unlicensed": {
      const { sql, bindings } = applicationUsers(tenantId);
      return [{ sql: `not ${hasSeatSql("users")} and users.id not in (${sql})`, bindings, isScan: true }];
    }
    case "waitingForSeat":
      return [among(peopleWithSeat(tenantId, { state: "error" }))];
    case "cannotSignIn":
      return [among(peopleWithAccess(tenantId, { access: "cannot" }))];
    case "administrators":
      return [among(holdersOf(tenantId, ADMINISTRATOR_ROLES))];
    case "invited":
      return [among(invitedPeople(tenantId, now()))];
    case "local":
      return [{ sql: `not ${hasAnyExternalIdSql("users")}`, bindings: [], isScan: true }];
    case "applications":
      return [among(applicationUsers(tenantId))];
  }
}
