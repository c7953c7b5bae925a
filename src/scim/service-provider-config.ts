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
  /** Whether it is shown what drafts define; nobody is without a token. */
  readonly drafts: boolean;
  /** Whether it is told how lists are paged. */
  readonly pagination: boolean;
  /** Whether it is treated as the SCIM interoperability profile demands. */
  readonly interopProfile: boolean;
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

/**
 * `/ServiceProviderConfig`: what is really supported, in exactly the members of RFC 7643 §5 and RFC 9865, since clients
 * with typed models refuse any other; those of drafts come where they are asked for.
 */
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
    ...(offer.pagination && { pagination: pagination(limits) }),
    authenticationSchemes: authenticationSchemes(offer),
    // draft-zollner-scim-interop-profile: advertised where it is true, since most clients need what it bans.
    ...(offer.drafts && offer.interopProfile && { interopProfileConformant: true }),
    ...(offer.drafts && { RolesAndEntitlements: ROLES_AND_ENTITLEMENTS }),
    meta: {
      resourceType: "ServiceProviderConfig",
      location: `${baseUrl}/ServiceProviderConfig`,
    },
  };
}

/** How lists are paged. RFC 9865 §3 */
function pagination(limits: ProviderLimits): object {
  return {
    cursor: true,
    index: true,
    defaultPaginationMethod: "index",
    defaultPageSize: limits.defaultPageSize,
    maxPageSize: limits.maxPageSize,
    cursorTimeout: limits.cursorTimeout,
  };
}
