import type { Behavior } from "../schema/behavior.js";
import type { Mode } from "../schema/model.js";
import type { ClientName } from "./client-names.js";
import type { RateLimits } from "./rate-limits.js";

/** The closed list of what a token may do. docs/architecture.md */
export const SCOPES = [
  "scim",
  "scim.read",
  "scim.applications",
  "scim.adminroles",
  "crm.read",
  "access.read",
  "admin:global",
  "admin:billing",
  "admin:password",
  "admin:service",
  "admin:userManagement",
] as const;

/** One of the scopes a token may carry. */
export type Scope = (typeof SCOPES)[number];

/** Scopes out of the text that a column or a token request holds; nothing is checked. RFC 6749 §3.3. */
export function splitScopes(text: string): Scope[] {
  return text.split(" ") as Scope[];
}

/** Options of a connection where clients need different behavior; the mode gives those of `Behavior` their default. */
export interface ConnectionOptions extends Behavior {
  /** The CRM extensions appear in /Schemas; off for validators that overwrite every string they find there. */
  readonly crmSchemas: boolean;
  /** The catalogs appear in /ResourceTypes, /Schemas and on the root; their endpoints answer anyway. */
  readonly catalogs: boolean;
  /** /ServiceProviderConfig has the members of drafts besides those of RFC 7643 §5 and RFC 9865. */
  readonly drafts: boolean;
  /** /ServiceProviderConfig has `pagination`, RFC 9865 §3; cursors can be used anyway. */
  readonly pagination: boolean;
  /** A token may also come as the password of HTTP Basic, for clients that can do nothing else. RFC 7644 §2. */
  readonly basicAuth: boolean;
  /** A license for which there is no seat, or no SKU, is kept as an error instead of 409, on PUT and PATCH too. */
  readonly softLicenseErrors: boolean;
  /** `active: false` frees the seats of a user at once, whatever the tenant's setting. docs/licensing.md */
  readonly releaseSeatOnDeactivation: boolean;
}

/** One provisioning client of one tenant, for example "Entra ID production". */
export interface Connection {
  readonly tenantId: string;
  readonly id: string;
  readonly name: string;
  /** The product it was made for, whose preset gives the defaults; undefined when none was named. */
  readonly client?: ClientName | undefined;
  readonly mode: Mode;
  /** Which resources it sees: all of the tenant, or its own. */
  readonly visibility: "all" | "own";
  /** What is in force: the defaults of the mode and of the preset with the choices of the operator. */
  readonly options: ConnectionOptions;
  readonly limits: RateLimits;
  /** Until when the provisioning log keeps bodies, in UTC milliseconds; 0 if it never did. */
  readonly logBodiesUntil: number;
}

/** The user whom a token is bound to, as it is now. */
export interface Holder {
  readonly userId: string;
  /** False when it is blocked, or gone. */
  readonly isActive: boolean;
  /** Whether it stands for a program and no person. */
  readonly isProgram: boolean;
  readonly administratorRoles: readonly string[];
}

/** Who a request comes from, once its token has been checked. */
export interface Principal {
  readonly tenantId: string;
  readonly tokenId: string;
  readonly connection: Connection;
  /** What it may do; of a token that is bound to a user, what that user may too. */
  readonly scopes: ReadonlySet<Scope>;
  /** What the token's scopes say, be its user permitted to do that or not; `scopes` when undefined. */
  readonly granted?: ReadonlySet<Scope>;
  readonly holder?: Holder | undefined;
  /** The user a token is bound to, which is what /Me means; undefined for most. */
  readonly userId: string | undefined;
  /** Whether the user itself signed in; `tokenId` is the session's then. */
  readonly isSession?: boolean;
  /** Whether it signed in with a password that a provisioning client set, which opens no administrator's session. */
  readonly isPasswordOfProvider?: boolean;
}
