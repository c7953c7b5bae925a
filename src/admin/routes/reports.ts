import type { Finding } from "../../use-cases/operations/health-finding.js";
import { healthReport } from "../../use-cases/operations/health-report.js";
import { listSchema } from "../pages.js";
import { type AdminRoute, adminRoute, type JsonSchema } from "../route.js";
import { timeJson, toTime } from "../times.js";

const finding: JsonSchema = {
  title: "Finding",
  type: "object",
  required: ["code", "severity", "detail", "nextStep"],
  properties: {
    code: { type: "string" },
    severity: { type: "string", enum: ["info", "warning", "error"] },
    detail: { type: "string", description: "What is found." },
    nextStep: { type: "string", description: "What to do about it." },
    since: { ...timeJson, description: "Since when it is so, where that is known." },
    facts: { type: "object", description: "Ids, counts and names that it is about." },
  },
};

/** A finding as the admin API shows it. */
function showFinding({ since, ...rest }: Finding): Record<string, unknown> {
  return { ...rest, ...(since !== undefined && { since: toTime(since) }) };
}

/** What administrators should look at. R078 */
export const reportRoutes: readonly AdminRoute[] = [
  adminRoute({
    method: "get",
    path: "/reports/health",
    action: "read",
    operationId: "getHealthReport",
    tag: "Reports",
    summary: "Lists what an administrator should look at",
    answers: { 200: listSchema(finding) },
    run: async ({ ctx }) => ({ body: { value: (await healthReport(ctx)).map(showFinding) } }),
  }),
];
