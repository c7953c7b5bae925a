import type { ConnectionOptions } from "../tenants/connection.js";
import { defaultOptions } from "../tenants/connections.js";

/**
 * The options for administrators and operators: tolerant, but a wrong name or id is refused, where a provider's would
 * be ignored.
 */
export const ADMIN_OPTIONS: ConnectionOptions = {
  ...defaultOptions("tolerant"),
  dropUnknownAttributes: false,
  dropUnknownSchemas: false,
  acceptUnknownMembers: false,
};
