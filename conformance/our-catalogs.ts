import type { Trx } from "../src/db/connect.js";
import { insertSku } from "../src/licensing/skus.js";

/** What a transcript wants to be in the catalogs of its tenant, by the keys of `config`. */
export interface CatalogSetup {
  /** Whether there are catalogs as Okta reads them; there always are. */
  readonly oktaEntitlements?: boolean;
  readonly entitlements?: readonly { readonly id: string; readonly displayName: string }[];
}

/** The keys of such a set-up. */
export const CATALOG_SETTINGS: readonly string[] = ["oktaEntitlements", "entitlements"];

/** Seats of what a transcript assigns. */
const SEATS = 10;

/** Puts into the catalogs of a tenant of our server what a transcript wants there. */
export async function plantCatalogs(
  trx: Trx,
  tenantId: string,
  { entitlements = [] }: CatalogSetup,
  now: number,
): Promise<void> {
  for (const { id, displayName } of entitlements) {
    await insertSku(
      trx,
      tenantId,
      {
        id,
        partNumber: id,
        displayName,
        purchased: SEATS,
        offerMinimum: 0,
        billingCycle: "monthly",
        nextCycleAt: now,
        instances: [],
      },
      now,
    );
  }
}
