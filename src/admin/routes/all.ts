import type { AdminRoute } from "../route.js";
import { accessRoutes } from "./access.js";
import { accessModeRoutes } from "./access-modes.js";
import { accessReportRoutes } from "./access-reports.js";
import { accountRoutes } from "./accounts.js";
import { administratorRoutes } from "./administrators.js";
import { applicationUserRoutes } from "./application-users.js";
import { auditRoutes } from "./audit.js";
import { businessUnitRoutes } from "./business-units.js";
import { connectionRoleRoutes } from "./connection-roles.js";
import { connectionRoutes } from "./connections.js";
import { deletedUserRoutes } from "./deleted-users.js";
import { extensionSchemaRoutes } from "./extension-schemas.js";
import { groupMemberRoutes } from "./group-members.js";
import { groupRoutes } from "./groups.js";
import { instanceRoutes } from "./instances.js";
import { invitationRoutes } from "./invitations.js";
import { licenseRoutes } from "./licenses.js";
import { mailRoutes } from "./mails.js";
import { oauthClientRoutes } from "./oauth-clients.js";
import { provisioningLogRoutes } from "./provisioning-log.js";
import { reportRoutes } from "./reports.js";
import { securityRoleRoutes } from "./security-roles.js";
import { settingRoutes } from "./settings.js";
import { stubRoutes } from "./stubs.js";
import { syncRoutes } from "./sync.js";
import { teamRoutes } from "./teams.js";
import { tokenRoutes } from "./tokens.js";
import { trustedIssuerRoutes } from "./trusted-issuers.js";
import { userLicenseRoutes } from "./user-licenses.js";
import { userRoleRoutes } from "./user-roles.js";
import { userRoutes } from "./users.js";
import { workflowRoutes } from "./workflows.js";

/** Every operation of the admin API; what is not listed here does not exist. */
export const adminRoutes: readonly AdminRoute[] = [
  ...accountRoutes,
  ...accessRoutes,
  ...userRoutes,
  ...deletedUserRoutes,
  ...administratorRoutes,
  ...groupRoutes,
  ...groupMemberRoutes,
  ...licenseRoutes,
  ...userLicenseRoutes,
  ...invitationRoutes,
  ...reportRoutes,
  ...accessReportRoutes,
  ...instanceRoutes,
  ...businessUnitRoutes,
  ...securityRoleRoutes,
  ...userRoleRoutes,
  ...teamRoutes,
  ...connectionRoutes,
  ...connectionRoleRoutes,
  ...syncRoutes,
  ...accessModeRoutes,
  ...applicationUserRoutes,
  ...stubRoutes,
  ...workflowRoutes,
  ...tokenRoutes,
  ...oauthClientRoutes,
  ...trustedIssuerRoutes,
  ...extensionSchemaRoutes,
  ...settingRoutes,
  ...mailRoutes,
  ...provisioningLogRoutes,
  ...auditRoutes,
];
