import type { Finding, HealthCheck, HealthContext } from "./health-finding.js";
import {
  failedWorkflows,
  guards,
  orphanedTeams,
  systemAdministrators,
  usersWithoutRole,
} from "./health-instances.js";
import { dueInvitations, pools } from "./health-licenses.js";
import {
  endingCredentials,
  globalAdministrators,
  parkedMails,
  parkedTasks,
  silentConnections,
} from "./health-operation.js";

/** Every check of the report, in the order in which it shows what they find. */
const checks: readonly HealthCheck[] = [
  globalAdministrators,
  guards,
  systemAdministrators,
  pools,
  dueInvitations,
  usersWithoutRole,
  orphanedTeams,
  failedWorkflows,
  parkedTasks,
  parkedMails,
  endingCredentials,
  silentConnections,
];

/**
 * What an administrator of a tenant should look at, the parts one after the other. Its cost does not grow with the
 * people who are well. R078
 */
export async function healthReport(ctx: HealthContext): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const check of checks) findings.push(...(await check(ctx)));
  return findings;
}
