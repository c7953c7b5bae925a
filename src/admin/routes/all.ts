import type { AdminRoute } from "../route.js";
import { accountRoutes } from "./accounts.js";
import { connectionRoutes } from "./connections.js";
import { licenseRoutes } from "./licenses.js";
import { mailRoutes } from "./mails.js";
import { provisioningLogRoutes } from "./provisioning-log.js";
import { userLicenseRoutes } from "./user-licenses.js";

/** Every operation of the admin API; what is not listed here does not exist. */
export const adminRoutes: readonly AdminRoute[] = [
  ...accountRoutes,
  ...connectionRoutes,
  ...mailRoutes,
  ...provisioningLogRoutes,
  ...licenseRoutes,
  ...userLicenseRoutes,
];
