import { ACCESS_MODE_LABELS } from "../crm/access-mode-codes.js";
import { listFailedWorkflows } from "../crm/workflows.js";
import { countHolders } from "../directory/administrators.js";
import { countInstanceUsers } from "./access-reports.js";
import type { Context } from "./context.js";

/** Something that an administrator should look at. */
export interface Finding {
  /** In capitals: `SINGLE_GLOBAL_ADMIN`. */
  readonly code: string;
  readonly severity: "info" | "warning" | "error";
  /** What is found, and what to do. */
  readonly detail: string;
  /** What it is about: ids, counts, names of SKUs and instances. */
  readonly facts?: Readonly<Record<string, unknown>>;
}

/** Findings of one kind that the report shows. */
const MAX_FINDINGS = 100;

/** Looks for findings of one kind in a tenant. */
export type HealthCheck = (ctx: Pick<Context, "db" | "viewer" | "now">) => Promise<readonly Finding[]>;

/** Whether somebody can administer when one person is not there. crm.md R078 */
const globalAdministrators: HealthCheck = async ({ db, viewer }) => {
  const count = await countHolders(db.read, viewer.tenantId, "global", { atMost: 2 });
  if (count === 1) {
    return [
      {
        code: "SINGLE_GLOBAL_ADMIN",
        severity: "warning",
        detail:
          "Only one active user holds 'global': give it to a second person for times when this one is away.",
      },
    ];
  }
  if (count > 1) return [];
  return [
    {
      code: "NO_GLOBAL_ADMIN",
      severity: "info",
      detail: "No active user holds 'global': only tokens administer; give the role to two people.",
    },
  ];
};

/** Who is enabled and yet kept out, in each instance. crm.md R070 */
const usersWithoutRole: HealthCheck = async (ctx) =>
  (await countInstanceUsers(ctx)).flatMap(({ instance: { id, name }, users }) =>
    users.withoutRole === 0
      ? []
      : [
          {
            code: "USERS_WITHOUT_ROLE",
            severity: "warning" as const,
            detail: `${users.withoutRole} enabled users of the instance "${name}" have no security role and cannot come in: assign one, or remove their license.`,
            facts: { instanceId: id, instance: name, users: users.withoutRole },
          },
        ],
  );

/** Who could not be made an administrative or non-interactive user. crm.md R126 */
const failedWorkflows: HealthCheck = async ({ db, viewer }) =>
  (await listFailedWorkflows(db.read, viewer.tenantId, MAX_FINDINGS)).map(
    ({ id: workflow, kind, userId, instanceId, problem = "" }) => ({
      code: "WORKFLOW_FAILED",
      severity: "error",
      detail: `The user could not be made ${ACCESS_MODE_LABELS[kind]}. ${problem}`,
      facts: { workflow, kind, userId, instanceId },
    }),
  );

/** Every check of the report, in the order in which it shows what they find. */
const checks: readonly HealthCheck[] = [globalAdministrators, usersWithoutRole, failedWorkflows];

/** What an administrator of a tenant should look at, the parts one after the other. */
export async function healthReport(ctx: Pick<Context, "db" | "viewer" | "now">): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const check of checks) findings.push(...(await check(ctx)));
  return findings;
}
