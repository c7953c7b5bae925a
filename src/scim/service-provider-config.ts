import { authenticationSchemes, type OfferedSchemes } from "./authentication-schemes.js";
import type { PageLimits } from "./exchange.js";

/** The limits that the configuration announces. */
export interface ProviderLimits extends PageLimits {
  /** How long a cursor is valid, in seconds. */
  readonly cursorTimeout: number;
  /** The largest request body in bytes. */
  readonly bodyLimit: number;
  /** The most operations of a bulk request; some clients also use it as the limit for one PATCH, so it is never 0. */
  readonly bulkMaxOperations: number;
}

/** The part of the configuration that depends on the connection. */
export interface Offer extends OfferedSchemes {
  /** Whether it shows what drafts define; never without a token. */
  readonly showsDrafts: boolean;
  /** Whether it shows how lists are paged. */
  readonly showsPagination: boolean;
  /** Whether the connection is treated as the SCIM interoperability profile requires. */
  readonly followsInteropProfile: boolean;
}

/** The block of draft-ietf-scim-roles-entitlements, which spells the member with a capital. */
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
 * Returns `/ServiceProviderConfig`: the supported features, in exactly the members of RFC 7643 §5 and RFC 9865, since
 * clients with typed models reject any other. Members of drafts are added where the connection asks for them.
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
    ...(offer.showsPagination && { pagination: pagination(limits) }),
    authenticationSchemes: authenticationSchemes(offer),
    // draft-zollner-scim-interop-profile: shown only where it is true, since most clients need what it forbids.
    ...(offer.showsDrafts && offer.followsInteropProfile && { interopProfileConformant: true }),
    ...(offer.showsDrafts && { RolesAndEntitlements: ROLES_AND_ENTITLEMENTS }),
    meta: {
      resourceType: "ServiceProviderConfig",
      location: `${baseUrl}/ServiceProviderConfig`,
    },
  };
}

/** Describes how lists are paged. RFC 9865 §3 */
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
