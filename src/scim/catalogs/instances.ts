import {
  countInInstances,
  type Instance,
  type InstanceCounts,
  listInstances,
} from "../../access/instances.js";
import { instanceSchema } from "../../schema/catalog-schemas.js";
import { instanceDefinition } from "../../schema/definitions/catalogs.js";
import type { Exchange } from "../exchange.js";
import { locationOf } from "../render.js";
import type { Catalog, CatalogEntry } from "./catalog.js";

function toEntry(
  { id, name, displayName, type, guardGroupId, createdAt, lastModifiedAt }: Instance,
  counts: InstanceCounts | undefined,
  baseUrl: string,
): CatalogEntry {
  return {
    id,
    createdAt,
    lastModifiedAt,
    attributes: {
      name,
      display: displayName,
      type,
      ...(guardGroupId !== undefined && {
        securityGroup: { value: guardGroupId, $ref: locationOf(baseUrl, "Group", guardGroupId) },
      }),
      ...(counts && { counts: { ...counts } }),
    },
  };
}

/** All instances in the order of their ids: there are few. */
async function readAll({ ctx, baseUrl }: Exchange): Promise<CatalogEntry[]> {
  const { db, viewer } = ctx;
  const counts = await countInInstances(db.read, viewer.tenantId);
  const instances = await listInstances(db.read, viewer.tenantId);
  return instances
    .map((instance) => toEntry(instance, counts.get(instance.id), baseUrl))
    .sort((left, right) => (left.id < right.id ? -1 : 1));
}

/** The CRM instances as `/Instances`. crm.md 4.4 */
export const instances: Catalog = {
  schema: instanceSchema,
  definition: instanceDefinition,
  async read(exchange, { after, limit }) {
    const entries = await readAll(exchange);
    return entries.filter(({ id }) => after === undefined || id > after).slice(0, limit);
  },
  async find(exchange, id) {
    return (await readAll(exchange)).find((entry) => entry.id === id);
  },
};
