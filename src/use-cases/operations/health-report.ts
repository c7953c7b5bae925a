import type { Finding, HealthCheck, HealthContext } from "./health-finding.js";
import { openHolds } from "./health-holds.js";
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

/** All checks of the report, in its order. */
const checks: readonly HealthCheck[] = [
  openHolds,
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

/** Runs all checks for a tenant. The cost depends on the number of problems, not of people. R078 */
export async function healthReport(ctx: HealthContext): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const check of checks) findings.push(...(await check(ctx)));
  return findings;
}
