import type { AdminRoute } from "../route.js";
import { accountRoutes } from "./accounts.js";
import { administratorRoutes } from "./administrators.js";
import { connectionRoutes } from "./connections.js";
import { deletedUserRoutes } from "./deleted-users.js";
import { licenseRoutes } from "./licenses.js";
import { mailRoutes } from "./mails.js";
import { provisioningLogRoutes } from "./provisioning-log.js";
import { reportRoutes } from "./reports.js";
import { userLicenseRoutes } from "./user-licenses.js";
import { userRoutes } from "./users.js";

/** Every operation of the admin API; what is not listed here does not exist. */
export const adminRoutes: readonly AdminRoute[] = [
  ...accountRoutes,
  ...userRoutes,
  ...deletedUserRoutes,
  ...administratorRoutes,
  ...licenseRoutes,
  ...userLicenseRoutes,
  ...reportRoutes,
  ...connectionRoutes,
  ...mailRoutes,
  ...provisioningLogRoutes,
];
