import type { Catalog } from "./catalog.js";
import { instances } from "./instances.js";
import { entitlements, licenses } from "./licenses.js";
import { roles } from "./roles.js";

/** The resource types that clients can only read. */
export const catalogs: readonly Catalog[] = [licenses, entitlements, roles, instances];
