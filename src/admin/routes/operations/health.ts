import { Type } from "@sinclair/typebox";
import { FINDING_CODES } from "../../../use-cases/operations/finding-codes.js";
import type { Finding } from "../../../use-cases/operations/health-finding.js";
import { healthReport } from "../../../use-cases/operations/health-report.js";
import { anyObject, choice, type Shown } from "../../json-schema.js";
import { listSchema } from "../../pages.js";
import { type AdminRoute, adminRoute } from "../../route.js";
import { timeJson, toTime } from "../../times.js";

const finding = Type.Object(
  {
    code: choice(Object.keys(FINDING_CODES), { type: "string" }),
    severity: choice(["info", "warning", "error"], { type: "string" }),
    detail: Type.String({ description: "What was found." }),
    nextStep: Type.String({ description: "The next step." }),
    since: Type.Optional({ ...timeJson, description: "Since when it is so, where that is known." }),
    facts: Type.Optional(anyObject({ description: "Ids, counts and names that it is about." })),
  },
  { title: "Finding" },
);

/** Returns a finding as it is answered. */
function showFinding({ since, ...rest }: Finding): Shown<typeof finding> {
  return { ...rest, since: toTime(since) };
}

/** The routes of the health report. R078 */
export const reportRoutes: readonly AdminRoute[] = [
  adminRoute({
    method: "get",
    path: "/reports/health",
    action: "read",
    operationId: "getHealthReport",
    tag: "Reports",
    summary: "Lists findings that an administrator should check",
    answers: { 200: listSchema(finding) },
    run: async ({ ctx }) => ({ body: { value: (await healthReport(ctx)).map(showFinding) } }),
  }),
];
