import type { ConnectionOptions } from "../tenants/connection.js";
import { defaultOptions } from "../tenants/connections.js";

/**
 * How administrators and operators are treated: much is tolerated, but a wrong name or id is refused, where a provider
 * would have it dropped.
 */
export const ADMIN_OPTIONS: ConnectionOptions = {
  ...defaultOptions("tolerant"),
  dropUnknownAttributes: false,
  dropUnknownSchemas: false,
  acceptUnknownMembers: false,
};
