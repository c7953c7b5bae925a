import { type AdminRoute, isChanging } from "../route.js";
import { accessRoutes } from "./access/access.js";
import { accessReportRoutes } from "./access/access-reports.js";
import { accountRoutes } from "./accounts/accounts.js";
import { administratorRoutes } from "./accounts/administrators.js";
import { previewRoutes } from "./changes/previews.js";
import { connectionRoutes } from "./connections/connections.js";
import { oauthClientRoutes } from "./connections/oauth-clients.js";
import { tokenRoutes } from "./connections/tokens.js";
import { trustedIssuerRoutes } from "./connections/trusted-issuers.js";
import { groupRoutes } from "./groups/groups.js";
import { groupMemberRoutes } from "./groups/members.js";
import { holdRoutes } from "./holds/holds.js";
import { stubRoutes } from "./imports/stubs.js";
import { userImportRoutes } from "./imports/users.js";
import { instanceRoutes } from "./instances/instances.js";
import { invitationRoutes } from "./invitations/invitations.js";
import { jobRoutes } from "./jobs/jobs.js";
import { licenseRoutes } from "./licenses/licenses.js";
import { userLicenseRoutes } from "./licenses/user-licenses.js";
import { auditRoutes } from "./operations/audit.js";
import { reportRoutes } from "./operations/health.js";
import { mailRoutes } from "./operations/mails.js";
import { provisioningLogRoutes } from "./operations/provisioning-log.js";
import { searchRoutes } from "./operations/search.js";
import { seriesRoutes } from "./operations/series.js";
import { accessModeRoutes } from "./records/access-modes.js";
import { applicationUserRoutes } from "./records/application-users.js";
import { instanceUserRoutes } from "./records/instance-users.js";
import { syncRoutes } from "./records/sync.js";
import { workflowRoutes } from "./records/workflows.js";
import { businessUnitRoutes } from "./roles/business-units.js";
import { connectionRoleRoutes } from "./roles/connection-roles.js";
import { securityRoleRoutes } from "./roles/security-roles.js";
import { teamRoutes } from "./roles/teams.js";
import { userRoleRoutes } from "./roles/user-roles.js";
import { extensionSchemaRoutes } from "./tenants/extension-schemas.js";
import { settingRoutes } from "./tenants/settings.js";
import { deletedUserRoutes } from "./users/deleted-users.js";
import { userListRoutes } from "./users/user-list.js";
import { userRoutes } from "./users/users.js";

/** All operations but the preview of several. */
const operations: readonly AdminRoute[] = [
  ...accountRoutes,
  ...accessRoutes,
  ...userListRoutes,
  ...userRoutes,
  ...deletedUserRoutes,
  ...userImportRoutes,
  ...administratorRoutes,
  ...groupRoutes,
  ...groupMemberRoutes,
  ...licenseRoutes,
  ...userLicenseRoutes,
  ...invitationRoutes,
  ...reportRoutes,
  ...searchRoutes,
  ...seriesRoutes,
  ...accessReportRoutes,
  ...instanceRoutes,
  ...businessUnitRoutes,
  ...securityRoleRoutes,
  ...userRoleRoutes,
  ...teamRoutes,
  ...connectionRoutes,
  ...connectionRoleRoutes,
  ...holdRoutes,
  ...jobRoutes,
  ...syncRoutes,
  ...accessModeRoutes,
  ...applicationUserRoutes,
  ...instanceUserRoutes,
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

/** All operations of the admin API. */
export const adminRoutes: readonly AdminRoute[] = [
  ...operations,
  ...previewRoutes(operations.filter(isChanging)),
];
