import { consumedOf, limitOf } from "../../licensing/pool.js";
import { findSku, listSkus, type Sku } from "../../licensing/skus.js";
import { entitlementSchema, licenseSchema } from "../../schema/catalog-schemas.js";
import { entitlementDefinition, licenseDefinition } from "../../schema/definitions/catalogs.js";
import type { Catalog, CatalogEntry } from "./catalog.js";

/** What an element of a user's `entitlements` that is a license has as its type. docs/crm-extension.md */
const LICENSE = "License";

/** A SKU with its seats: those that may be in use, and those that are, with the ones held. R045, R049, R056 */
function toEntry(sku: Sku): CatalogEntry {
  const { id, partNumber, displayName, createdAt, lastModifiedAt } = sku;
  return {
    id,
    createdAt,
    lastModifiedAt,
    attributes: {
      displayName,
      display: displayName,
      description: `SKU ${partNumber}`,
      value: partNumber,
      type: LICENSE,
      supported: true,
      limitedAssignmentsPermitted: true,
      totalAssignmentsPermitted: limitOf(sku),
      totalAssignmentsUsed: consumedOf(sku),
    },
  };
}

const skus: Pick<Catalog, "read" | "find"> = {
  async read({ ctx }, page) {
    const { db, viewer, now } = ctx;
    return (await listSkus(db.read, viewer.tenantId, now(), page)).map(toEntry);
  },
  async find({ ctx }, id) {
    const { db, viewer, now } = ctx;
    const sku = await findSku(db.read, viewer.tenantId, id, now());
    // A part number finds it too, but is no id.
    return sku?.id === id ? toEntry(sku) : undefined;
  },
};

/** The SKUs as `/Licenses`. */
export const licenses: Catalog = { schema: licenseSchema, definition: licenseDefinition, ...skus };

/** The SKUs as `/Entitlements`. */
export const entitlements: Catalog = {
  schema: entitlementSchema,
  definition: entitlementDefinition,
  isView: true,
  ...skus,
};
