import type { Db, Trx } from "../db/connect.js";
import { sqlDialects } from "../db/dialect.js";
import { refuseDuplicate } from "../db/errors.js";
import { newId } from "../db/new-id.js";
import { dialectOf, queryFirst, queryRows } from "../db/query.js";
import { AppError } from "../errors.js";
import { fold } from "../schema/fold.js";
import { quote } from "../schema/quote.js";

/** A part of an instance's organization. */
export interface BusinessUnit {
  readonly id: string;
  readonly instanceId: string;
  /** Undefined for the root. */
  readonly parentId: string | undefined;
  readonly name: string;
  /** The names from the root down: `Root/North`. */
  readonly path: string;
  /** UTC milliseconds. */
  readonly createdAt: number;
}

interface UnitRow {
  id: string;
  instance_id: string;
  parent_id: string | null;
  name: string;
  created_at: number;
}

/** The name of a new instance's root. */
export const ROOT_NAME = "Root";

/** The greatest number of levels below the root. */
const MAX_DEPTH = 20;

/**
 * Lists the business units of an instance, each after its parent.
 * @param instanceId - undefined for the business units of all instances of the tenant
 */
export async function listBusinessUnits(
  db: Db,
  tenantId: string,
  instanceId?: string,
): Promise<BusinessUnit[]> {
  const rows = await queryRows<UnitRow>(
    db,
    `select b.id, b.instance_id, b.parent_id, b.name, b.created_at from business_units b
     where b.tenant_id = ? ${instanceId === undefined ? "" : "and b.instance_id = ?"} order by b.name_key`,
    instanceId === undefined ? [tenantId] : [tenantId, instanceId],
  );
  const children = new Map<string | null, UnitRow[]>();
  for (const row of rows) children.set(row.parent_id, [...(children.get(row.parent_id) ?? []), row]);
  const ordered: BusinessUnit[] = [];
  const visit = (row: UnitRow, above: string): void => {
    const path = above + row.name;
    ordered.push({
      id: row.id,
      instanceId: row.instance_id,
      parentId: row.parent_id ?? undefined,
      name: row.name,
      path,
      createdAt: row.created_at,
    });
    for (const child of children.get(row.id) ?? []) visit(child, `${path}/`);
  };
  for (const root of children.get(null) ?? []) visit(root, "");
  return ordered;
}

/**
 * Returns the business unit that an id, path or name refers to.
 * @param units - those of one instance
 * @param options - `inBody: false` if the URL names the unit
 * @throws AppError `invalidValue` UNKNOWN_BUSINESS_UNIT, or `notFound` if the URL names it; `invalidValue`
 *   AMBIGUOUS_BUSINESS_UNIT
 */
export function pickBusinessUnit(
  units: readonly BusinessUnit[],
  text: string,
  { inBody = true }: { readonly inBody?: boolean } = {},
): BusinessUnit {
  const found = matchBusinessUnits(units, text);
  const [unit, other] = found;
  if (unit === undefined) {
    throw new AppError(
      "UNKNOWN_BUSINESS_UNIT",
      `there is no business unit ${quote(text)}: use its name, or its path such as 'Root/North'`,
      { inBody },
    );
  }
  if (other !== undefined) {
    throw new AppError(
      "AMBIGUOUS_BUSINESS_UNIT",
      `${found.length} business units are named ${quote(text)}: use the path, such as ${quote(unit.path)}`,
    );
  }
  return unit;
}

/** Returns the business units that an id, path or name may refer to. */
export function matchBusinessUnits(units: readonly BusinessUnit[], text: string): BusinessUnit[] {
  const key = fold(text.trim());
  return units.filter(({ id, path, name }) => id === text || fold(path) === key || fold(name) === key);
}

/**
 * Prevents the business units that a name or path may refer to from being renamed until the transaction ends. A rename
 * rewrites every user who shows the name, and must see those who are added meanwhile.
 */
export async function lockBusinessUnits(trx: Trx, tenantId: string, text: string): Promise<void> {
  const { forShare, jsonParameterElements } = sqlDialects[dialectOf(trx)];
  const keys = text.split("/").map((name) => ({ key: fold(name.trim()) }));
  await queryRows(
    trx,
    `select b.id from business_units b
     where b.tenant_id = ? and b.name_key in (select e.value ->> 'key' from ${jsonParameterElements("e")})
     order by b.id${forShare("b")}`,
    [tenantId, JSON.stringify(keys)],
  );
}

/** Returns a business unit and all units below it. */
export function subtreeOf(units: readonly BusinessUnit[], unitId: string): BusinessUnit[] {
  const inside = new Set([unitId]);
  // Each unit comes after its parent.
  return units.filter(({ id, parentId }) => {
    if (parentId !== undefined && inside.has(parentId)) inside.add(id);
    return inside.has(id);
  });
}

/** Returns true if a business unit is the other one or above it. */
export function isAboveOrSame(units: readonly BusinessUnit[], upperId: string, lowerId: string): boolean {
  const byId = new Map(units.map((unit) => [unit.id, unit]));
  for (let id: string | undefined = lowerId; id !== undefined; id = byId.get(id)?.parentId) {
    if (id === upperId) return true;
  }
  return false;
}

function requireUnitName(name: string): string {
  if (/^[^\p{C}\s/](?:[^\p{C}/]{0,158}[^\p{C}\s/])?$/u.test(name)) return name;
  throw new AppError(
    "invalidValue",
    `${quote(name)} cannot be the name of a business unit: use 1 to 160 printable characters without '/' and without a space at either end`,
  );
}

/**
 * Inserts a business unit.
 * @param parentId - undefined for the root of a new instance
 * @throws AppError `conflict` BUSINESS_UNIT_NAME_TAKEN, `invalidValue` if it would be too deep
 */
export async function insertBusinessUnit(
  trx: Trx,
  tenantId: string,
  instanceId: string,
  { name, parentId }: { name: string; parentId?: BusinessUnit["parentId"] },
  now: number,
): Promise<string> {
  const id = newId();
  await refuseDuplicate(
    () =>
      queryRows(
        trx,
        `insert into business_units (tenant_id, id, instance_id, parent_id, name, name_key, created_at)
       values (?, ?, ?, ?, ?, ?, ?)`,
        [tenantId, id, instanceId, parentId ?? null, requireUnitName(name), fold(name), now],
      ),
    (cause) => nameTaken(name, cause),
  );
  return id;
}

/**
 * Changes the name and the parent of a business unit.
 * @throws AppError `conflict` BUSINESS_UNIT_NAME_TAKEN
 */
export async function updateBusinessUnit(
  trx: Trx,
  tenantId: string,
  { id, name, parentId }: Pick<BusinessUnit, "id" | "name" | "parentId">,
): Promise<void> {
  await refuseDuplicate(
    () =>
      queryRows(
        trx,
        "update business_units set name = ?, name_key = ?, parent_id = ? where tenant_id = ? and id = ?",
        [requireUnitName(name), fold(name), parentId ?? null, tenantId, id],
      ),
    (cause) => nameTaken(name, cause),
  );
}

function nameTaken(name: string, cause: unknown): AppError {
  return new AppError(
    "BUSINESS_UNIT_NAME_TAKEN",
    `there is already a business unit ${quote(name)} at this place: choose another name`,
    { cause },
  );
}

/**
 * Checks that a tree does not exceed the greatest depth.
 * @throws AppError `invalidValue`
 */
export function checkDepth(units: readonly BusinessUnit[]): void {
  if (units.every(({ path }) => path.split("/").length - 1 <= MAX_DEPTH)) return;
  throw new AppError("invalidValue", `Business units may be at most ${MAX_DEPTH} levels below the root`);
}

/** What prevents the deletion of a business unit: how many there are, and the names of a few (of users, their ids). */
export interface UnitUse {
  readonly noun: "business units" | "users" | "teams";
  readonly count: number;
  readonly sample: readonly string[];
}

/** The kinds of things that prevent the deletion of a business unit, with their columns and tables. */
const SAMPLE = 3;

const UNIT_USES = [
  ["business units", "name", "business_units where tenant_id = ? and parent_id = ?"],
  ["users", "user_id", "user_business_units where tenant_id = ? and business_unit_id = ?"],
  ["teams", "name", "teams where tenant_id = ? and business_unit_id = ?"],
] as const;

/** Returns what a business unit contains. */
export async function findUnitUses(db: Db, tenantId: string, unitId: string): Promise<UnitUse[]> {
  const uses: UnitUse[] = [];
  for (const [noun, column, from] of UNIT_USES) {
    const counted = await queryFirst<{ rows: number }>(
      db,
      `select cast(count(*) as integer) as rows from ${from}`,
      [tenantId, unitId],
    );
    const count = counted?.rows ?? 0;
    if (count === 0) continue;
    const named = `select ${column} as name from ${from} order by ${column} limit ${SAMPLE}`;
    const rows = await queryRows<{ name: string }>(db, named, [tenantId, unitId]);
    uses.push({ noun, count, sample: rows.map(({ name }) => name) });
  }
  return uses;
}

/** Deletes a business unit that is no longer used, and its copies of roles. */
export async function deleteBusinessUnit(trx: Trx, tenantId: string, unitId: string): Promise<void> {
  await queryRows(trx, "delete from business_units where tenant_id = ? and id = ?", [tenantId, unitId]);
}
