import { consumedOf, limitOf } from "../../licensing/pool.js";
import { findSku, listSkus, type Sku } from "../../licensing/skus.js";
import { entitlementSchema, licenseSchema } from "../../schema/catalog-schemas.js";
import { entitlementDefinition, licenseDefinition } from "../../schema/definitions/catalogs.js";
import type { Catalog, CatalogEntry } from "./catalog.js";

/** The type of an element of a user's `entitlements` that is a license. docs/crm-extension.md */
const LICENSE = "License";

/** Returns a SKU with its seats: the number that may be used, and the number used or held. R045, R049, R056 */
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
    // findSku also accepts a part number, which is not an id.
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
