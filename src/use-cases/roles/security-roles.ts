import { listBusinessUnits, pickBusinessUnit } from "../../access/business-units.js";
import { type Privilege, toPrivileges } from "../../access/default-roles.js";
import { getInstance } from "../../access/instances.js";
import type { AccessLevel, Privileges } from "../../access/privileges.js";
import { listHoldersOfRole } from "../../access/role-assignments.js";
import { findPrivileges, replacePrivileges, toPrivilegeList } from "../../access/role-privileges.js";
import { listWishers } from "../../access/role-wishes.js";
import {
  deleteRoles,
  getSecurityRole,
  insertRoles,
  listSecurityRoles,
  type SecurityRole,
  touchRole,
} from "../../access/security-roles.js";
import type { Db, Trx } from "../../db/connect.js";
import { newId } from "../../db/new-id.js";
import { recorderOf } from "../../effects/audit/recorder.js";
import type { ServerContext } from "../../effects/context.js";
import { AppError } from "../../errors.js";
import { quote } from "../../schema/quote.js";
import { inChange } from "../changes/in-change.js";
import { createRoleCopies } from "./business-units.js";
import { refreshRolesOf } from "./refresh-roles.js";

const record = recorderOf("SecurityRole");

/** A security role with its privileges. */
export interface RoleDetail {
  readonly role: SecurityRole;
  readonly privileges: readonly Privilege[];
}

/**
 * Finds a role of an instance with its privileges. R061
 * @param ref - id or name of the instance
 * @throws AppError `notFound`
 */
export async function getRoleDetail(db: Db, tenantId: string, ref: string, id: string): Promise<RoleDetail> {
  const instance = await getInstance(db, tenantId, ref);
  return detailOf(db, tenantId, await getSecurityRole(db, tenantId, instance.id, id));
}

async function detailOf(db: Db, tenantId: string, role: SecurityRole): Promise<RoleDetail> {
  const privileges = (await findPrivileges(db, tenantId, [role])).get(role.rootId) ?? new Map();
  return { role, privileges: toPrivilegeList(privileges) };
}

/** The properties of a role's copy. */
export interface RoleCopy {
  readonly name: string;
  readonly description?: string | undefined;
  /** Id, path or name of its business unit; that of the original if undefined. */
  readonly businessUnit?: string | undefined;
  /** The differences from the original; level `none` removes a privilege. */
  readonly privileges?: readonly Privilege[] | undefined;
}

/**
 * Checks the name of a role, which cannot contain what lists of roles use: separators, `@` before an instance, and
 * `none`.
 * @throws AppError `invalidValue`
 */
function requireRoleName(name: string): string {
  const isName = /^[^\p{C}\s;@{](?:[^\p{C};@]{0,98}[^\p{C}\s;@])?$/u.test(name);
  if (isName && name.toLowerCase() !== "none") return name;
  throw new AppError(
    "invalidValue",
    `${quote(name)} cannot be the name of a security role: use 1 to 100 printable characters without ';', '@' and a space at either end`,
  );
}

function changed(privileges: Privileges, changes: readonly Privilege[]): Map<string, AccessLevel> {
  const after = new Map(privileges);
  for (const change of changes) {
    for (const [name] of toPrivileges([{ ...change, level: "organization" }])) after.set(name, change.level);
  }
  return new Map([...after].filter(([, level]) => level !== "none"));
}

/**
 * Copies a role under a new name, with some privileges changed. Each business unit below gets its own copy, and
 * connections that asked for a role of this name get it. R064, R067
 * @param ref - id or name of the instance
 * @throws AppError `notFound`, `conflict` ROLE_NAME_TAKEN, `invalidValue`
 */
export async function copySecurityRole(
  ctx: ServerContext,
  ref: string,
  originalId: string,
  { name, description, businessUnit, privileges = [] }: RoleCopy,
): Promise<RoleDetail> {
  const { tenantId } = ctx.viewer;
  const now = ctx.now();
  const made = await inChange(ctx, async (trx) => {
    const instance = await getInstance(trx, tenantId, ref, true);
    const original = await getSecurityRole(trx, tenantId, instance.id, originalId);
    const units = await listBusinessUnits(trx, tenantId, instance.id);
    const unitId =
      businessUnit === undefined ? original.businessUnitId : pickBusinessUnit(units, businessUnit).id;
    const id = newId();
    const role = {
      id,
      instanceId: instance.id,
      businessUnitId: unitId,
      rootId: id,
      name: requireRoleName(name),
      description: description ?? original.description,
      isManaged: false,
    };
    await insertRoles(trx, tenantId, [role], now);
    await createRoleCopies(trx, ctx, instance.id, units);
    const source = (await findPrivileges(trx, tenantId, [original])).get(original.rootId) ?? new Map();
    await replacePrivileges(trx, tenantId, id, changed(source, privileges));
    await record(trx, ctx, "securityRole.created", id, {
      instance: instance.name,
      name,
      copyOf: original.name,
      privileges,
    });
    return detailOf(trx, tenantId, await getSecurityRole(trx, tenantId, instance.id, id));
  });
  await refreshRolesOf(ctx, (db, after, limit) => listWishers(db, tenantId, [name], after, limit));
  return made;
}

/**
 * Changes the description and some privileges of a custom role, in all its copies. R064
 * @throws AppError `notFound`, `conflict` ROLE_IS_MANAGED
 */
export async function changeSecurityRole(
  ctx: ServerContext,
  ref: string,
  id: string,
  { description, privileges = [] }: Pick<RoleCopy, "description" | "privileges">,
): Promise<RoleDetail> {
  const { tenantId } = ctx.viewer;
  return inChange(ctx, async (trx) => {
    const instance = await getInstance(trx, tenantId, ref, true);
    const role = refuseManaged(await getSecurityRole(trx, tenantId, instance.id, id));
    const before = (await findPrivileges(trx, tenantId, [role])).get(role.rootId) ?? new Map();
    await replacePrivileges(trx, tenantId, role.rootId, changed(before, privileges));
    await touchRole(trx, tenantId, role.rootId, description ?? role.description, ctx.now());
    await record(trx, ctx, "securityRole.changed", role.rootId, {
      instance: instance.name,
      name: role.name,
      privileges,
    });
    return detailOf(trx, tenantId, await getSecurityRole(trx, tenantId, instance.id, id));
  });
}

function refuseManaged(role: SecurityRole): SecurityRole {
  if (!role.isManaged) return role;
  throw new AppError(
    "ROLE_IS_MANAGED",
    `${quote(role.name)} is a default role, which cannot be changed or deleted: copy it under another name`,
  );
}

/** The number of holders refreshed together after a role is deleted. */
const HOLDER_PAGE = 1000;

/**
 * Deletes a custom role with its copies and removes it from all users. R063
 * @returns how many users had it
 * @throws AppError `notFound`, `conflict` ROLE_IS_MANAGED
 */
export async function removeSecurityRole(ctx: ServerContext, ref: string, id: string): Promise<number> {
  const { tenantId } = ctx.viewer;
  const holders = await inChange(ctx, async (trx) => {
    const instance = await getInstance(trx, tenantId, ref, true);
    const role = refuseManaged(await getSecurityRole(trx, tenantId, instance.id, id));
    const held = await allHolders(trx, tenantId, role.rootId);
    const copies = await listSecurityRoles(trx, tenantId, instance.id);
    await deleteRoles(
      trx,
      tenantId,
      copies.filter(({ rootId }) => rootId === role.rootId).map((copy) => copy.id),
    );
    await record(trx, ctx, "securityRole.deleted", role.rootId, {
      instance: instance.name,
      name: role.name,
      users: held.length,
    });
    return held;
  });
  const sorted = holders.toSorted();
  await refreshRolesOf(ctx, async (_, after, limit) => sorted.filter((one) => one > after).slice(0, limit));
  return holders.length;
}

async function allHolders(trx: Trx, tenantId: string, rootId: string): Promise<string[]> {
  const all: string[] = [];
  for (let after: string | undefined = ""; after !== undefined; ) {
    const page = await listHoldersOfRole(trx, tenantId, rootId, after, HOLDER_PAGE);
    all.push(...page);
    after = page.length < HOLDER_PAGE ? undefined : page.at(-1);
  }
  return all;
}
