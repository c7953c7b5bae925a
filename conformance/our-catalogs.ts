import { insertBusinessUnit, ROOT_NAME } from "../src/access/business-units.js";
import { insertInstance } from "../src/access/instances.js";
import { insertRoles } from "../src/access/security-roles.js";
import type { Trx } from "../src/db/connect.js";
import { insertSku } from "../src/licensing/skus.js";

/** An entry of a catalog. */
interface Entry {
  readonly id: string;
  readonly displayName: string;
  readonly description?: string;
}

/** What a transcript wants to be in the catalogs of its tenant, by the keys of `config`. */
export interface CatalogSetup {
  /** Whether there are catalogs as Okta reads them; there always are. */
  readonly oktaEntitlements?: boolean;
  readonly entitlements?: readonly Entry[];
  readonly roles?: readonly Entry[];
}

/** The keys of such a set-up. */
export const CATALOG_SETTINGS: readonly string[] = ["oktaEntitlements", "entitlements", "roles"];

/** Seats of what a transcript assigns. */
const SEATS = 10;

/** Puts into the catalogs of a tenant of our server, which has no instance yet, what a transcript wants there. */
export async function plantCatalogs(
  trx: Trx,
  tenantId: string,
  { entitlements = [], roles = [] }: CatalogSetup,
  now: number,
): Promise<void> {
  for (const { id, displayName } of entitlements) {
    const pool = { purchased: SEATS, offerMinimum: 0, billingCycle: "monthly", nextCycleAt: now } as const;
    await insertSku(trx, tenantId, { id, partNumber: id, displayName, ...pool, instances: [] }, now);
  }
  if (roles.length > 0) await plantRoles(trx, tenantId, roles, now);
}

async function plantRoles(trx: Trx, tenantId: string, roles: readonly Entry[], now: number): Promise<void> {
  const { id: instanceId } = await insertInstance(trx, tenantId, { name: "main" }, now);
  const businessUnitId = await insertBusinessUnit(trx, tenantId, instanceId, { name: ROOT_NAME }, now);
  const made = roles.map(({ id, displayName, description }) => {
    return { id, instanceId, businessUnitId, rootId: id, name: displayName, description, isManaged: false };
  });
  await insertRoles(trx, tenantId, made, now);
}
