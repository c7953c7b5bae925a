import { healthReport } from "../../provisioning/health-report.js";
import { listOf } from "../pages.js";
import { type AdminRoute, adminRoute, type JsonSchema } from "../route.js";

const finding: JsonSchema = {
  title: "Finding",
  type: "object",
  required: ["code", "severity", "detail"],
  properties: {
    code: { type: "string" },
    severity: { type: "string", enum: ["info", "warning", "error"] },
    detail: { type: "string" },
    facts: { type: "object", description: "Ids, counts and names that it is about." },
  },
};

/** What administrators should look at. crm.md R078 */
export const reportRoutes: readonly AdminRoute[] = [
  adminRoute({
    method: "get",
    path: "/reports/health",
    action: "read",
    operationId: "getHealthReport",
    tag: "Reports",
    summary: "Lists what an administrator should look at",
    answers: { 200: listOf(finding) },
    run: async ({ ctx }) => ({ body: { value: await healthReport(ctx) } }),
  }),
];
