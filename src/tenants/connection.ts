import type { Behavior } from "../schema/behavior.js";
import type { Mode } from "../schema/model.js";
import type { ClientName } from "./client-names.js";
import type { RateLimits } from "./rate-limits.js";

/** The scopes, a closed list. docs/architecture.md */
export const SCOPES = [
  "scim",
  "scim.read",
  "scim.applications",
  "scim.adminroles",
  "crm.read",
  "access.read",
  "access.history",
  "admin:global",
  "admin:billing",
  "admin:password",
  "admin:service",
  "admin:userManagement",
] as const;

/** One of the scopes a token may carry. */
export type Scope = (typeof SCOPES)[number];

/** Splits the text of scopes in a column or a token request, without checking them. RFC 6749 §3.3. */
export function splitScopes(text: string): Scope[] {
  return text.split(" ") as Scope[];
}

/** Options of a connection where clients need different behavior; the mode sets the defaults of those in `Behavior`. */
export interface ConnectionOptions extends Behavior {
  /** Whether /Schemas lists the CRM extensions; off for validators that overwrite every string they find there. */
  readonly crmSchemas: boolean;
  /** Whether /ResourceTypes, /Schemas and the root list the catalogs; their endpoints answer in any case. */
  readonly catalogs: boolean;
  /** Whether /ServiceProviderConfig has the members of drafts, besides those of RFC 7643 §5 and RFC 9865. */
  readonly drafts: boolean;
  /** Whether /ServiceProviderConfig has `pagination`, RFC 9865 §3; cursors work in any case. */
  readonly pagination: boolean;
  /**
   * Whether a token may also be sent as the password of HTTP Basic, for clients that support nothing else. RFC 7644 §2.
   */
  readonly basicAuth: boolean;
  /**
   * Whether a license without a seat or a SKU is stored as an error instead of refused with 409, on PUT and PATCH too.
   */
  readonly softLicenseErrors: boolean;
  /** Whether `active: false` releases the user's seats at once, whatever the tenant's setting. docs/licensing.md */
  readonly releaseSeatOnDeactivation: boolean;
}

/**
 * What happens when changes of a connection would take access from many people at once: their effect waits, they are
 * refused with 409, or nothing.
 */
export const MASS_LOSS = ["hold", "refuse", "off"] as const;

/** One of the policies. */
export type MassLoss = (typeof MASS_LOSS)[number];

/** One provisioning client of one tenant, for example "Entra ID production". */
export interface Connection {
  readonly tenantId: string;
  readonly id: string;
  readonly name: string;
  /** The product whose preset sets the defaults; undefined if none was chosen. */
  readonly client?: ClientName | undefined;
  readonly mode: Mode;
  /** Which resources the connection sees: all of the tenant, or its own. */
  readonly visibility: "all" | "own";
  /** The options in force: the operator's choices over the defaults of the preset and the mode. */
  readonly options: ConnectionOptions;
  readonly limits: RateLimits;
  /** What happens when its changes would take access to an instance from many people at once. docs/holds.md */
  readonly massLoss: MassLoss;
  /** Until when the provisioning log lists each read, in UTC milliseconds; before and after that it counts them. */
  readonly watchedUntil: number;
  /** Until when the provisioning log stores bodies, in UTC milliseconds; 0 if never. */
  readonly logBodiesUntil: number;
}

/** The current state of the user that a token is bound to. */
export interface Holder {
  readonly userId: string;
  /** False if the user is blocked or deleted. */
  readonly isActive: boolean;
  /** Whether the user is an application user. */
  readonly isProgram: boolean;
  readonly administratorRoles: readonly string[];
}

/** The authenticated sender of a request. */
export interface Principal {
  readonly tenantId: string;
  readonly tokenId: string;
  readonly connection: Connection;
  /** The effective scopes; for a token bound to a user, those that the user has as well. */
  readonly scopes: ReadonlySet<Scope>;
  /** The token's own scopes, whether the user has them or not; `scopes` if undefined. */
  readonly granted?: ReadonlySet<Scope>;
  readonly holder?: Holder | undefined;
  /** The user that a token is bound to and `/Me` addresses; undefined for most. */
  readonly userId: string | undefined;
  /** Whether this is a session of the user; `tokenId` is then the session's id. */
  readonly isSession?: boolean;
  /** Whether the user signed in with a password set by a provisioning client, which grants no administrator scopes. */
  readonly isPasswordOfProvider?: boolean;
}
