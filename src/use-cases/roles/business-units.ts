import {
  type BusinessUnit,
  checkDepth,
  deleteBusinessUnit,
  findUnitUses,
  insertBusinessUnit,
  isAboveOrSame,
  listBusinessUnits,
  pickBusinessUnit,
  subtreeOf,
  updateBusinessUnit,
} from "../../access/business-units.js";
import { getInstance, type Instance } from "../../access/instances.js";
import {
  compareCopies,
  deleteRoles,
  insertRoles,
  isAnyAssigned,
  listSecurityRoles,
} from "../../access/security-roles.js";
import type { Trx } from "../../db/connect.js";
import { recorderOf } from "../../effects/audit/recorder.js";
import type { ServerContext } from "../../effects/context.js";
import { AppError } from "../../errors.js";
import { quote } from "../../schema/quote.js";
import { inChange } from "../changes/in-change.js";
import { describeUses, type Use, userNamesOf } from "../in-use.js";
import { refreshRenamedUnits } from "./refresh-renamed-units.js";

const record = recorderOf("BusinessUnit");

/** Runs a change of an instance's tree under its lock, then creates and removes copies of roles as needed. */
async function changeTree(
  ctx: ServerContext,
  ref: string,
  change: (trx: Trx, instance: Instance, units: readonly BusinessUnit[]) => Promise<string>,
): Promise<BusinessUnit> {
  const { tenantId } = ctx.viewer;
  const { unit, before, units } = await inChange(ctx, async (trx) => {
    const instance = await getInstance(trx, tenantId, ref, true);
    const old = await listBusinessUnits(trx, tenantId, instance.id);
    const id = await change(trx, instance, old);
    const after = await listBusinessUnits(trx, tenantId, instance.id);
    checkDepth(after);
    await createRoleCopies(trx, ctx, instance.id, after);
    return { unit: pickBusinessUnit(after, id), before: old, units: after };
  });
  const paths = new Map(before.map(({ id, path }) => [id, path]));
  const renamed = units.filter(({ id, path }) => paths.has(id) && paths.get(id) !== path);
  // An unchanged name is refreshed as well, so that repeating the request completes an interrupted refresh.
  const shown = renamed.length === 0 && paths.has(unit.id) ? subtreeOf(units, unit.id) : renamed;
  if (shown.length > 0) await refreshRenamedUnits(ctx, { before, renamed: shown });
  return unit;
}

/**
 * Creates a copy of each role in its business unit and all below it, and removes copies elsewhere. R067
 * @throws AppError `conflict` ROLE_NAME_TAKEN, BUSINESS_UNIT_ROLES_IN_USE
 */
export async function createRoleCopies(
  trx: Trx,
  ctx: ServerContext,
  instanceId: string,
  units: readonly BusinessUnit[],
): Promise<void> {
  const { tenantId } = ctx.viewer;
  const roles = await listSecurityRoles(trx, tenantId, instanceId);
  const { missing, superfluous } = compareCopies(units, roles);
  const gone = superfluous.map(({ id }) => id);
  if (gone.length > 0) {
    if (await isAnyAssigned(trx, tenantId, gone)) {
      const names = [...new Set(superfluous.map(({ name }) => quote(name)))].slice(0, 5).join(", ");
      throw new AppError(
        "BUSINESS_UNIT_ROLES_IN_USE",
        `the role ${names}, which users or teams have, would no longer exist: remove it from them first`,
      );
    }
    await deleteRoles(trx, tenantId, gone);
  }
  await insertRoles(trx, tenantId, missing, ctx.now());
}

/**
 * Adds a business unit with a copy of each role of its parent. R067
 * @param ref - id or name of the instance
 * @param parent - id, path or name; the root if undefined
 * @throws AppError `notFound`, `invalidValue` UNKNOWN_BUSINESS_UNIT, `conflict` BUSINESS_UNIT_NAME_TAKEN
 */
export async function addBusinessUnit(
  ctx: ServerContext,
  ref: string,
  { name, parent }: { name: string; parent?: string | undefined },
): Promise<BusinessUnit> {
  return changeTree(ctx, ref, async (trx, instance, units) => {
    const parentId = parent === undefined ? units[0]?.id : pickBusinessUnit(units, parent).id;
    const { tenantId } = ctx.viewer;
    const id = await insertBusinessUnit(trx, tenantId, instance.id, { name, parentId }, ctx.now());
    await record(trx, ctx, "businessUnit.created", id, { instance: instance.name, name, parentId });
    return id;
  });
}

/**
 * Renames or moves a business unit.
 * @param unit - id, path or name
 * @throws AppError as `addBusinessUnit`; `conflict` when it is the root or would be below itself,
 * BUSINESS_UNIT_ROLES_IN_USE
 */
export async function changeBusinessUnit(
  ctx: ServerContext,
  ref: string,
  unit: string,
  { name, parent }: { name?: string | undefined; parent?: string | undefined },
): Promise<BusinessUnit> {
  return changeTree(ctx, ref, async (trx, instance, units) => {
    const before = pickBusinessUnit(units, unit, { inBody: false });
    const parentId = parent === undefined ? before.parentId : pickBusinessUnit(units, parent).id;
    if (before.parentId === undefined && parentId !== undefined) throw rootStays("moved");
    if (parentId !== undefined && isAboveOrSame(units, before.id, parentId)) {
      throw new AppError(
        "BUSINESS_UNIT_BELOW_ITSELF",
        `${quote(before.path)} cannot be moved to itself or below itself`,
      );
    }
    const after = { id: before.id, name: name ?? before.name, parentId };
    if (after.name === before.name && parentId === before.parentId) return before.id;
    await updateBusinessUnit(trx, ctx.viewer.tenantId, after);
    await record(trx, ctx, "businessUnit.changed", before.id, {
      instance: instance.name,
      before: { name: before.name, parentId: before.parentId },
      after: { name: after.name, parentId },
    });
    return before.id;
  });
}

function rootStays(verb: string): AppError {
  return new AppError("ROOT_BUSINESS_UNIT", `the root business unit cannot be ${verb}`);
}

/** Finds what is in a business unit, with a few names. */
async function usesOf(trx: Trx, tenantId: string, unitId: string): Promise<Use[]> {
  const uses: Use[] = [];
  for (const use of await findUnitUses(trx, tenantId, unitId)) {
    const sample = use.noun === "users" ? await userNamesOf(trx, tenantId, use.sample) : use.sample;
    uses.push({ ...use, sample });
  }
  return uses;
}

/**
 * Deletes an empty business unit and its copies of roles.
 * @throws AppError `notFound`, `conflict` BUSINESS_UNIT_IN_USE or when it is the root
 */
export async function removeBusinessUnit(ctx: ServerContext, ref: string, unit: string): Promise<void> {
  const { tenantId } = ctx.viewer;
  await inChange(ctx, async (trx) => {
    const instance = await getInstance(trx, tenantId, ref, true);
    const units = await listBusinessUnits(trx, tenantId, instance.id);
    const found = pickBusinessUnit(units, unit, { inBody: false });
    if (found.parentId === undefined) throw rootStays("deleted");
    const uses = await usesOf(trx, tenantId, found.id);
    if (uses.length > 0) {
      throw new AppError(
        "BUSINESS_UNIT_IN_USE",
        `${quote(found.path)} holds ${describeUses(uses)}: move or delete them first`,
      );
    }
    await deleteBusinessUnit(trx, tenantId, found.id);
    await record(trx, ctx, "businessUnit.deleted", found.id, { instance: instance.name, path: found.path });
  });
}
