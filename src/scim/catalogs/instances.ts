import { countInInstances, type Instance, listInstances } from "../../access/instances.js";
import { countRecords } from "../../crm/records/records.js";
import { instanceSchema } from "../../schema/catalog-schemas.js";
import { instanceDefinition } from "../../schema/definitions/catalogs.js";
import type { ScimObject } from "../../schema/model.js";
import type { Exchange } from "../exchange.js";
import { locationOf } from "../render.js";
import type { Catalog, CatalogEntry } from "./catalog.js";

function toEntry(
  { id, name, displayName, type, guardGroupId, createdAt, lastModifiedAt }: Instance,
  counts: ScimObject,
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
      counts,
    },
  };
}

/** Returns all instances in the order of their ids; there are few. */
async function readAll({ ctx, baseUrl }: Exchange): Promise<CatalogEntry[]> {
  const { db, viewer } = ctx;
  const parts = await countInInstances(db.read, viewer.tenantId);
  const entries: CatalogEntry[] = [];
  for (const instance of await listInstances(db.read, viewer.tenantId)) {
    const { all, enabled, nonInteractive } = await countRecords(db.read, viewer.tenantId, instance.id);
    const users = { users: all, enabledUsers: enabled, nonInteractiveUsers: nonInteractive };
    entries.push(toEntry(instance, { ...users, ...parts.get(instance.id) }, baseUrl));
  }
  return entries.sort((left, right) => (left.id < right.id ? -1 : 1));
}

/** The CRM instances as `/Instances`. docs/catalogs.md */
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
