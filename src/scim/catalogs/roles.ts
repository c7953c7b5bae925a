import { type BusinessUnit, listBusinessUnits } from "../../access/business-units.js";
import { type Instance, listInstances } from "../../access/instances.js";
import { findSecurityRole, listRolesOfTenant, type SecurityRole } from "../../access/security-roles.js";
import { grantJudge } from "../../access/wished-roles.js";
import type { Context } from "../../effects/context.js";
import { roleSchema } from "../../schema/catalog-schemas.js";
import { roleDefinition } from "../../schema/definitions/catalogs.js";
import type { Catalog, CatalogEntry } from "./catalog.js";

/** The type of an element of a user's `roles` that is a security role. docs/crm-extension.md */
const SECURITY_ROLE = "SecurityRole";

/** The instances and business units that distinguish roles of one name. */
interface Places {
  readonly instances: ReadonlyMap<string, Instance>;
  readonly units: ReadonlyMap<string, BusinessUnit>;
}

async function loadPlaces({ db, viewer }: Context): Promise<Places> {
  const instances = await listInstances(db.read, viewer.tenantId);
  const units = await listBusinessUnits(db.read, viewer.tenantId);
  return {
    instances: new Map(instances.map((instance) => [instance.id, instance])),
    units: new Map(units.map((unit) => [unit.id, unit])),
  };
}

/** Returns the name of a role, with the instance if there are several, and the business unit unless it is the root. */
function displayOf({ name }: SecurityRole, places: Places, instance?: Instance, unit?: BusinessUnit): string {
  const where = [
    ...(places.instances.size > 1 && instance !== undefined ? [instance.displayName] : []),
    ...(unit?.parentId !== undefined ? [unit.path] : []),
  ];
  return where.length === 0 ? name : `${name} (${where.join(", ")})`;
}

/**
 * Returns a security role of one business unit. Clients send its id as `value`, since its name would mean the role of
 * that name in each instance. It is supported if this connection may grant it.
 */
function toEntry(role: SecurityRole, places: Places, supported: boolean): CatalogEntry {
  const instance = places.instances.get(role.instanceId);
  const unit = places.units.get(role.businessUnitId);
  const display = displayOf(role, places, instance, unit);
  return {
    id: role.id,
    createdAt: role.createdAt,
    lastModifiedAt: role.lastModifiedAt,
    attributes: {
      displayName: display,
      display,
      ...(role.description !== undefined && { description: role.description }),
      value: role.id,
      type: SECURITY_ROLE,
      supported,
      limitedAssignmentsPermitted: false,
      name: role.name,
      ...(instance && { instance: instance.name }),
      ...(unit && { businessUnit: unit.path }),
    },
  };
}

async function toEntries(ctx: Context, roles: readonly SecurityRole[]): Promise<CatalogEntry[]> {
  if (roles.length === 0) return [];
  const { tenantId, connectionId } = ctx.viewer;
  const places = await loadPlaces(ctx);
  const mayGrant = await grantJudge(ctx.db.read, tenantId, [connectionId], roles);
  return roles.map((role) => toEntry(role, places, mayGrant(connectionId, role)));
}

/** The security roles as `/Roles`. R067 */
export const roles: Catalog = {
  schema: roleSchema,
  definition: roleDefinition,
  async read({ ctx }, page) {
    return toEntries(ctx, await listRolesOfTenant(ctx.db.read, ctx.viewer.tenantId, page));
  },
  async find({ ctx }, id) {
    const role = await findSecurityRole(ctx.db.read, ctx.viewer.tenantId, id);
    const [entry] = await toEntries(ctx, role === undefined ? [] : [role]);
    return entry;
  },
};
