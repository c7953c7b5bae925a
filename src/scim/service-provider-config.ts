import { authenticationSchemes, type OfferedSchemes } from "./authentication-schemes.js";
import type { PageLimits } from "./exchange.js";

/** What the configuration tells about this server's limits. */
export interface ProviderLimits extends PageLimits {
  /** How long a cursor can be used, in seconds. */
  readonly cursorTimeout: number;
  /** Largest request body in bytes. */
  readonly bodyLimit: number;
  /** Operations a bulk request may hold; some clients also take it as the limit for one PATCH, so never 0. */
  readonly bulkMaxOperations: number;
}

/** What a connection is offered. */
export interface Offer extends OfferedSchemes {
  /** Whether it is treated as the SCIM interoperability profile demands; nobody is without a token. */
  readonly interopProfile: boolean;
  /** Whether it is shown the catalogs of what users may have. */
  readonly catalogs: boolean;
}

/** The block of draft-ietf-scim-roles-entitlements; its member has a capital there. */
const ROLES_AND_ENTITLEMENTS = {
  roles: {
    supported: true,
    multipleRolesSupported: true,
    primarySupported: true,
    typeSupported: true,
    types: ["SecurityRole"],
  },
  entitlements: {
    supported: true,
    multipleEntitlementsSupported: true,
    primarySupported: true,
    typeSupported: true,
    types: ["License"],
  },
};

/** `/ServiceProviderConfig`: what is really supported. RFC 7643 §5. */
export function serviceProviderConfig(baseUrl: string, limits: ProviderLimits, offer: Offer): object {
  return {
    schemas: ["urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig"],
    patch: { supported: true },
    bulk: {
      supported: true,
      maxOperations: limits.bulkMaxOperations,
      maxPayloadSize: limits.bodyLimit,
    },
    filter: { supported: true, maxResults: limits.maxPageSize },
    changePassword: { supported: true },
    sort: { supported: true },
    etag: { supported: true },
    pagination: {
      cursor: true,
      index: true,
      defaultPaginationMethod: "index",
      defaultPageSize: limits.defaultPageSize,
      maxPageSize: limits.maxPageSize,
      cursorTimeout: limits.cursorTimeout,
    },
    authenticationSchemes: authenticationSchemes(offer),
    // draft-zollner-scim-interop-profile: advertised where it is true, since most clients need what it bans.
    ...(offer.interopProfile && { interopProfileConformant: true }),
    ...(offer.catalogs && { RolesAndEntitlements: ROLES_AND_ENTITLEMENTS }),
    meta: {
      resourceType: "ServiceProviderConfig",
      location: `${baseUrl}/ServiceProviderConfig`,
    },
  };
}
