import type { Db, Trx } from "../db/connect.js";
import { queryFirst, queryRows } from "../db/query.js";
import { AppError } from "../errors.js";
import { catalogSchemas } from "../schema/catalog-schemas.js";
import { type Extension, parseExtension } from "../schema/extension-file.js";
import type { ResourceSchemas } from "../schema/model.js";
import { quote } from "../schema/quote.js";
import { withExtensions } from "../schema/tenant-schemas.js";
import { checkTightening } from "../schema/tightening.js";

/** An extension schema of a tenant. */
export interface DeclaredExtension {
  readonly urn: string;
  readonly resourceType: "User" | "Group";
  readonly required: boolean;
  readonly attributes: readonly string[];
}

function describe({ schema, resourceType, required }: Extension): DeclaredExtension {
  const attributes = [...schema.attributes.values()].map(({ name }) => name);
  return { urn: schema.id, resourceType, required, attributes };
}

async function readExtensions(db: Db, tenantId: string): Promise<Extension[]> {
  const rows = await queryRows<{ document: string }>(
    db,
    "select document from extension_schemas where tenant_id = ? order by created_at, urn",
    [tenantId],
  );
  return rows.map(({ document }) => parseExtension(JSON.parse(document)));
}

/** The resource types of a tenant with its extension schemas. */
export async function loadTenantSchemas(db: Db, tenantId: string): Promise<ResourceSchemas> {
  return withExtensions(await readExtensions(db, tenantId));
}

/** Lists the extension schemas of a tenant, oldest first. */
export async function listExtensions(db: Db, tenantId: string): Promise<DeclaredExtension[]> {
  const extensions = await readExtensions(db, tenantId);
  return extensions.map(describe);
}

async function hasResources(db: Db, tenantId: string, table: "users" | "groups"): Promise<boolean> {
  return (
    (await queryFirst(db, `select 1 from ${table} where tenant_id = ? limit 1`, [tenantId])) !== undefined
  );
}

/** Refuses a required attribute that existing resources lack. */
async function checkDemands(
  trx: Trx,
  tenantId: string,
  extension: Extension,
  before: Extension | undefined,
): Promise<void> {
  const demandsMore =
    (extension.required && !before?.required) ||
    (before !== undefined &&
      [...extension.schema.attributes.values()].some(
        ({ name, required }) => required && !before.schema.attributes.get(name.toLowerCase())?.required,
      ));
  const table = extension.resourceType === "User" ? "users" : "groups";
  if (!demandsMore || !(await hasResources(trx, tenantId, table))) return;
  throw new AppError(
    "conflict",
    `The tenant has ${extension.resourceType}s without what ${quote(extension.schema.id)} would require: do not require it`,
  );
}

/** Refuses names that every JavaScript object has a member of, because their presence could not be told. */
function refuseReservedNames({ schema }: Extension): void {
  const attributes = [...schema.attributes.values()];
  const names = attributes.flatMap(({ name, subAttributes }) => [
    name,
    ...[...subAttributes.values()].map((subAttribute) => subAttribute.name),
  ]);
  const reserved = names.find((name) => name in {});
  if (reserved === undefined) return;
  throw new AppError("invalidValue", `An attribute cannot be called ${quote(reserved)}: choose another name`);
}

/** Returns whether a URN in lower case belongs to a catalog. */
function isCatalogUrn(urn: string): boolean {
  return catalogSchemas.some(({ core, extensions }) =>
    [core, ...extensions.map(({ schema }) => schema)].some(({ id }) => id.toLowerCase() === urn),
  );
}

/**
 * Adds an extension schema to a tenant, or replaces it with one that has more attributes or tighter ones; requests
 * follow within a second.
 * @param document - see `parseExtension`
 * @throws AppError `invalidValue` for an invalid document, `uniqueness` for a URN of Usher's own, `conflict` if it is
 * looser than before or requires what resources of the tenant lack
 */
export async function insertExtension(
  trx: Trx,
  tenantId: string,
  document: unknown,
  now: number,
): Promise<DeclaredExtension> {
  const extension = parseExtension(document);
  refuseReservedNames(extension);
  const declared = await readExtensions(trx, tenantId);
  const urn = extension.schema.id.toLowerCase();
  const before = declared.find(({ schema }) => schema.id.toLowerCase() === urn);
  if (before === undefined && isCatalogUrn(urn)) {
    throw new AppError("uniqueness", `There is already a schema ${quote(extension.schema.id)}`);
  }
  withExtensions([...declared.filter((other) => other !== before), extension]);
  if (before) {
    if (before.resourceType !== extension.resourceType || before.schema.id !== extension.schema.id) {
      throw new AppError("conflict", `${quote(before.schema.id)} already extends ${before.resourceType}s`);
    }
    checkTightening(before.schema, extension.schema);
  }
  await checkDemands(trx, tenantId, extension, before);
  await queryRows(
    trx,
    `insert into extension_schemas (tenant_id, urn, document, created_at) values (?, ?, ?, ?)
     on conflict (tenant_id, urn) do update set document = excluded.document`,
    [tenantId, extension.schema.id, JSON.stringify(document), now],
  );
  return describe(extension);
}

/**
 * Deletes an extension schema.
 * @returns its URN as it was declared
 * @throws AppError `notFound` if there is none, `conflict` while a resource has values of the extension
 */
export async function deleteExtensionRow(trx: Trx, tenantId: string, urn: string): Promise<string> {
  const declared = (await listExtensions(trx, tenantId)).find(
    (extension) => extension.urn.toLowerCase() === urn.toLowerCase(),
  );
  if (!declared) throw new AppError("notFound", `The tenant has not declared ${quote(urn)}`);
  const table = declared.resourceType === "User" ? "users" : "groups";
  // The stored resource lists in `schemas` the extensions of which it has values.
  const used = await queryFirst<{ used: number }>(
    trx,
    `select count(*) as used from ${table} where tenant_id = ? and resource like ? escape '\\'`,
    [tenantId, `%${JSON.stringify(declared.urn).replaceAll(/[\\%_]/g, "\\$&")}%`],
  );
  if (used !== undefined && used.used > 0) {
    throw new AppError(
      "conflict",
      `${used.used} ${declared.resourceType}s have values of ${quote(urn)}: clear them first`,
    );
  }
  await queryRows(trx, "delete from extension_schemas where tenant_id = ? and urn = ?", [
    tenantId,
    declared.urn,
  ]);
  return declared.urn;
}
